"""Cases as data: `tests/cases/NAME.yml`, a list of

    - text: "The ministry said it was hit [[on 12 May 2017]]."
      expect: [2017-05-12..2017-05-12 day]
      reason: a plain date

`[[` and `]]` mark words; the loader takes the marks out and keeps where the words stand. A case that is malformed (a
mark left open, closed twice, nested or empty; a key missing or unknown; no reason) is an error, never skipped.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"
KEYS = {"text", "expect", "reason"}


@dataclass(frozen=True)
class Case:
    """One case: the text without its marks, the marked (start, end) pairs, what to expect and why."""

    name: str
    text: str
    marks: tuple[tuple[int, int], ...]
    expect: Any
    reason: str
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """The marked words."""
        return [self.text[start:end] for start, end in self.marks]


def load_cases(name: str, *options: str, folder: Path = CASES) -> list[Case]:
    """The cases of `tests/cases/NAME.yml`.

    Args:
        name: the file's name without its ending.
        options: keys that a case may have besides text, expect and reason.
        folder: where the file lies.

    Raises:
        ValueError: a case is malformed; the message names file and case.
    """
    rows = yaml.safe_load((folder / f"{name}.yml").read_text(encoding="utf-8"))
    return [_case(f"{name}.yml[{i}]", row, options) for i, row in enumerate(rows, 1)]


def case_id(case: Case) -> str:
    """What pytest calls the case."""
    return f"{case.name} {case.reason}"


def _case(name: str, row: dict[str, Any], options: tuple[str, ...]) -> Case:
    if missing := KEYS - row.keys():
        raise ValueError(f"{name}: add {', '.join(sorted(missing))}")
    if unknown := row.keys() - KEYS - set(options):
        raise ValueError(f"{name}: unknown key {', '.join(sorted(unknown))}")
    if not row["reason"]:
        raise ValueError(f"{name}: say in `reason` what the case is there for")
    try:
        text, marks = parse_marks(row["text"])
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None
    return Case(name, text, marks, row["expect"], row["reason"], {key: row[key] for key in options if key in row})


def parse_marks(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`marked` without its marks, and where the marked words stand. Raises ValueError where marks do not pair."""
    pieces = marked.split("[[")
    text, marks = pieces[0], []
    if "]]" in pieces[0]:
        raise ValueError(f"']]' without '[[' before it in {marked!r}")
    for piece in pieces[1:]:
        words, close, rest = piece.partition("]]")
        if not close or "]]" in rest:
            raise ValueError(f"'[[' and ']]' do not pair in {marked!r}")
        if not words.strip():
            raise ValueError(f"empty mark in {marked!r}")
        marks.append((len(text), len(text) + len(words)))
        text += words + rest
    return text, tuple(marks)

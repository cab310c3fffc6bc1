"""Scores on the development sets, beside the floors they must not fall below and the goals.

    python -m benchmarks.quality [--shared ../shared] [--only eurepoc,seed] [--pin]

SHARED holds the sets (`data/`) and their scorers (`score/`); without it nothing is measured, and this says so.
`--pin` raises floors in tests/quality/floors.json to what was measured, and never lowers one: that is done by hand,
with its reason in CHANGELOG.md. Figures are per cent.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).resolve().parent
FLOORS = HERE.parent / "tests" / "quality" / "floors.json"
SLACK = 0.05
"""Per cent below a floor that is rounding, not a loss: the floors have one decimal."""

Scores = Iterator[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: what was measured, the floor it is held to, the goal it is on its way to (per cent)."""

    name: str
    measured: float
    floor: float | None
    goal: float | None

    @property
    def holds(self) -> bool:
        """Whether the floor holds; a measure without a floor does."""
        return self.floor is None or self.measured >= self.floor - SLACK


def eurepoc(shared: Path, scratch: Path) -> Scores:
    """F1 of the incident layer on what experts coded."""
    scores = _scored(shared, scratch, "eurepoc", "eurepoc/dev.jsonl")
    for name in ("victim_country", "attacker_country", "victim_name", "attacker_name", "date"):
        yield f"eurepoc.{name}", scores[name]["F1"]


def casie(shared: Path, scratch: Path) -> Scores:
    """F1 of trigger-level events, and whether their factuality is right."""
    scores = _scored(shared, scratch, "casie", "casie/dev.jsonl")
    for name in ("TC", "AC", "AC+"):
        yield f"casie.{name}", scores[name]["F1"]
    yield "casie.realis", scores["realis_accuracy"] or 0.0
    unchanged = scores["documents"] - scores["missing"] - scores["text_changed"]
    yield "casie.text_unchanged", unchanged / scores["documents"]


def annoctr(shared: Path, scratch: Path) -> Scores:  # noqa: ARG001 - the signature is that of all sets
    """F1 of the trained model's own mark for names, exact spans."""
    found = json.loads(_python("-m", "training.evaluate", "--only-entities", "--shared", shared))
    for name in ("ORG", "LOC", "GROUP", "MALWARE", "TOOL", "micro"):
        yield f"annoctr.{name}", found[name] / 100


def pages(shared: Path, scratch: Path) -> Scores:
    """Article text, title, date and authors read from real pages."""
    for folder in ("pages", "newspages"):
        command = [HERE / "pages.py", shared / "data" / folder, scratch / "predicted.json"]
        scores = json.loads(_python(*command, "--scorer", shared / "score" / "pages.py"))
        for name in ("F1", "title", "date", "authors"):
            if name in scores:
                yield f"{folder}.{name}", scores[name]


def seed(shared: Path, scratch: Path) -> Scores:
    """The share of what the seed article must yield (and must not) that holds."""
    from benchmarks.seed import checks

    folder, results = shared / "data" / "seed", scratch / "seed.jsonl"
    _extract(folder / "article.txt", results)
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = [*checks(expected, json.loads(results.read_bytes()))]
    for words, holds in found:
        if not holds:
            print(f"seed: missing: {words}", file=sys.stderr)
    yield "seed.expected", sum(holds for _, holds in found) / len(found)


SETS: dict[str, Callable[[Path, Path], Scores]] = {
    "eurepoc": eurepoc,
    "casie": casie,
    "annoctr": annoctr,
    "pages": pages,
    "seed": seed,
}


def _scored(shared: Path, scratch: Path, scorer: str, gold: str) -> dict[str, Any]:
    results = scratch / f"{scorer}.jsonl"
    _extract(shared / "data" / gold, results)
    scores: dict[str, Any] = json.loads(
        _python(shared / "score" / f"{scorer}.py", shared / "data" / gold, results, "--json")
    )
    return scores


def _extract(source: Path, results: Path) -> None:
    _python("-m", "extractor", "extract", source, "--quiet", "--output", results)


def _python(*words: str | Path) -> str:
    """The output of a program of ours. Raises CalledProcessError, having shown what it complained of."""
    done = subprocess.run([sys.executable, *map(str, words)], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def measure(shared: Path, only: set[str]) -> list[Row]:
    """Every measure of the sets named (all where none is), beside its floor and goal."""
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    with TemporaryDirectory() as scratch:
        found = [
            (name, round(100 * value, 1))
            for key, scores in SETS.items()
            if not only or key in only
            for name, value in scores(shared, Path(scratch))
        ]
    return [Row(name, value, pinned["floors"].get(name), pinned["goals"].get(name)) for name, value in found]


def pin(rows: list[Row]) -> None:
    """Raise the floors to what was measured."""
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    raised = {row.name: max(row.measured, row.floor or 0.0) for row in rows}
    pinned["floors"] = dict(sorted({**pinned["floors"], **raised}.items()))
    FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")


def show(rows: list[Row]) -> None:
    """One table: measured, floor, goal."""
    from rich.console import Console
    from rich.table import Table

    table = Table("measure", title="Quality on the development sets (per cent)", title_justify="left")
    for heading in ("measured", "floor", "goal"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for row in rows:
        verdict = "below its floor" if not row.holds else "goal" if row.measured >= (row.goal or 101) else ""
        table.add_row(row.name, *map(_figure, (row.measured, row.floor, row.goal)), verdict)
    Console().print(table)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def main() -> int:
    """Exit code 1 where a measure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared", help="holds data/ and score/")
    parser.add_argument("--only", default="", help=f"some of {','.join(SETS)}")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    words = parser.parse_args()
    if not (words.shared / "score").is_dir():
        print(f"skipped: no development sets at {words.shared} (name their folder with SHARED=...)")
        return 0
    rows = measure(words.shared, {*filter(None, words.only.split(","))})
    show(rows)
    if words.pin:
        pin(rows)
    return int(not all(row.holds for row in rows))


if __name__ == "__main__":
    sys.exit(main())

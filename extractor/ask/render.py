"""Answers for people and programs: a table for the terminal, csv, tsv, json, ttl."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from extractor.problems import UsageError
from extractor.store.rows import Rows

if TYPE_CHECKING:
    from rich.table import Table

FORMATS = ("table", "csv", "tsv", "json", "ttl")
TABLE_ROWS = 200
"""A terminal shows so many rows; the other formats have no limit."""


def render(rows: Rows, form: str) -> bytes:
    """The answer in one of `FORMATS` but `table`. Raises UsageError where it has no such form."""
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}: take one of {', '.join(FORMATS)}")
    if rows.shape == "triples" and form in {"csv", "tsv"}:
        return _separated(rows, "," if form == "csv" else "\t")
    if rows.shape == "triples" and form == "json":
        return rows.serialize("jsonld")
    return rows.serialize(form)


def _separated(rows: Rows, delimiter: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(("subject", "predicate", "object"))
    writer.writerows(rows.tuples())
    return text.getvalue().encode()


def table(rows: Rows, base: str = "") -> "tuple[Table, int]":
    """The answer as a table of at most `TABLE_ROWS` rows, and how many rows there were in all.

    Args:
        rows: the answer.
        base: left out where IRIs begin with it.
    """
    from rich.table import Table
    from rich.text import Text

    drawn = Table(header_style="bold", show_lines=False)
    for name in _columns(rows):
        drawn.add_column(name.replace("_", " "), overflow="fold", ratio=3 if name in _WIDE else None)
    found = _rows(rows)
    for row in islice(found, TABLE_ROWS):
        drawn.add_row(*(Text(_words(value, base)) for value in row))
    return drawn, drawn.row_count + sum(1 for _ in found)


_WIDE = frozenset({"sentence", "said", "denied", "article"})


def _columns(rows: Rows) -> tuple[str, ...]:
    return {"triples": ("subject", "predicate", "object"), "answer": ("answer",)}.get(rows.shape, rows.variables)


def _rows(rows: Rows) -> Iterator[tuple[Any, ...]]:
    return iter([("yes" if rows.answer else "no",)]) if rows.shape == "answer" else rows.tuples()


def _words(value: Any, base: str) -> str:
    if value is None:
        return ""
    text = str(value)
    return text.removeprefix(base) if base else text

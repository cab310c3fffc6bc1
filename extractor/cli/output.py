"""What a command writes: lines on standard output, words for people on standard error."""

import os
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from extractor.batch import Outcome, RunReport
    from extractor.problems import Failed, Skipped

PIPED_WIDTH = 160
"""Characters a line of a table holds where there is no terminal to fit."""
NAME_WIDTH = 40
"""Characters of an input's name that the progress bar shows."""


def say(line: str) -> None:
    """One line for people, on standard error."""
    typer.echo(line, err=True)


def harmless(words: str) -> str:
    """What an input, an address or a page says of itself, without characters that a terminal obeys."""
    return "".join(c if c.isprintable() else "?" for c in words)


def plain(words: str) -> "Text":
    """The same in a cell of a table, where square brackets would be taken for styles."""
    from rich.text import Text

    return Text(harmless(words))


@contextmanager
def sink(path: Path | None) -> Generator[BinaryIO]:
    """Standard output, or the file at `path`. A reader that has seen enough (`| head`) ends the command quietly."""
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            yield file
        return
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def write_lines(lines: Iterable[bytes], path: Path | None) -> None:
    """Each line with its line end, as soon as it is there."""
    with sink(path) as out:
        for line in lines:
            out.write(line + b"\n")
            out.flush()


def console(*, stderr: bool = False) -> "Console":
    """A console as wide as the terminal; what is piped or logged gets lines wide enough for whole names."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    known = stream.isatty() or "COLUMNS" in os.environ
    return Console(stderr=stderr, highlight=False, width=None if known else PIPED_WIDTH)


@contextmanager
def written(path: Path | None) -> "Generator[Console]":
    """The console, or one that writes plain text to the file at `path`."""
    if path is None:
        yield console()
        return
    from rich.console import Console

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        yield Console(file=file, highlight=False, width=PIPED_WIDTH)


@contextmanager
def progress(outcomes: "Iterator[Outcome]", total: int | None, *, quiet: bool) -> "Generator[Iterator[Outcome]]":
    """The outcomes, counted by a bar on standard error; no bar where that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield outcomes
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=total)

        def counted() -> "Iterator[Outcome]":
            for outcome in outcomes:
                bar.update(task, advance=1, description=harmless(outcome.name[-NAME_WIDTH:]))
                yield outcome

        yield counted()


def expected(inputs: list[str]) -> int | None:
    """How many outcomes `inputs` will have, where that can be seen at a glance; else None."""
    from glob import iglob

    total = 0
    for word in inputs:
        for name in [*iglob(word, recursive=True)] or [word]:
            count = None if word == "-" else _outcomes(Path(name))
            if count is None:
                return None
            total += count
    return total


def _outcomes(path: Path) -> int | None:
    """One a file, one a line of JSONL; None where it holds archives, or lists of articles, of any length."""
    from extractor.acquire.kinds import STREAMED, kind_of, left_out
    from extractor.acquire.sniff import JSON, LINES

    if path.is_dir():
        found = [1 if left_out(below) else _outcomes(below) for below in path.rglob("*") if below.is_file()]
        counts = [count for count in found if count is not None]
        return sum(counts) if len(counts) == len(found) else None
    kind = kind_of(path.name)
    if kind == LINES and path.suffix in {".jsonl", ".ndjson"} and path.is_file():
        with path.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    return None if kind in STREAMED or kind == JSON else 1


def note(report: "RunReport", outcome: "Skipped | Failed") -> None:
    """Take note of an input that was not done, and name it at once on standard error."""
    report.add(outcome)
    say(harmless(f"{report.records[-1].outcome}: {outcome.name}: {outcome.reason}"))


def summary(report: "RunReport") -> str:
    """The run report in one line, and a line for each way in which inputs were read only in part."""
    ended = ", ".join(f"{number} {kind}" for kind, number in report.outcomes().items())
    found = ", ".join(f"{number} {name}" for name, number in report.counts.items())
    remarks = "".join(f"\n{number} done in part: {plain(why)}" for why, number in report.in_part().items())
    return f"{len(report.records)} inputs: {ended}; {found}{remarks}"


def print_run(report: "RunReport") -> None:
    """The run report as a table: what became of every input, and what was found."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title="Run report", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("outcome", "input", "why"):
        table.add_column(heading, overflow="fold")
    few = report.outcomes().get("done", 0) <= MANY
    for record in report.records:
        if record.outcome == "failed" or (record.outcome == "done" and few):
            table.add_row(record.outcome, plain(record.input), plain(record.reason or ""))
    for reason, names in _skipped(report).items():
        more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
        table.add_row("skipped", plain(f"{names[0]}{more}"), plain(reason))
    if table.row_count:
        console().print(table)
    console().print(summary(report), soft_wrap=True)


MANY = 50
"""When more inputs than this were done, the printed report does not name them; the written one names all."""


def _skipped(report: "RunReport") -> dict[str, list[str]]:
    """Skipped inputs by reason: folders hold many files that are no article."""
    found: dict[str, list[str]] = {}
    for record in report.records:
        if record.outcome == "skipped":
            found.setdefault(record.reason or "", []).append(record.input)
    return found

"""`extractor build`: articles in, one graph folder out, and a report of what became of every input."""

import signal
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import options, output

if TYPE_CHECKING:
    from extractor.batch import Outcome, RunReport
    from extractor.model import Result
    from extractor.settings import Settings
    from extractor.store.graph import Graph

Results = Annotated[
    bool,
    typer.Option("--results", help="The inputs are result documents that `extract` or `facts` wrote."),
]


def build(
    graph: options.GraphFolder,
    inputs: options.Inputs,
    base: options.Base = options.DEFAULTS.base,
    model: options.Model = options.DEFAULTS.model,
    max_size: options.MaxSize = options.DEFAULTS.max_bytes,
    timeout: options.Timeout = options.DEFAULTS.timeout,
    *,
    results: Results = False,
    allow_private: options.AllowPrivate = False,
    fast: options.Fast = False,
    quiet: options.Quiet = False,
) -> None:
    """Read articles into a graph folder, which is made where there is none.

    An article that is already there is replaced; the same inputs again change nothing. Every input ends as done,
    skipped (why) or failed (why); the report is printed and kept in DIR/runs. Stop with Ctrl-C at any time: what was
    done is kept, and the next run goes on from there.

    Examples:
      extractor build samples --graph demo/graph
      extractor build "archive/*.jsonl" https://example.org/news.html -g big
      extractor build --results results.jsonl --graph big
    """
    from extractor.batch import RunReport, merge
    from extractor.store.graph import Graph

    settings = options.settings(base, model, max_size, timeout, allow_private=allow_private, fast=fast)
    report = RunReport()
    with Graph.open(graph, create=True, settings=settings) as opened:
        outcomes = _documents(inputs) if results else _articles(inputs, settings)
        interrupted = _add(opened, outcomes, report, None if results else output.expected(inputs), quiet=quiet)
        merge(opened)
        path = opened.note_run({**report.to_dict(), "interrupted": interrupted, **_settings(settings)})
    if not quiet:
        output.print_run(report)
        output.say(f"{'interrupted; what was done is kept' if interrupted else 'report'}: {path}")
    raise typer.Exit(INTERRUPTED if interrupted else report.exit_code)


INTERRUPTED = 130
"""What shells expect of a program stopped by Ctrl-C."""


def _add(graph: "Graph", outcomes: "Iterator[Outcome]", report: "RunReport", total: int | None, *, quiet: bool) -> bool:
    """Put what is done into the graph and take note of everything. Whether it was interrupted."""
    from extractor.batch import Done

    names: dict[str, str] = {}
    try:
        with output.progress(outcomes, total, quiet=quiet) as counted:
            for outcome in counted:
                with _whole():
                    note = _put(graph, outcome.name, outcome.result, names) if isinstance(outcome, Done) else None
                    report.add(outcome, note)
    except KeyboardInterrupt:
        return True
    return False


@contextmanager
def _whole() -> Generator[None]:
    """Hold Ctrl-C back until an article is in the graph and in the report, or in neither."""
    asked: list[int] = []
    former = signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)
    if asked:
        raise KeyboardInterrupt


def _put(graph: "Graph", name: str, result: "Result", names: dict[str, str]) -> str | None:
    """Put one article into the graph; what is worth a remark. `names` holds the inputs of this run's articles."""
    change = graph.add(result)
    if former := names.get(result.iri):
        return f"the same article as {former}" + (", which it replaces" if change != "same" else "")
    names[result.iri] = name
    return {"same": "unchanged", "changed": "replaces a former version"}.get(change)


def _articles(inputs: list[str], settings: "Settings") -> "Iterator[Outcome]":
    from extractor.batch import run

    return run(inputs, settings, sys.stdin.buffer)


def _documents(names: list[str]) -> "Iterator[Outcome]":
    """Result documents as they are: nothing is read or annotated."""
    from extractor.batch import Done
    from extractor.cli.lines import of_files

    return (Done(result.report.id, result) for result in of_files(names, sys.stdin.buffer))


def _settings(settings: "Settings") -> dict[str, str | list[str]]:
    return {"base": settings.base, "model": settings.model, "command": [Path(sys.argv[0]).name, *sys.argv[1:]]}

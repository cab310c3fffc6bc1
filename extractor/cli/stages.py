"""`read`, `annotate`, `link`, `facts`: the stages alone, one JSON line an article from each to the next."""

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from extractor.cli import options, output
from extractor.model import Result

Lines = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Files of lines from the stage before; else standard input."),
]


def read(
    inputs: options.Inputs,
    output_file: options.Output = None,
    max_size: options.MaxSize = options.DEFAULTS.max_bytes,
    timeout: options.Timeout = options.DEFAULTS.timeout,
    *,
    allow_private: options.AllowPrivate = False,
    fast: options.Fast = False,
) -> None:
    """Read articles only: text, title, date, publisher, authors, language.

    Each line is a result document that holds a report and nothing yet of what it says.

    Examples:
      extractor read article.html
      extractor read samples | extractor annotate | extractor link | extractor facts
    """
    from extractor.batch import Named, RunReport, reports
    from extractor.cli import lines

    report = RunReport()

    def read_lines() -> Iterator[bytes]:
        settings = options.settings(max_size=max_size, timeout=timeout, allow_private=allow_private, fast=fast)
        for item in reports(inputs, settings, sys.stdin.buffer):
            if isinstance(item, Named):
                yield lines.of_report(item.report)
            else:
                output.note(report, item)

    output.write_lines(read_lines(), output_file)
    raise typer.Exit(report.exit_code)


def annotate(
    files: Lines = None, output_file: options.Output = None, model: options.Model = options.DEFAULTS.model
) -> None:
    """Find mentions, events and dates in reports.

    Examples:
      extractor read article.html | extractor annotate
    """
    from extractor import pipeline
    from extractor.cli import lines

    found = pipeline.annotated((line.report for line in _documents(files)), options.settings(model=model))
    output.write_lines(map(lines.of_annotated, found), output_file)


def link(files: Lines = None, output_file: options.Output = None) -> None:
    """Decide which entity each mention means, and why.

    Examples:
      extractor read article.html | extractor annotate | extractor link
    """
    from extractor import pipeline
    from extractor.cli import lines

    found = pipeline.linked(map(lines.to_annotated, _documents(files)))
    output.write_lines(map(lines.of_linked, found), output_file)


def facts(files: Lines = None, output_file: options.Output = None, base: options.Base = options.DEFAULTS.base) -> None:
    """Turn linked events into incidents, agreements and facts: the result documents that `extract` writes.

    Examples:
      extractor read FILE | extractor annotate | extractor link | extractor facts
    """
    from extractor import pipeline
    from extractor.cli import lines
    from extractor.document import dumps

    found = pipeline.facts(map(lines.to_linked, _documents(files)), options.settings(base=base))
    output.write_lines(map(dumps, found), output_file)


def _documents(files: list[str] | None) -> Iterator[Result]:
    from extractor.cli import lines

    return lines.of_files(files or ["-"], sys.stdin.buffer)

"""`extractor extract`: articles in, result documents out."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.cli import options, output

if TYPE_CHECKING:
    from extractor.batch import RunReport
    from extractor.settings import Settings


def extract(
    inputs: options.Inputs,
    output_file: options.Output = None,
    form: options.Lines = options.LineFormat.jsonl,  # noqa: ARG001 - one so far; a command says its format
    base: options.Base = options.DEFAULTS.base,
    model: options.Model = options.DEFAULTS.model,
    max_size: options.MaxSize = options.DEFAULTS.max_bytes,
    timeout: options.Timeout = options.DEFAULTS.timeout,
    *,
    allow_private: options.AllowPrivate = False,
    fast: options.Fast = False,
    quiet: options.Quiet = False,
) -> None:
    """Read articles and write one result document a line.

    A result document holds the article's text and what it says: entities, incidents, agreements, roles,
    attributions, responses, and every fact with the characters of the text that say it.
    Inputs that were skipped or failed are named on standard error.

    Examples:
      extractor extract article.html
      extractor extract samples "archive/*.jsonl" -o results.jsonl
      cat article.html | extractor extract -
    """
    import typer

    from extractor.batch import RunReport

    report = RunReport()
    settings = options.settings(base, model, max_size, timeout, allow_private=allow_private, fast=fast)
    output.write_lines(_documents(inputs, settings, report, quiet=quiet), output_file)
    if not quiet:
        output.say(output.summary(report))
    raise typer.Exit(report.exit_code)


def _documents(inputs: list[str], settings: "Settings", report: "RunReport", *, quiet: bool) -> Iterator[bytes]:
    """The result documents of `inputs`, taking note of every outcome."""
    from extractor.batch import Done, run
    from extractor.document import dumps

    outcomes = run(inputs, settings, sys.stdin.buffer)
    with output.progress(outcomes, output.expected(inputs), quiet=quiet) as counted:
        for outcome in counted:
            if isinstance(outcome, Done):
                report.add(outcome)
                yield dumps(outcome.result)
            else:
                output.note(report, outcome)

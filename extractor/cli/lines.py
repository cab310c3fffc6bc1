"""What passes between stages on a pipe: the result document, filled further by each stage.

`read` writes documents that hold a report only, `annotate` adds sentences, mentions and events, `link` adds entities
and each mention's entity, `facts` the rest. One shape, so every stage's output can be read by the same tools.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from extractor.document import dumps, loads
from extractor.model import Annotated, Linked, Report, Result
from extractor.problems import InputError


def of_report(report: Report) -> bytes:
    """The line that `read` writes."""
    return of_annotated(Annotated(report, (), (), ()))


def of_annotated(annotated: Annotated) -> bytes:
    """The line that `annotate` writes."""
    return of_linked(Linked(annotated, (), ()))


def of_linked(linked: Linked) -> bytes:
    """The line that `link` writes."""
    found = linked.annotated
    return dumps(
        Result(
            report=found.report,
            iri="",
            sentences=found.sentences,
            links=linked.links,
            mentions=found.mentions,
            entities=linked.entities,
            events=found.events,
            incidents=(),
            agreements=(),
            roles=(),
            attributions=(),
            responses=(),
            facts=(),
            problems=found.problems,
        )
    )


def to_annotated(line: Result) -> Annotated:
    """What the annotators found, from a line that `annotate` (or a later stage) wrote."""
    return Annotated(line.report, line.sentences, line.mentions, line.events, line.problems)


def to_linked(line: Result) -> Linked:
    """Annotations and their links, from a line that `link` (or a later stage) wrote."""
    return Linked(to_annotated(line), line.links, line.entities)


def documents(lines: Iterable[bytes], name: str) -> Iterator[Result]:
    """The documents on `lines`. Raises InputError, naming the line, where one is no result document."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield loads(line)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reason = f"{type(error).__name__}: {error}"
            raise InputError(
                f"{name}:{number}: not a result document ({reason}); pipe in what a stage wrote"
            ) from error


def of_files(names: list[str], stdin: BinaryIO) -> Iterator[Result]:
    """The documents in JSONL files, `-` being standard input. Raises InputError where a file cannot be read."""
    for name in names:
        if name == "-":
            yield from documents(stdin, "standard input")
            continue
        try:
            with Path(name).open("rb") as file:
                yield from documents(file, name)
        except OSError as error:
            raise InputError(f"{name}: {(error.strerror or str(error)).lower()}") from error

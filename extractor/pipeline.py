"""The sentence: read -> annotate -> link -> build."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.model import Annotated, Linked, Report, Result
from extractor.problems import InputError
from extractor.settings import Settings


def results(reports: Iterable[Report], settings: Settings) -> Iterator[Result]:
    """Each report's result, in order, streamed."""
    return facts(linked(annotated(reports, settings)), settings)


def annotated(reports: Iterable[Report], settings: Settings) -> Iterator[Annotated]:
    """Each report with its mentions and events."""
    from extractor.annotate import annotate

    return annotate(reports, settings)


def linked(annotations: Iterable[Annotated]) -> Iterator[Linked]:
    """Each report's annotations with their entities decided."""
    from extractor.catalogue import load
    from extractor.link import link

    catalogue = load()
    return (link(each, catalogue) for each in annotations)


def facts(links: Iterable[Linked], settings: Settings) -> Iterator[Result]:
    """Each report's facts: the result documents."""
    from extractor.build import build

    return (build(each, settings) for each in links)


def extract(source: str | Path | Report, settings: Settings | None = None) -> Result:
    """The result of one article.

    Args:
        source: a `Report`, a path, a URL, or the article's text. A string without a space is a path or a URL.
        settings: `Settings()` unless given.

    Raises:
        InputError: the article cannot be had or read, or the path holds several.
    """
    settings = settings or Settings()
    return next(results([_report(source, settings)], settings))


def _report(source: str | Path | Report, settings: Settings) -> Report:
    if isinstance(source, Report):
        return source
    if isinstance(source, str) and not _is_address(source):
        return _only([*_read_text(source)], "the text")
    return _only([*_read_input(str(source), settings)], str(source))


def _is_address(source: str) -> bool:
    """Whether a string is a path or a URL; an article has at least two words, and a line is a path if it exists."""
    words = source.split()
    return len(words) < 2 or ("\n" not in source and len(source) < 1000 and Path(source).exists())


def _read_text(text: str) -> Iterator[Report]:
    from extractor.model import Page
    from extractor.read import read

    return read(Page("text", text.encode(), "text/plain"))


def _read_input(name: str, settings: Settings) -> Iterator[Report]:
    from extractor.acquire.files import pages
    from extractor.model import Page
    from extractor.read import read

    for page in pages([name], settings, None):
        if not isinstance(page, Page):
            raise InputError(f"{page.name}: {page.reason}")
        yield from read(page, fast=settings.fast)


def _only(reports: list[Report], name: str) -> Report:
    if len(reports) != 1:
        raise InputError(
            f"{name}: holds {len(reports)} articles, extract() takes one; use `extractor extract` for more"
        )
    return reports[0]

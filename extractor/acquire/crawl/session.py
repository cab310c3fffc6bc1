"""One run of `extractor fetch`: open the archive, mend what a killed run left, crawl, write the index."""

import sqlite3
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.acquire.client import Client
from extractor.acquire.crawl.archive import Archive
from extractor.acquire.crawl.crawler import Crawl, Limits
from extractor.acquire.crawl.feeds import Entry
from extractor.acquire.crawl.frontier import Frontier
from extractor.acquire.crawl.index import write_index
from extractor.acquire.crawl.recovery import Found, Recovery
from extractor.acquire.crawl.rows import Role
from extractor.acquire.crawl.settle import Settler
from extractor.acquire.crawl.sources import Start, starts
from extractor.problems import ExtractorError, UsageError
from extractor.settings import Settings

FRONTIER = "frontier.sqlite"


@dataclass(frozen=True, slots=True)
class Session:
    """A run about to begin. `mended`: answers that a killed run had written but not noted; they are not asked again.

    notes: what was amiss in the archive, in one line each.
    """

    crawl: Crawl
    frontier: Frontier
    began: float
    mended: int = 0
    notes: tuple[str, ...] = ()


@contextmanager
def session(words: list[str], folder: Path | None, settings: Settings, limits: Limits) -> Generator[Session]:
    """A run over the sources named `words`, or over everything that waits where none is named.

    A dry run takes a copy of what is known in `folder` and writes nothing; every other run needs a folder.
    Raises UsageError for a word that names nothing, and while another run writes to `folder`; InputError where files of
    the archive are gone or no archive; ExtractorError where nothing can be written.
    """
    named = [*starts(words)]
    keep = None if limits.dry else _made(folder)
    with _writable(keep), ExitStack() as stack:
        frontier = Frontier.open(keep / FRONTIER) if keep else Frontier.copy(folder / FRONTIER if folder else None)
        stack.callback(frontier.close)
        archive = Archive(keep, settings.contact) if keep else None
        if archive and keep:
            stack.callback(write_index, frontier, keep)
            stack.callback(archive.close)
        settler = Settler(frontier, archive, settings.max_bytes, limits.since if limits.refresh else None)
        mended, notes = _mend(frontier, keep, settler) if keep else (0, ())
        began = time.time()
        frontier.begin(began, settings.max_bytes)
        _want(frontier, named, limits)
        client = stack.enter_context(Client(settings))
        yield Session(Crawl(frontier, settler, client, settings, limits), frontier, began, mended, notes)


def _want(frontier: Frontier, named: list[Start], limits: Limits) -> None:
    """Say what this run is about."""
    with frontier.whole():
        for source in {start.source for start in named} if named else frontier.sources():
            frontier.want(source)
            if named:
                frontier.ask_lists_again(source)
        for start in named:
            frontier.name(start.url, start.role, start.source, start.site)
        if limits.refresh:
            frontier.ask_pages_again(limits.since)


@contextmanager
def _writable(folder: Path | None) -> Generator[None]:
    """Raises ExtractorError where `folder` cannot be written to, say because the disk is full."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        if folder is None or isinstance(error, BrokenPipeError):
            raise
        where = (error.filename if isinstance(error, OSError) else None) or folder
        why = (error.strerror if isinstance(error, OSError) else None) or error
        raise ExtractorError(
            f"{where}: cannot be written ({why}); make room, or move away what is in its place, and run this again:"
            " it goes on where it stopped"
        ) from None


def _made(folder: Path | None) -> Path:
    if folder is None:
        raise UsageError("say where the pages go: --archive DIR")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: no folder can be made there ({error.strerror})") from None
    return folder


def _mend(frontier: Frontier, folder: Path, settler: Settler) -> tuple[int, tuple[str, ...]]:
    """Settle what lies in the archive and is not in the frontier. How many answers that were, and what was amiss."""
    count, recovery = 0, Recovery(folder, frontier.sizes())
    for found in recovery.found():
        _adopt(found, frontier, settler)
        count += 1
    return count, tuple(recovery.notes)


def _adopt(found: Found, frontier: Frontier, settler: Settler) -> None:
    """Settle one answer as the killed run would have done."""
    url = found.exchange.url
    if found.place.file.startswith("sources-") and url.endswith("/robots.txt"):
        settler.robots(found.exchange, found.place)
        return
    row = frontier.row(url)
    if row is None:  # the frontier was lost, and is made anew from the archive
        role: Role = "article" if found.place.file.startswith("pages-") else "source"
        with frontier.whole():
            frontier.add([Entry(url)], role, [])
        row = frontier.row(url)
    if row:
        settler.answer(row, found.exchange, place=found.place)
    frontier.keep_size(found.place.file, found.place.end)  # also where the answer is no good any more

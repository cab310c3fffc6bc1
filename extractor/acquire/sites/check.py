"""What sites yield today: their lists are fetched as in a dry run, and of each site one article.

The crawler does the asking: robots.txt, delays and back-off hold here as everywhere. Nothing is kept.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from extractor.acquire.client import Client, Exchange
from extractor.acquire.crawl.crawler import Crawl, Limits
from extractor.acquire.crawl.frontier import Frontier
from extractor.acquire.crawl.settle import Settled, Settler
from extractor.acquire.crawl.sources import Start, starts
from extractor.acquire.sites import Site, find
from extractor.model import Page
from extractor.problems import UsageError
from extractor.settings import Settings


@dataclass
class Visit:
    """What a site yielded. listed: articles by the start that listed them.  troubles: in one line each, by start."""

    site: Site
    listed: dict[str, list[str]] = field(default_factory=dict)
    troubles: dict[str, str] = field(default_factory=dict)
    article: Page | None = None

    @property
    def first(self) -> str | None:
        """The first article that was listed."""
        return next((url for urls in self.listed.values() for url in urls), None)


class _Keeping(Client):
    """A client that keeps the answers."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.came: dict[str, Exchange] = {}

    def exchange(self, url: str, conditions: Mapping[str, str] | None = None, first: int | None = None) -> Exchange:
        self.came[url] = came = super().exchange(url, conditions, first)
        return came


def visit(names: Iterable[str], settings: Settings) -> list[Visit]:
    """What the sites called `names` (plugins or host names) yield, in this order.

    Raises UsageError for a word that names no site.
    """
    named = list(starts(list(names)))
    if address := next((start.url for start in named if start.site is None), None):
        raise UsageError(f"{address}: name a site, or a host without http://, as in: extractor sites check example.org")
    visits = _visits(named)
    by_start = {start.url: visits[start.source] for start in named}
    with closing(Frontier.copy(None)) as frontier, _Keeping(settings) as client:
        settler = Settler(frontier, None, settings.max_bytes)
        frontier.begin(time.time())
        for start in named:  # each start is its own source, so that the frontier knows which article it listed
            frontier.name(start.url, start.role, start.url, start.site)
        crawl = Crawl(frontier, settler, client, settings, Limits(dry=True))
        for settled in crawl.run():
            _note(settled, frontier, by_start)
        for row in list(frontier.waiting()):
            frontier.update(row.url, state="failed")
            for start_url in _starts_at(row.url, frontier):
                by_start[start_url].troubles.setdefault(start_url, crawl.left.get(row.host, "not reached"))
        for url in filter(None, (seen.first for seen in visits.values() if seen.site.expects.fields)):
            frontier.ask_again(url)
        for settled in Crawl(frontier, settler, client, settings).run():
            _keep(settled, frontier, by_start, client, settings)
    return list(visits.values())


def _visits(named: Iterable[Start]) -> dict[str, Visit]:
    found: dict[str, Visit] = {}
    for start in named:
        site = find(start.site) if start.site else None
        if site:
            found.setdefault(start.source, Visit(site)).listed[start.url] = []
    return found


def _note(settled: Settled, frontier: Frontier, by_start: Mapping[str, Visit]) -> None:
    """Take note of an article that was listed, or of a start that was not to be had.

    A list behind a start can be missing: what counts is how many articles the start leads to.
    """
    row = settled.row
    if row.role == "article":
        for start in frontier.found_through(row.url):
            if by_start[start].site.is_article(row.url):
                by_start[start].listed[start].append(row.url)
    elif settled.outcome in ("failed", "forbidden"):
        for start in _starts_at(row.url, frontier):
            by_start[start].troubles[start] = settled.reason


def _starts_at(url: str, frontier: Frontier) -> Iterator[str]:
    """The starts that `url` is, or that redirect there."""
    for start in frontier.found_through(url):
        if url == frontier.end(start):
            yield start


def _keep(
    settled: Settled, frontier: Frontier, by_start: Mapping[str, Visit], client: _Keeping, settings: Settings
) -> None:
    """Take note of the article that came, or of why it did not."""
    url = settled.row.url
    for start in frontier.found_through(url):
        if settled.outcome == "fetched" and (came := client.came.get(url)):
            body = came.payload(settings.max_bytes)
            by_start[start].article = Page(url, body, came.header("content-type"), url, came.when)
        elif settled.outcome in ("failed", "forbidden"):
            by_start[start].troubles[url] = settled.reason

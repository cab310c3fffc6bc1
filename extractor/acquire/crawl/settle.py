"""What an answer means: which state its page is in, what it leads to, and where it is kept. All of it or nothing."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from extractor.acquire import sites
from extractor.acquire.client import Exchange, FetchError
from extractor.acquire.crawl.archive import Archive, Place, Series, payload_digest
from extractor.acquire.crawl.feeds import PAGE, Entry, Kind, Listing, listing
from extractor.acquire.crawl.frontier import Frontier
from extractor.acquire.crawl.pages import FEEDS, page_links
from extractor.acquire.crawl.rows import FOR_GOOD, Role, Row
from extractor.acquire.crawl.urls import host_of, normal, origin_of
from extractor.acquire.http import essence
from extractor.acquire.sites.generic import AnyHost
from extractor.problems import ExtractorError, InputError

Outcome = Literal["fetched", "changed", "unchanged", "moved", "forbidden", "failed", "retry", "found"]
"""changed: a page that was archived before, in a new version.  retry: in passing trouble, asked again.  found: would be
fetched, were this no dry run."""
NEW = frozenset({"fetched", "changed"})
"""Outcomes that put a page into the archive."""
MAX_HOPS = 5
"""Redirects that are followed from one page, sitemaps below sitemaps, listing pages behind listing pages."""
MOST_LISTS = 20
"""Listing pages of a host without a plug-in."""
KEPT = "; its archived version stays"
TRIES = 4
"""Times that a page is asked for in one run while its host is in trouble."""
PASSING = frozenset({408, 425, 429})
"""Statuses that may be gone the next time, beside the server's own errors."""
LASTING = frozenset({301, 308})
"""Statuses of redirects that hold for good."""
UNABLE = frozenset({501, 505})
"""Errors of a server that will do no better the next time."""
WALL = 3
"""So many articles redirect, for now, to one page: a login, a consent, a house under repair, and none of them."""
UNARCHIVED = 1
"""What the column `page` says of a list that is to be archived as a page too; one more, once it is; 0 of all others."""
WHOLE = frozenset({200, 203})
"""Statuses of an answer that is all of a page."""
BUSY = frozenset({429, 503})
"""Statuses by which a host asks to be left alone for a while."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a page. `page`: it is wanted for itself.  `trouble`: the host's, not the page's."""

    row: Row
    outcome: Outcome
    reason: str = ""
    size: int = 0
    page: bool = False
    trouble: bool = False


@dataclass(frozen=True, slots=True)
class Leads:
    """The addresses that an answer leads to."""

    articles: tuple[Entry, ...] = ()
    feeds: tuple[Entry, ...] = ()
    lists: tuple[Entry, ...] = ()


class Settler:
    """Writes answers to the archive and what they mean to the frontier. Without an archive nothing is kept.

    again: pages that turn out to have changed since this day (ISO) are asked for again; None where known ones are not.
    """

    def __init__(self, frontier: Frontier, archive: Archive | None, max_bytes: int, again: str | None = None) -> None:
        self._frontier, self._archive, self._max_bytes, self._again = frontier, archive, max_bytes, again
        self._asked = set[str]()

    def answer(self, row: Row, exchange: Exchange, pause: float = 0.0, place: Place | None = None) -> Settled:
        """Settle `row` by its answer, which lies at `place` already where a killed run left it there.

        `pause`: seconds after which the page (and a host that asked for peace) is asked again in passing trouble.
        """
        self._asked.add(row.url)
        reason = f"the server answers {exchange.status} {exchange.reason}".rstrip()
        try:
            if exchange.status == 304 and row.digest:
                return self._note(Settled(row, "unchanged"), state="fetched", fetched=exchange.when, final=0)
            if _is_passing(exchange.status):
                raise FetchError(reason, "soon")
            if target := exchange.location:
                return self._moved(row, exchange, target, place)
            if exchange.status not in WHOLE:
                raise FetchError(reason)
            return self._fetched(row, exchange, place)
        except FetchError as error:
            return self.failure(row, error, pause, busy=exchange.status in BUSY)
        except InputError as error:
            return self.failure(row, FetchError(str(error)))

    def failure(self, row: Row, error: FetchError, pause: float = 0.0, *, busy: bool = False) -> Settled:
        """Settle `row`, which could not be had; it is asked again after `pause` seconds where that may help."""
        until, trouble = time.time() + pause, error.again == "soon"
        if busy:
            self._frontier.pause(row.host, until)
        if trouble and row.tries + 1 < TRIES:
            return self._note(Settled(row, "retry", str(error), trouble=True), tries=row.tries + 1, next_at=until)
        if _is_kept(row):
            return self._note(Settled(row, "failed", str(error) + KEPT, trouble=trouble), state="fetched", final=0)
        settled = Settled(row, "failed", str(error), trouble=trouble)
        final = {"never": FOR_GOOD, "larger": self._max_bytes}.get(error.again, 0)
        return self._note(settled, state="failed", final=final)

    def forbid(self, row: Row, reason: str) -> Settled:
        """Settle `row`, which must not be asked for."""
        if _is_kept(row):
            return self._note(Settled(row, "forbidden", reason + KEPT), state="fetched")
        return self._note(Settled(row, "forbidden", reason), state="forbidden")

    def find(self, row: Row) -> Settled:
        """Settle `row`, an article in a dry run."""
        return self._note(Settled(row, "found", page=True), state="fetched")

    def robots(self, exchange: Exchange, place: Place | None = None) -> None:
        """Keep a robots.txt, which says that what follows was allowed."""
        if self._archive:
            place = place or self._archive.write("sources", exchange)
            with self._frontier.whole():
                self._capture(exchange, place)

    def _note(self, settled: Settled, **columns: str | float | None) -> Settled:
        self._asked.add(settled.row.url)
        self._frontier.update(settled.row.url, reason=settled.reason or None, **columns)
        return settled

    def _moved(self, row: Row, exchange: Exchange, target: str, place: Place | None) -> Settled:
        """A redirect: its target is a page of its own, with the same role."""
        found = normal(target)
        if found == row.url:  # some servers send their pages only to readers with a mark
            found = normal(target, tracking=True)
        if found is None:
            raise FetchError("redirects to an address that is neither http nor https")
        if self._leads_to(found, row.url):
            raise FetchError("redirects in a circle")
        if row.hops >= MAX_HOPS:
            raise FetchError(f"more than {MAX_HOPS} redirects")
        place = place or (None if row.moved_to == found else self._keep(row.role, exchange, "page"))
        known = self._frontier.row(found)
        with self._frontier.whole():
            self._capture(exchange, place)
            told: dict[str, str | float | None] = {"status": exchange.status, "fetched": exchange.when, "reason": None}
            self._frontier.update(row.url, state="moved", moved_to=found, **told)
            if row.role == "article" and exchange.status not in LASTING and self._frontier.is_wall(found, WALL):
                return self._at_wall(row, found)
            self._frontier.update(row.url, final=0)
            entry, through = Entry(found, row.published, row.title), self._frontier.found_through(row.url)
            self._add([entry], row.role, through, row.url, _site_of(row, found), row.hops + 1)
            if known and found not in self._asked and (row.role != "article" or known.state == "moved"):
                self._frontier.ask_again(found)
        return Settled(row, "moved", f"to {found}")

    def _at_wall(self, row: Row, target: str) -> Settled:
        """Settle `row`, which redirects for now to a page that stands for many articles."""
        reason = f"redirects for now to {target}, as other articles do"
        self._frontier.wall(target, reason)
        return Settled(row, "failed", reason + KEPT if _is_kept(row) else reason)

    def _leads_to(self, url: str, goal: str) -> bool:
        """Whether `url` is `goal`, or redirects there in this run: what it did earlier may hold no more."""
        for _ in range(MAX_HOPS + 1):
            if url == goal:
                return True
            row = self._frontier.row(url) if url in self._asked else None
            if not row or not row.moved_to or row.state != "moved":
                return False
            url = row.moved_to
        return True

    def _fetched(self, row: Row, exchange: Exchange, place: Place | None) -> Settled:
        body = exchange.payload(self._max_bytes)
        if not body.strip():
            raise FetchError("the answer is empty")
        found, leads = self._read(row, exchange, body)
        digest = payload_digest(exchange.body)
        same = row.digest == digest and place is None
        role: Role = "article" if row.page == UNARCHIVED and found.kind == "page" else row.role
        place = place or (None if same else self._keep(role, exchange, found.kind))
        wanted = series_of(role, found.kind) == "pages"
        with self._frontier.whole():
            self._capture(exchange, place)
            self._frontier.update(row.url, **_columns(exchange, place, digest))
            if row.page == UNARCHIVED:
                self._frontier.update(row.url, page=UNARCHIVED + 1)
            self._follow(row, found, leads)
        if wanted and not same and not self._archive and row.role == "source":
            return Settled(row, "found", page=True)
        if wanted and row.digest and not same:
            return Settled(row, "changed", "its new version is archived beside the former", size=len(body), page=True)
        return Settled(row, "unchanged" if same else "fetched", size=len(body), page=wanted)

    def _read(self, row: Row, exchange: Exchange, body: bytes) -> tuple[Listing, Leads]:
        """What the answer is and leads to, found before anything is kept: what breaks here breaks this page alone."""
        if row.role == "article":  # it lists nothing, whatever it looks like
            return PAGE, Leads()
        try:
            found = listing(body, exchange.url, self._max_bytes)
            if found.kind == "page":
                _check_page(row, exchange)
            return found, self._leads(row, exchange, body, found)
        except ExtractorError:
            raise
        except Exception as error:  # a parser's, or a site's rules
            raise FetchError(f"cannot be read: unexpected {type(error).__name__}: {error}") from error

    def _leads(self, row: Row, exchange: Exchange, body: bytes, found: Listing) -> Leads:
        if found.kind == "index":
            return Leads()
        site = sites.find(row.site) if row.site else None
        leads = Leads(found.entries)
        if found.kind == "page" and row.role == "listing" and site:
            leads = Leads(*page_links(body, exchange.url, site, self._frontier.sitemaps(origin_of(exchange.url))))
        if site and found.kind != "feed":
            leads = replace(leads, articles=tuple(entry for entry in leads.articles if site.is_article(entry.url)))
        return leads

    def _follow(self, row: Row, found: Listing, leads: Leads) -> None:
        """Take note of the addresses that the answer leads to."""
        through = self._frontier.found_through(row.url)
        if found.kind == "index":
            for entry in found.entries:
                self._submap(entry, row, through)
        if row.hops < MAX_HOPS:
            self._add(leads.feeds, "feed", through, row.url, row.site, row.hops + 1)
            room = max(MOST_LISTS - self._frontier.lists_of(row.site or ""), 0)
            known = [entry for entry in leads.lists if self._frontier.row(entry.url)]
            lists = [entry for entry in leads.lists if entry not in known][:room]
            self._add([*known, *lists], "listing", through, row.url, row.site, row.hops + 1)
        self._frontier.add(leads.articles, "article", through, row.url)
        if self._again is not None:
            asked_before = (entry.url for entry in leads.articles if entry.url not in self._asked)
            self._frontier.ask_pages_again(self._again, asked_before)

    def _add(
        self, entries: Sequence[Entry], role: Role, through: tuple[str, ...], by: str, site: str | None, hops: int
    ) -> None:
        """Take note of what leads to pages. What was asked before and is new to these sources is read for them."""
        for url in self._frontier.add(entries, role, through, by, site, hops):
            if url in self._asked:
                self._frontier.share(url, through)
            else:
                self._frontier.forget(url)
                self._frontier.ask_again(url)

    def _submap(self, entry: Entry, row: Row, through: tuple[str, ...]) -> None:
        """A sitemap named by an index; one that is known is asked again unless the index says that it is as it was."""
        if row.hops >= MAX_HOPS:
            return
        known = self._frontier.row(entry.url)
        self._add([entry], "feed", through, row.url, row.site, row.hops + 1)
        if not known or entry.url in self._asked:
            return
        if not entry.published or entry.published != known.published or _may_have_grown(entry.published, known.fetched):
            self._frontier.ask_again(entry.url)
            self._frontier.update(entry.url, published=entry.published, hops=row.hops + 1)

    def _keep(self, role: Role, exchange: Exchange, kind: Kind) -> Place | None:
        return self._archive.write(series_of(role, kind), exchange) if self._archive else None

    def _capture(self, exchange: Exchange, place: Place | None) -> None:
        if place:
            media_type = essence(exchange.header("content-type"))
            told = exchange.url, exchange.when, exchange.status, media_type, place.digest
            self._frontier.keep_capture(place.file, place.offset, place.length, *told)
            self._frontier.keep_size(place.file, place.end)


def _is_passing(status: int) -> bool:
    """Whether asking again may help: a server's own errors pass, its intermediaries' (520 to 530) among them."""
    return status in PASSING or (status >= 500 and status not in UNABLE)


def _may_have_grown(published: str, fetched: str | None) -> bool:
    """Whether what changed last on `published` (a day, or a month or year) may have changed again after `fetched`.

    Dates come without a time zone: a day more is allowed for.
    """
    if not fetched:
        return True
    day_before = (date.fromisoformat(fetched[:10]) - timedelta(days=1)).isoformat()
    return day_before[: len(published)] <= published[:10]


def _site_of(row: Row, target: str) -> str | None:
    """The site of what `row` redirects to: a host that nobody described may begin at another one."""
    site = sites.find(row.site) if row.site else None
    return host_of(target) if isinstance(site, AnyHost) and row.url in site.starts else row.site


def _check_page(row: Row, exchange: Exchange) -> None:
    """Raises FetchError where what lists nothing should."""
    said = essence(exchange.header("content-type"))
    if said in FEEDS:
        raise FetchError(f"sent as {said}, and holds neither a feed nor a sitemap that can be read")
    if row.role == "feed":
        raise FetchError("neither a feed nor a sitemap")


def _is_kept(row: Row) -> bool:
    """Whether an earlier run put `row` into the archive: what becomes of it now takes nothing away."""
    return row.role == "article" and row.digest is not None


def series_of(role: Role, kind: Kind) -> Series:
    """Which files an answer belongs into: what is wanted for itself, or what leads there."""
    return "pages" if role == "article" or (role == "source" and kind == "page") else "sources"


def _columns(exchange: Exchange, place: Place | None, digest: str) -> dict[str, str | float | None]:
    found: dict[str, str | float | None] = {
        "state": "fetched",
        "status": exchange.status,
        "etag": exchange.header("etag") or None,
        "last_modified": exchange.header("last-modified") or None,
        "digest": digest,
        "fetched": exchange.when,
        "reason": None,
        "final": 0,
    }
    return {**found, "file": place.file, "offset": place.offset} if place else found

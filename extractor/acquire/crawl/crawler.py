"""Who is asked next, and when: hosts side by side, each one request at a time and never sooner than it wants.

Threads only ask; the frontier and the archive are this thread's alone. `Crawl.stop` ends a run at the next moment at
which nothing is under way.
"""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from threading import Event

from extractor.acquire.client import Client, Exchange, FetchError
from extractor.acquire.crawl import robots
from extractor.acquire.crawl.frontier import Frontier
from extractor.acquire.crawl.robots import Robots, RobotsAnswer
from extractor.acquire.crawl.rows import Row
from extractor.acquire.crawl.settle import NEW, TRIES, Settled, Settler
from extractor.acquire.crawl.urls import host_of, origin_of
from extractor.settings import Settings

WORKERS = 8
"""Hosts that are asked at the same time."""
STRIKES = 6
"""Troubles in a row after which a host is left alone for the rest of the run."""
SHORTEST = 0.05
"""Seconds that a host in trouble is left alone at least, doubled each time, however small the delay."""
NAP = 0.5
"""Seconds after which a sleeping run looks whether it was told to stop."""

Came = Exchange | FetchError | RobotsAnswer


@dataclass(frozen=True, slots=True)
class Flight:
    """A request under way, to `host`: for a page, or for the robots.txt of an origin, which may lie elsewhere."""

    host: str
    what: Row | str

    @property
    def hosts(self) -> tuple[str, ...]:
        """Those that are not asked for anything meanwhile."""
        return self.host, self.what.host if isinstance(self.what, Row) else host_of(self.what)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where the robots.txt of an origin is to be asked for, behind so many redirects."""

    url: str
    redirects: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run is limited to: pages since a date (ISO), so many of them, or none at all but a list of them.

    `refresh`: pages that are known are asked for again, under the condition that they have changed.
    """

    since: str = ""
    most: int | None = None
    dry: bool = False
    refresh: bool = False


class Crawl:
    """One run over what waits in the frontier."""

    def __init__(
        self, frontier: Frontier, settler: Settler, client: Client, settings: Settings, limits: Limits = Limits()
    ) -> None:
        self._frontier, self._settler, self._client = frontier, settler, client
        self._settings, self._limits = settings, limits
        self._flying: dict[Future[Came], Flight] = {}
        self._lookups: dict[str, Lookup] = {}
        self._rules: dict[str, Robots] = {}
        self._heard: dict[str, float] = {}
        self._down: dict[str, FetchError] = {}
        self._strikes = Counter[str]()
        self._pages = 0
        self._stop = Event()
        self.left: dict[str, str] = {}
        """Hosts that were left alone for the rest of the run, and why."""

    def stop(self) -> None:
        """Ask for nothing more; what is under way is finished and kept."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether the run was told to stop."""
        return self._stop.is_set()

    @property
    def full(self) -> bool:
        """Whether as many pages were fetched as were wanted."""
        return self._limits.most is not None and self._pages >= self._limits.most

    def run(self) -> Iterator[Settled]:
        """What becomes of every page, as it comes."""
        with ThreadPoolExecutor(WORKERS, "fetch") as pool:
            while True:
                for settled in self._send(pool):
                    self._pages += settled.page
                    yield settled
                rest = self._rest()
                if self._flying:
                    yield from self._land(rest)
                elif rest is None:
                    return
                else:
                    self._stop.wait(min(rest, NAP))

    def _send(self, pool: ThreadPoolExecutor) -> Iterator[Settled]:
        """Ask every host that may be asked now; pages that need no request are settled at once."""
        if self._stop.is_set():
            return
        looking = set(map(host_of, self._lookups))
        for host in sorted(self._idle_hosts(), key=lambda host: host not in looking):  # else a busy host starves them
            while len(self._flying) < WORKERS and not self._crowded and (row := self._due(host)):
                settled = self._unasked(row)
                if settled is None:
                    if self._free_at(row) <= time.time():
                        self._ask(row, pool)
                    break
                yield settled

    @property
    def _crowded(self) -> bool:
        """Whether the pages under way would fill the run, were they fetched."""
        flying = sum(isinstance(flight.what, Row) for flight in self._flying.values())
        return self._limits.most is not None and self._pages + flying >= self._limits.most

    def _idle_hosts(self) -> list[str]:
        busy = self._busy
        return [host for host in self._frontier.hosts() if host not in busy and host not in self.left]

    @property
    def _busy(self) -> frozenset[str]:
        return frozenset(host for flight in self._flying.values() for host in flight.hosts)

    def _due(self, host: str) -> Row | None:
        return self._frontier.due(host, self._limits.since, time.time(), lists=not self._enough)

    @property
    def _enough(self) -> bool:
        """Whether as many pages wait as are still wanted, so that no older list need be read."""
        most, since = self._limits.most, self._limits.since
        return most is not None and self._frontier.holds(max(most - self._pages, 0), since)

    def _unasked(self, row: Row) -> Settled | None:
        """Settle `row` where that needs no request; None where it does."""
        origin = origin_of(row.url)
        if error := self._down.get(origin):
            return self._settler.failure(row, FetchError(f"{origin}/robots.txt: {error}", "next run"))
        rules = self._known(origin)
        if rules and (reason := rules.forbids(row.url)):
            return self._settler.forbid(row, reason)
        return self._settler.find(row) if rules and self._limits.dry and row.role == "article" else None

    def _ask(self, row: Row, pool: ThreadPoolExecutor) -> None:
        """Ask for `row`, or for its host's robots.txt first."""
        origin = origin_of(row.url)
        if self._known(origin) is not None:
            self._fly(pool.submit(_ask, self._client, row), Flight(row.host, row), self._delay(origin))
            return
        lookup = self._lookup(origin)
        future: Future[Came] = pool.submit(_ask_robots, self._client, lookup)
        self._fly(future, Flight(host_of(lookup.url), origin), self._delay(origin_of(lookup.url)))

    def _lookup(self, origin: str) -> Lookup:
        return self._lookups.get(origin) or Lookup(f"{origin}/robots.txt")

    def _free_at(self, row: Row) -> float:
        """When the host that is to be asked first for `row` may be: its own, or one that has its robots.txt."""
        origin = origin_of(row.url)
        host = row.host if self._known(origin) is not None else host_of(self._lookup(origin).url)
        if host != row.host and host in self._busy:
            return time.time() + NAP
        return max(self._frontier.paused(row.host), self._frontier.paused(host))

    def _fly(self, future: Future[Came], flight: Flight, delay: float) -> None:
        """Note who is asked before the answer comes: a killed run has asked all the same."""
        self._frontier.pause(flight.host, time.time() + delay)
        self._flying[future] = flight

    def _known(self, origin: str) -> Robots | None:
        """The rules of `origin`, unless they are older than a day."""
        if origin not in self._rules and (kept := self._frontier.robots(origin)):
            self._rules[origin], self._heard[origin] = kept
        if time.time() - self._heard.get(origin, 0.0) > robots.LIFETIME:
            self._rules.pop(origin, None)
        return self._rules.get(origin)

    def _delay(self, origin: str) -> float:
        rules = self._rules.get(origin)
        return max(self._settings.delay, rules.delay if rules else 0.0)

    def _land(self, rest: float | None) -> Iterator[Settled]:
        """Settle what has come back; wait for it no longer than until another host may be asked."""
        patience = NAP if rest is None or len(self._flying) >= WORKERS else min(max(rest, 0.001), NAP)
        done, _ = wait(self._flying, timeout=patience, return_when=FIRST_COMPLETED)
        for future in [future for future in self._flying if future in done]:
            flight, came = self._flying.pop(future), future.result()
            what = flight.what
            asked = what.url if isinstance(what, Row) else self._lookup(what).url
            self._frontier.pause(flight.host, time.time() + self._delay(origin_of(asked)))
            if isinstance(came, RobotsAnswer):
                self._hear(str(what), flight.host, came)
            elif isinstance(what, Row):
                settled = self._settle(what, came)
                self._pages += settled.page and settled.outcome in (*NEW, "found")
                yield settled

    def _settle(self, row: Row, came: Exchange | FetchError) -> Settled:
        if isinstance(came, FetchError):
            settled = self._settler.failure(row, came, self._backoff(row.tries))
        else:
            pause = retry_after(came, time.time()) or self._backoff(row.tries)
            settled = self._settler.answer(row, came, pause)
        self._strikes[row.host] = self._strikes[row.host] + 1 if settled.trouble else 0
        if self._strikes[row.host] >= STRIKES:
            self.left[row.host] = f"{STRIKES} troubles in a row, the last: {settled.reason}"
        return settled

    def _hear(self, origin: str, host: str, came: RobotsAnswer) -> None:
        """Keep the rules of `origin`, told by `host`. Where it could not, ask again a few times, then do without it."""
        self._heard[origin] = time.time()
        if came.exchange and came.exchange.status < 400:
            self._settler.robots(came.exchange)
        if came.onward:
            self._lookups[origin] = Lookup(came.onward, self._lookup(origin).redirects + 1)
            return
        if came.robots:
            self._lookups.pop(origin, None)  # when they have grown old, they are looked for from the beginning
            self._rules[origin] = came.robots
            if not came.robots.closed:
                self._frontier.keep_robots(origin, came.robots, time.time())
            return
        self._strikes[origin] += 1
        soon = came.error is None or came.error.again == "soon"
        if soon and self._strikes[origin] < TRIES:
            pause = retry_after(came.busy, time.time()) if came.busy else 0.0
            self._frontier.pause(host, time.time() + (pause or self._backoff(self._strikes[origin] - 1)))
        elif former := self._frontier.robots(origin):  # an old copy may be used then (section 2.4)
            self._rules[origin] = former[0]
        elif came.busy:
            reason = f"robots.txt answers {came.busy.status}, so everything counts as forbidden"
            self._rules[origin] = Robots(closed=reason)
        else:
            self._down[origin] = came.error or FetchError("cannot be had")

    def _backoff(self, tries: int) -> float:
        return float(2 * max(self._settings.delay, SHORTEST) * 2**tries)

    def _rest(self) -> float | None:
        """Seconds until a host may be asked; None where none is left to ask. Whoever wants too long is left alone."""
        if self._stop.is_set() or self.full:
            return None
        now, soonest = time.time(), None
        for host in self._idle_hosts():
            lists = not self._enough
            due = self._frontier.next_at(host, self._limits.since, now, lists=lists)
            if due is None:
                continue
            row = self._frontier.due(host, self._limits.since, due, lists=lists)
            due = max(due, self._free_at(row) if row else self._frontier.paused(host)) - now
            if due > self._settings.patience:
                self.left[host] = f"the host is to be left alone for {due:,.0f} seconds; run this again then"
            else:
                soonest = due if soonest is None else min(soonest, due)
        return soonest if soonest is None else max(soonest, 0.0)


def _ask_robots(client: Client, lookup: Lookup) -> Came:
    return robots.ask(client, lookup.url, lookup.redirects)


def _ask(client: Client, row: Row) -> Came:
    """The answer, asked for under the condition that it is not what we have."""
    conditions = {}
    if row.digest and row.etag:
        conditions["If-None-Match"] = row.etag
    if row.digest and row.last_modified:
        conditions["If-Modified-Since"] = row.last_modified
    try:
        return client.exchange(row.url, conditions)
    except FetchError as error:
        return error
    except Exception as error:  # noqa: BLE001 - one answer that breaks the client must not end the run
        return FetchError(f"unexpected {type(error).__name__}: {error}", "next run")


LONGEST_PEACE = 86_400.0
"""Seconds that one answer can ask to be left alone for: an absurd number must not close a host for years."""


def retry_after(exchange: Exchange, now: float) -> float:
    """Seconds that the host wants to be left alone, by its Retry-After header; 0 where it does not say."""
    text = exchange.header("retry-after").strip()
    try:
        wanted = float(text[:9]) if text.isascii() and text.isdigit() else parsedate_to_datetime(text).timestamp() - now
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(wanted, 0.0), LONGEST_PEACE)

"""What a host's robots.txt allows, by RFC 9309."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extractor.acquire.client import ROBOT, Client, Exchange, FetchError

if TYPE_CHECKING:
    from protego import Protego

LARGEST = 512_000
"""Bytes of a robots.txt that are read; the standard asks for 500 KiB at least (section 2.5)."""
LIFETIME = 86_400.0
"""Seconds for which a copy may be used (section 2.4)."""
LONGEST_DELAY = 86_400.0
"""Seconds between two requests that a host can ask for; who asks for more has made a mistake."""
REDIRECTS = 5
"""Redirects that are followed, also to other hosts (section 2.3.1.2)."""


@dataclass(frozen=True)
class Robots:
    """The rules of one origin. `closed`: why nothing may be fetched (then `text` has no say)."""

    text: str = ""
    closed: str = ""

    @cached_property
    def _rules(self) -> "Protego":
        from protego import Protego

        return Protego.parse(self.text)

    def forbids(self, url: str) -> str | None:
        """Why `url` may not be fetched; None where it may."""
        if self.closed:
            return self.closed
        return None if self._rules.can_fetch(url, ROBOT) else "robots.txt forbids it"

    @property
    def delay(self) -> float:
        """Seconds that are asked for between two requests: Crawl-delay or Request-rate, whichever is longer."""
        rate = self._rules.request_rate(ROBOT)
        between = rate.seconds / rate.requests if rate and rate.requests else 0.0
        asked = [seconds for seconds in (self._rules.crawl_delay(ROBOT) or 0.0, between) if seconds > 0]
        return min(max(asked, default=0.0), LONGEST_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that the file names, for all robots."""
        return tuple(dict.fromkeys(map(str, self._rules.sitemaps)))


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """What asking for a robots.txt came to: the rules, where they are said to be, or a host not able to tell them.

    `onward`: where the answer redirects.  `busy`: the answer, if it asks for peace.  `error`: why there was none.
    """

    exchange: Exchange | None = None
    robots: Robots | None = None
    onward: str | None = None
    busy: Exchange | None = None
    error: FetchError | None = None


def ask(client: Client, url: str, redirects: int = 0) -> RobotsAnswer:
    """Ask for a robots.txt once. `redirects`: how many led to `url`; who asks follows them, at each host's own pace."""
    try:
        answer = client.exchange(url, first=LARGEST)
        if answer.location is None:
            return _read(answer)
        if redirects < REDIRECTS:
            return RobotsAnswer(answer, onward=answer.location)
    except FetchError as error:
        return RobotsAnswer(error=error)
    except Exception as error:  # noqa: BLE001 - one answer that breaks the client must not end the run
        return RobotsAnswer(error=FetchError(f"unexpected {type(error).__name__}: {error}", "next run"))
    return RobotsAnswer(answer, Robots())  # too many redirects: as if there were none (section 2.3.1.2)


def _read(answer: Exchange) -> RobotsAnswer:
    """2xx tells the rules, 4xx that there are none; after 5xx (and 429, which asks for peace) nothing is allowed."""
    if answer.status >= 500 or answer.status == 429:
        return RobotsAnswer(answer, busy=answer)
    if answer.status >= 300:
        return RobotsAnswer(answer, Robots())
    try:
        body = answer.payload(LARGEST, cut=True)
    except FetchError as error:
        return RobotsAnswer(answer, Robots(closed=f"robots.txt cannot be read ({error}), so everything is forbidden"))
    if len(body) >= LARGEST or answer.cut:
        body = body[: body.rfind(b"\n") + 1]  # half a rule would say something else
    return RobotsAnswer(answer, Robots(body.decode("utf-8-sig", "replace")))

"""Which incidents of different articles are one: proposals with a reason. Whoever keeps decisions may undo any of them.

Two tellings are taken for one incident where they name the same victim, their times can be one, and their kinds do
not exclude each other. Rival attributions are no reason against it: they stand side by side.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

RULE = "rule:victim-and-date"
SLACK = timedelta(days=5)
"""Dated tellings of one incident may lie this far apart: outlets date the attack, its discovery, its disclosure."""
NEWS = timedelta(days=30)
"""A telling without a date of its own is of the weeks before its article."""
FAMILIES = (
    frozenset({"ransomware", "data-breach", "doxing", "extortion", "outage", "disruption", "malware-infection"}),
    frozenset({"wiper", "ics-attack", "outage", "disruption", "ransomware", "malware-infection"}),
    frozenset({"ddos", "outage", "disruption", "defacement"}),
    frozenset({"espionage", "phishing", "data-breach", "spyware", "supply-chain", "account-hijack"}),
)
VAGUE = frozenset({"attack", "intrusion"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One article's telling of an incident: what a comparison needs. `published` dates one that has no date itself."""

    incident: str
    article: str
    victims: frozenset[str]
    kinds: frozenset[str]
    earliest: str | None = None
    latest: str | None = None
    published: str | None = None
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """Two incidents that are taken for one, and why. `a` sorts before `b`."""

    a: str
    b: str
    reason: str


def proposals(tellings: Iterable[Telling]) -> tuple[Proposal, ...]:
    """Every pair of tellings taken for one incident; the order of `tellings` does not matter."""
    by_victim: dict[str, list[Telling]] = {}
    for telling in tellings:
        for victim in telling.victims:
            by_victim.setdefault(victim, []).append(telling)
    found = {p for victim, group in by_victim.items() for p in _pairs(victim, group)}
    return tuple(sorted({(p.a, p.b): p for p in sorted(found)}.values()))


def _pairs(victim: str, group: list[Telling]) -> Iterator[Proposal]:
    for one, other in combinations(sorted(group, key=lambda t: t.incident), 2):
        if one.article == other.article or not _kinds_fit(one, other) or _elsewhere(one, other):
            continue
        days = _days_apart(one, other)
        if days is not None:
            yield Proposal(one.incident, other.incident, f"same victim {victim.rsplit('/', 1)[-1]}, {_told(days)}")


def _told(days: int) -> str:
    return "at the same time" if days == 0 else f"{days} day{'s' if days > 1 else ''} apart"


def _kinds_fit(one: Telling, other: Telling) -> bool:
    a, b = one.kinds - VAGUE, other.kinds - VAGUE
    return not a or not b or bool(a & b) or any(a & family and b & family for family in FAMILIES)


def _elsewhere(one: Telling, other: Telling) -> bool:
    """Two victims of one name in different countries are two."""
    return bool(one.countries and other.countries and not one.countries & other.countries)


def _days_apart(one: Telling, other: Telling) -> int | None:
    """Days between the two tellings' times; None where they cannot be one or where a time is not known."""
    a, b = _window(one), _window(other)
    if not a or not b:
        return None
    gap = max((b[0] - a[1]).days, (a[0] - b[1]).days, 0)
    return gap if gap <= SLACK.days else None


def _window(telling: Telling) -> tuple[date, date] | None:
    if telling.earliest and telling.latest:
        return date.fromisoformat(telling.earliest), date.fromisoformat(telling.latest)
    if telling.published:
        published = date.fromisoformat(telling.published)
        return published - NEWS, published
    return None

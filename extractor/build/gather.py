"""Which events of an article are one incident: a shared victim, or the same story going on."""

from dataclasses import dataclass, field
from datetime import date

from extractor.build.lookup import Lookup
from extractor.model import Entity, Event, Interval

FAR = 1500
"""Code points: an event without a victim of its own that stands farther from the incident's last event starts anew."""
NEXT = 300
"""Code points: an event with a victim is what one without told of before, if no more than a sentence lies between."""
LONG = 45
"""Days: an attack, its discovery and its disclosure lie this far apart; another attack on the same victim farther."""

DWELL = 200
"""Days: the way in may have been found this long before the blow."""
STEPS = frozenset({"phishing", "intrusion", "exploitation", "malware-infection"})
"""Kinds of incident that are often the way into another."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An incident event with who was hit, where, and by whom."""

    event: Event
    victims: frozenset[str]
    countries: frozenset[str]
    attackers: frozenset[str]


@dataclass(slots=True)
class Group:
    """Events taken for one incident, while they are being gathered."""

    events: list[Event] = field(default_factory=list)
    victims: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    attackers: set[str] = field(default_factory=set)
    end: int = 0

    def add(self, telling: Telling) -> None:
        """Take in an event."""
        self.events.append(telling.event)
        self.victims |= telling.victims
        self.countries |= telling.countries
        self.attackers |= telling.attackers
        self.end = max(self.end, telling.event.trigger.end)

    @property
    def tells(self) -> bool:
        """Does it say who was hit or who did it?"""
        return bool(self.victims or self.attackers) or any(e.role("victim", "victim-origin") for e in self.events)


def gather(events: tuple[Event, ...], look: Lookup) -> tuple[tuple[Event, ...], ...]:
    """The incident events of an article, grouped, in text order."""
    groups: list[Group] = []
    incidents = (e for e in events if e.kind.startswith("incident/"))
    for event in sorted(incidents, key=lambda e: (e.trigger.start, e.trigger.end)):
        telling = _telling(event, look)
        if event.modality in ("hypothetical", "planned") and not telling.victims and not telling.attackers:
            continue
        home = _home(groups, telling)
        if home is None:
            groups.append(home := Group())
        home.add(telling)
    telling_groups = [g for g in groups if g.tells]
    return tuple(tuple(g.events) for g in telling_groups or groups)


def _telling(event: Event, look: Lookup) -> Telling:
    hit = look.some(event, "victim")
    return Telling(
        event,
        victims=frozenset(e.id for e in hit if e.named and e.kind not in ("Country", "Place")),
        countries=frozenset(e.country for e in (*hit, *look.some(event, "victim-origin")) if e.country),
        attackers=frozenset(e.id for e in look.some(event, "attacker") if _is_actor(e)),
    )


def _is_actor(entity: Entity) -> bool:
    return entity.kind == "ThreatActor" and entity.named


def _home(groups: list[Group], telling: Telling) -> Group | None:
    for group in groups:
        limit = DWELL if telling.event.kind.removeprefix("incident/") in STEPS else LONG
        if telling.victims & group.victims and not _other_time(group, telling.event.when, limit):
            return group
    return next((g for g in reversed(groups) if _goes_on(g, telling)), None)


def _goes_on(group: Group, telling: Telling) -> bool:
    """Does the event go on telling the group's story?"""
    if _clash(group.attackers, telling.attackers) or _clash(group.countries, telling.countries):
        return False
    if _other_time(group, telling.event.when):
        return False
    if any(e.sentence == telling.event.sentence for e in group.events):
        return True
    reach = NEXT if telling.victims and not group.victims else FAR
    near = telling.event.trigger.start - group.end < reach
    return near and not (telling.victims and group.victims)


def _clash(one: set[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _other_time(group: Group, when: Interval | None, limit: int = LONG) -> bool:
    """Is the event dated, and more than `limit` days from every date of the group?"""
    dated = [e.when for e in group.events if e.when]
    return when is not None and bool(dated) and all(_days_apart(when, each) > limit for each in dated)


def _days_apart(one: Interval, other: Interval) -> int:
    early, late = sorted((one, other), key=lambda i: i.earliest)
    return (date.fromisoformat(late.earliest) - date.fromisoformat(early.latest)).days

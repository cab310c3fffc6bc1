"""Which events of an article are one incident: a shared victim, or the same story going on."""

from dataclasses import dataclass, field

from extractor.build.lookup import Lookup
from extractor.model import Event

FAR = 1500
"""Code points: an event without a victim of its own that stands farther from the incident's last event starts anew."""
NEXT = 300
"""Code points: an event with a victim is what an earlier event without one told of, if no more than a sentence lies between."""


@dataclass(slots=True)
class Group:
    """Events taken for one incident, while they are being gathered."""

    events: list[Event] = field(default_factory=list)
    victims: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    attackers: set[str] = field(default_factory=set)

    def add(self, event: Event, victims: set[str], countries: set[str], attackers: set[str]) -> None:
        """Take in an event."""
        self.countries |= countries
        self.events.append(event)
        self.victims |= victims
        self.attackers |= attackers

    @property
    def last(self) -> int:
        """Where its latest event stands."""
        return max(e.trigger.end for e in self.events)


def gather(events: tuple[Event, ...], look: Lookup) -> tuple[tuple[Event, ...], ...]:
    """The incident events of an article, grouped, in text order."""
    groups: list[Group] = []
    for event in sorted(
        (e for e in events if e.kind.startswith("incident/")), key=lambda e: (e.trigger.start, e.trigger.end)
    ):
        victims = {e.id for e in look.some(event, "victim") if e.named and e.kind not in ("Country", "Place")}
        countries = {e.country for e in look.some(event, "victim", "victim-origin") if e.country}
        attackers = {e.id for e in look.some(event, "attacker") if e.kind == "ThreatActor" and e.named}
        if not victims and not attackers and event.modality in ("hypothetical", "planned"):
            continue
        home = _home(groups, event, victims, countries, attackers)
        if home is None:
            home = Group()
            groups.append(home)
        home.add(event, victims, countries, attackers)
    telling = [
        g for g in groups if g.victims or g.attackers or any(e.role("victim", "victim-origin") for e in g.events)
    ]
    return tuple(tuple(g.events) for g in telling or groups)


def _home(
    groups: list[Group], event: Event, victims: set[str], countries: set[str], attackers: set[str]
) -> Group | None:
    for group in groups:
        if victims & group.victims:
            return group
    for group in reversed(groups):
        near = event.trigger.start - group.last < (NEXT if victims and not group.victims else FAR)
        clash = bool(attackers and group.attackers and not attackers & group.attackers)
        clash = clash or bool(countries and group.countries and not countries & group.countries)
        if near and not clash and (not victims or not group.victims):
            return group
        if any(e.sentence == event.sentence for e in group.events) and not clash:
            return group
    return None

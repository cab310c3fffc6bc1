"""Groups of events -> incidents, each part with the sentence that says it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.build.lookup import Lookup
from extractor.model import NOT_ASSERTED, Argument, Entity, Event, Incident, Interval, Modality, Span

NEAR = 0.5
"""How sure a country is that only stands in the sentence, beside words of one side or the other."""

BYSTANDERS = frozenset({"security-industry", "media", "it"})
"""Sectors that find, report or carry the news of incidents more often than they stand for the side that was hit."""

VAGUE = ("attack", "intrusion")
BREADTH = {"day": 0, "month": 1, "interval": 2, "year": 3}
TOLD: tuple[Modality, ...] = ("asserted", "claimed", "alleged", "denied", "planned", "hypothetical")


@dataclass(frozen=True, slots=True)
class Part:
    """One statement about an incident: what it says, in which event, by which words."""

    role: str
    value: str
    event: Event
    sure: float
    of: str = ""


def incident(
    group: tuple[Event, ...], aims: tuple[Event, ...], uses: tuple[Event, ...], look: Lookup
) -> tuple[Incident, tuple[Part, ...]]:
    """The incident that the events tell of, and its parts."""
    parts = tuple(dict.fromkeys(p for e in (*group, *uses) for p in _parts(e, look)))
    kinds = _kinds(group)
    victims = _parties(_values(parts, "victim"), look)
    parts = tuple(p for p in parts if _holds(p, victims))
    first = group[0]
    blamed = {p.value for p in parts if p.role == "attacker-country"}
    sure_victims = {p.value for p in parts if p.role == "victim-country" and p.sure > NEAR}
    description = _description(group, look)
    made = Incident(
        id=look.ids.local("incident", str(first.trigger.start), look.words(first.trigger)),
        label=_label(kinds, victims, _values(parts, "victim-country"), look),
        kinds=kinds,
        evidence=_evidence(group),
        victims=victims,
        victim_countries=tuple(c for c in _values(parts, "victim-country") if c not in blamed or c in sure_victims),
        attackers=_values(parts, "attacker"),
        attacker_description=description,
        attributed_countries=_values(parts, "attacker-country"),
        malware=_values(parts, "malware"),
        vulnerabilities=_values(parts, "vulnerability"),
        objectives=tuple(dict.fromkeys(look.words(a) for e in aims for a in e.role("aim"))),
        date=_date(group),
        modality=min((e.modality for e in group), key=TOLD.index),
    )
    return made, parts


def _parts(event: Event, look: Lookup) -> Iterator[Part]:
    for a in event.role("victim", "victim-origin"):
        yield from _side(a, event, look, "victim")
    for a in event.role("attacker", "attacker-origin"):
        yield from _side(a, event, look, "attacker")
    if event.kind.startswith("incident/") and not event.role("victim"):
        yield from _own_news(event, look)
    for a in event.role("victim-near", "attacker-near"):
        if (entity := look.entity(a)) and entity.country and entity.sector not in BYSTANDERS:
            yield Part(
                f"{a.role.removesuffix('-near')}-country", entity.country, event, NEAR + 0.1 * (a.type == "strong")
            )
    for role in ("malware", "vulnerability"):
        for a in event.role(role):
            if entity := look.entity(a):
                yield Part(role, entity.id, event, look.sure(a))


def _own_news(event: Event, look: Lookup) -> Iterator[Part]:
    """ "The broker X said that hackers stole files": who tells of a theft and names no other victim is the victim."""
    for a in event.role("said-by"):
        teller = look.entity(a)
        if (
            teller
            and teller.named
            and teller.kind == "Organization"
            and teller.sector not in BYSTANDERS
            and event.role("attacker")
        ):
            yield Part("victim", teller.id, event, NEAR)
            if teller.country:
                yield Part("victim-country", teller.country, event, NEAR)


def _side(argument: Argument, event: Event, look: Lookup, side: str) -> Iterator[Part]:
    entity = look.entity(argument)
    if not entity:
        return
    if entity.kind == "Country":
        yield Part(f"{side}-country", entity.country or "", event, look.sure(argument))
        if side == "victim" and argument.role == "victim" and not look.is_demonym(argument):
            yield Part("victim", entity.id, event, look.sure(argument))
        return
    if entity.kind in ("Malware", "Tool", "Indicator", "Vulnerability") or (
        entity.kind == "Place" and side == "attacker"
    ):
        return
    yield Part(side, entity.id, event, look.sure(argument))
    if side == "victim" and entity.country:
        yield Part("victim-country", entity.country, event, look.sure(argument), entity.id)


def _parties(victims: tuple[str, ...], look: Lookup) -> tuple[str, ...]:
    """Named parties; the described and the places only where nobody is named: "an airline" is the one named later."""
    entities = [look.entities[v] for v in victims]
    named = tuple(e.id for e in entities if e.named and e.kind not in ("Country", "Place"))
    hit = {e.id for e in entities if e.sector not in BYSTANDERS}
    named = tuple(v for v in named if v in hit) or named
    described = tuple(e.id for e in entities if not e.named)
    return named or described or victims


def _holds(part: Part, victims: tuple[str, ...]) -> bool:
    """Statements about parties that turned out not to be the victims fall away; a victim is not its own attacker."""
    if part.role == "victim":
        return part.value in victims
    if part.role == "attacker":
        return part.value not in victims
    return not part.of or part.of in victims


def _values(parts: Iterable[Part], role: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(p.value for p in parts if p.role == role and p.value and p.event.modality not in NOT_ASSERTED)
    ) or tuple(dict.fromkeys(p.value for p in parts if p.role == role and p.value))


def _kinds(group: tuple[Event, ...]) -> tuple[str, ...]:
    counted = Counter(e.kind.removeprefix("incident/") for e in group)
    telling = [k for k, _ in sorted(counted.items(), key=lambda x: (-x[1], x[0])) if k not in VAGUE]
    return tuple(telling) or tuple(sorted(counted, key=lambda k: (-counted[k], k)))[:1]


def _evidence(group: tuple[Event, ...]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(e.sentence for e in group))


def _description(group: tuple[Event, ...], look: Lookup) -> str | None:
    """How the text calls the attackers: the longest description without its article."""
    found = [look.words(a) for e in group for a in e.role("attacker-description")]
    if not found:
        return None
    words = max(found, key=len)
    first, _, rest = words.partition(" ")
    return rest if first.lower() in ("a", "an", "the") and rest else words


def _date(group: tuple[Event, ...]) -> Interval | None:
    """The narrowest date its sentences give; the earlier told where two are as narrow."""
    dated = [e for e in group if e.when]
    if not dated:
        return None
    best = min(dated, key=lambda e: (BREADTH[e.when.precision] if e.when else 9, e.trigger.start))
    return best.when


def _label(kinds: tuple[str, ...], victims: tuple[str, ...], countries: tuple[str, ...], look: Lookup) -> str:
    names = [look.entities[v].name for v in victims][:2]
    kind = kinds[0].replace("-", " ")
    noun = {
        "intrusion": "intrusion",
        "attack": "cyber attack",
        "ddos": "denial-of-service attack",
        "doxing": "data leak",
    }.get(kind, kind)
    whom = " and ".join(names) or " and ".join(countries[:2])
    return f"{noun} on {whom}" if whom else noun


def party_names(entities: Iterable[Entity]) -> str:
    """Names for a label, the acronym where there is one."""
    return " and ".join(
        min((a for a in (*e.aliases, e.name) if a.isupper() and len(a) > 2), key=len, default=e.name) for e in entities
    )

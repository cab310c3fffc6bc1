"""Groups of events -> incidents, each part with the sentence that says it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractor.build.labels import incident_label
from extractor.build.lookup import Lookup
from extractor.model import NOT_ASSERTED, Argument, Entity, Event, Incident, Interval, Modality, Span

NEAR = 0.5
"""How sure a country is that only stands in the sentence, beside words of one side or the other."""
STRONG = 0.6
"""The same, beside words that belong to a victim ("Latvian websites")."""
FAINT = {"place": 0.4, "speaker": 0.3}
"""The same for the countries of places and speakers: they count where nothing else tells a victim's country."""
BYSTANDERS = frozenset({"security-industry", "media", "it"})
"""Sectors that find, report or carry the news of incidents more often than they stand for the side that was hit."""
NO_PARTY = frozenset({"Malware", "Tool", "Indicator", "Vulnerability"})
VAGUE = ("attack", "intrusion")
BREADTH = {"day": 0, "month": 1, "interval": 2, "year": 3}
TOLD: tuple[Modality, ...] = ("asserted", "claimed", "alleged", "denied", "planned", "hypothetical")


@dataclass(frozen=True, slots=True)
class Part:
    """One statement about an incident: what it says, in which event, by which words, how sure.

    `of`: the party that a country was taken from.
    """

    role: str
    value: str
    event: Event
    sentence: Span
    sure: float
    of: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The events that tell one incident, what it was for, and what it was done with."""

    events: tuple[Event, ...]
    aims: tuple[Event, ...] = ()
    uses: tuple[Event, ...] = ()

    @property
    def evidence(self) -> tuple[Span, ...]:
        """The sentences that tell the incident."""
        return tuple(dict.fromkeys(e.sentence for e in self.events))


def incident(group: Group, look: Lookup) -> tuple[Incident, tuple[Part, ...]]:
    """The incident that the events tell of, and its parts."""
    parts = _once(p for e in (*group.events, *group.uses) for p in _parts(e, look))
    victims = _parties(_values(parts, "victim"), look)
    parts = tuple(p for p in parts if _holds(p, victims))
    victims_named = [look.entities[v] for v in victims]
    first, own = group.events[0], {c for v in _values(parts, "attacker") if (c := look.entities[v].country)}
    made = Incident(
        id=look.ids.of_article("incident", str(first.trigger.start), look.words(first.trigger)),
        label="",
        kinds=_kinds(group.events),
        evidence=group.evidence,
        victims=victims,
        victim_countries=_victim_countries(parts, own, any(map(_is_international, victims_named))),
        attackers=_values(parts, "attacker"),
        attacker_description=_description(group.events, look),
        attributed_countries=_values(parts, "attacker-country"),
        malware=_values(parts, "malware"),
        vulnerabilities=_values(parts, "vulnerability"),
        objectives=tuple(dict.fromkeys(look.words(a) for e in group.aims for a in e.role("aim"))),
        date=_date(group.events),
        modality=min((e.modality for e in group.events), key=TOLD.index),
    )
    return replace(made, label=incident_label(made, look)), parts


def _once(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Each statement once a sentence."""
    found = {(p.role, p.value, id(p.event), p.sentence, p.sure, p.of): p for p in parts if p.value}
    return tuple(found.values())


def _parts(event: Event, look: Lookup) -> Iterator[Part]:
    for side in ("victim", "attacker"):
        for a in event.role(side, f"{side}-origin"):
            yield from _side(a, event, look, side)
    if event.kind.startswith("incident/") and not event.role("victim"):
        yield from _own_news(event, look)
    yield from _near(event, look)
    for role in ("malware", "vulnerability"):
        for a in event.role(role):
            if entity := look.entity(a):
                yield Part(role, entity.id, event, look.sentence(a), look.sure(a))


def _near(event: Event, look: Lookup) -> Iterator[Part]:
    """Countries that stand in the sentence without a part in the attack."""
    for a in event.role("victim-near", "attacker-near"):
        if (entity := look.entity(a)) and entity.country and entity.sector not in BYSTANDERS:
            role, sure = f"{a.role.removesuffix('-near')}-country", STRONG if a.type == "strong" else NEAR
            told = replace(event, modality="alleged") if a.type == "affinity" else event
            yield Part(role, entity.country, told, look.sentence(a), sure)
    for a in event.role("bystander"):
        if (entity := look.entity(a)) and entity.country and entity.sector not in BYSTANDERS:
            yield Part("victim-country", entity.country, event, look.sentence(a), FAINT[a.type])


def _side(argument: Argument, event: Event, look: Lookup, side: str) -> Iterator[Part]:
    entity = look.entity(argument)
    if not entity:
        return
    sentence, sure = look.sentence(argument), look.sure(argument)
    if entity.kind == "Country":
        yield Part(f"{side}-country", entity.country or "", event, sentence, sure)
        if side == argument.role == "victim" and not look.is_demonym(argument):
            yield Part("victim", entity.id, event, sentence, sure)
    elif entity.kind not in NO_PARTY and not (side == "attacker" and _never_attacks(entity)):
        yield Part(side, entity.id, event, sentence, sure)
        if side == "victim" and entity.country:
            yield Part("victim-country", entity.country, event, sentence, sure, entity.id)


def _never_attacks(entity: Entity) -> bool:
    """Is it a place, or a company that finds and reports attacks?"""
    return entity.kind == "Place" or (entity.kind == "Organization" and entity.sector in BYSTANDERS)


def _own_news(event: Event, look: Lookup) -> Iterator[Part]:
    """Who tells of a theft and names no other victim is the victim: "The broker X said that hackers stole files"."""
    for a in event.role("said-by") if event.role("attacker") else ():
        teller = look.entity(a)
        is_source = "according to" in look.report.text[event.sentence.start : a.start].lower()
        if is_source or not teller:
            continue
        if teller.named and teller.kind == "Organization" and teller.sector not in BYSTANDERS:
            yield Part("victim", teller.id, event, look.sentence(a), NEAR)
            yield Part("victim-country", teller.country or "", event, look.sentence(a), NEAR)


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
    """What is told in this role: what is asserted, else what is denied, planned or supposed."""
    told = [p for p in parts if p.role == role]
    asserted = dict.fromkeys(p.value for p in told if p.event.modality not in NOT_ASSERTED)
    return tuple(asserted or dict.fromkeys(p.value for p in told))


def _victim_countries(parts: tuple[Part, ...], own: set[str], is_international: bool) -> tuple[str, ...]:
    """The countries told most surely: those of the victims, else those beside the attack, else of who stands by.

    A country that the attackers come from (`own`, by what is known of them) was hit only where a victim's own words
    say so, or where nothing tells of another: states spy at home. Bodies of many states (`is_international`) belong to
    none of those that stand beside the attack.
    """
    blamed = {p.value for p in parts if p.role == "attacker-country"} | own
    best: dict[str, float] = {}
    for p in parts:
        if p.role == "victim-country":
            best[p.value] = max(p.sure, best.get(p.value, 0))
    clear = {c: sure for c, sure in best.items() if sure > STRONG or c not in blamed}
    best = clear or {c: sure for c, sure in best.items() if sure >= NEAR}
    least = STRONG if is_international else min(STRONG, max(best.values(), default=0))
    return tuple(c for c in _values(parts, "victim-country") if best.get(c, 0) >= least > 0)


def _is_international(entity: Entity) -> bool:
    """Is it known, and no country's: the UN, NATO?"""
    return bool(entity.same_as) and not entity.country and entity.kind in ("Organization", "GovernmentAgency")


def _kinds(events: tuple[Event, ...]) -> tuple[str, ...]:
    """Kinds by how often they are told; "attack" and "intrusion" only where nothing says more."""
    counted = Counter(e.kind.removeprefix("incident/") for e in events)
    ranked = sorted(counted, key=lambda kind: (-counted[kind], kind))
    return tuple(k for k in ranked if k not in VAGUE) or tuple(ranked[:1])


def _description(events: tuple[Event, ...], look: Lookup) -> str | None:
    """How the text calls the attackers: the longest description without its article."""
    found = [look.words(a) for e in events for a in e.role("attacker-description")]
    if not found:
        return None
    words = max(found, key=len)
    first, _, rest = words.partition(" ")
    return rest if first.lower() in ("a", "an", "the") and rest else words


def _date(events: tuple[Event, ...]) -> Interval | None:
    """The date told first, or the narrowest of those that lie within it: the others date what came before or after."""
    dated = sorted((e.trigger.start, BREADTH[e.when.precision], e.when) for e in events if e.when)
    if not dated:
        return None
    first = dated[0][2]
    within = [d for d in dated if first.earliest <= d[2].earliest and d[2].latest <= first.latest]
    return min(within, key=lambda d: (d[1], d[0]))[2]

"""One fact a claim, each with the words that say it, how sure, how meant, and who in the article says it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractor import terms as t
from extractor.build.attributions import MODALITY, Denial
from extractor.build.incidents import Group, Part
from extractor.build.lookup import Lookup
from extractor.model import (
    Agreement,
    Attribution,
    Entity,
    Event,
    Fact,
    Incident,
    Interval,
    Modality,
    Quotation,
    Response,
    Role,
    Span,
    Value,
)

SURE_OF_RULE = 0.85
"""How often the grammar's victims and attackers are right, about: what a link's own score is multiplied by."""
SURE_OF_ORIGIN = 0.9
"""An attacker's origin is blamed on the country a little less surely than the attacker is named."""
PREDICATE = {"victim": t.VICTIM, "attacker": t.ATTACKER, "malware": t.USES_MALWARE, "vulnerability": t.EXPLOITS}


def unique(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts that say the same become one with all the evidence and the greatest confidence."""
    found: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        same = (fact.subject, fact.predicate, fact.object, fact.modality, fact.asserted_by)
        former = found.get(same)
        found[same] = _joined(former, fact) if former else fact
    return tuple(found.values())


def _joined(one: Fact, other: Fact) -> Fact:
    evidence = tuple(sorted({*one.evidence, *other.evidence}))
    return replace(one, evidence=evidence, confidence=max(one.confidence, other.confidence))


def said_by(event: Event, look: Lookup) -> str | None:
    """The party in the article that says it; None where the article itself does."""
    speaker = look.one(event, "said-by")
    return speaker.id if speaker and speaker.named else None


def of_incident(incident: Incident, parts: tuple[Part, ...], group: Group, look: Lookup) -> Iterator[Fact]:
    """Victims, attackers, countries, kinds, malware, dates, aims."""
    for part in parts:
        yield from _of_part(incident.id, part, look)
    for event in group.events:
        kind = event.kind.removeprefix("incident/")
        if kind in incident.kinds:
            concept = t.concept("incident-kind", kind)
            yield Fact(incident.id, t.INCIDENT_KIND, concept, (event.sentence,), 0.8, event.modality)
        if event.when and incident.date == event.when:
            yield from _dates(incident.id, event.when, event.sentence, event.modality)
    for event in group.aims:
        for a in event.role("aim"):
            aim, speaker = Value(look.words(a)), said_by(event, look)
            yield Fact(incident.id, t.OBJECTIVE, aim, (event.sentence,), 0.7, "alleged", speaker)


def _of_part(incident: str, part: Part, look: Lookup) -> Iterator[Fact]:
    speaker, sure = said_by(part.event, look), round(SURE_OF_RULE * part.sure, 2)
    evidence, how = (part.sentence,), part.event.modality
    if part.role in PREDICATE:
        speaker = None if part.value == speaker else speaker
        yield Fact(incident, PREDICATE[part.role], part.value, evidence, sure, how, speaker)
    elif part.role == "attacker-country":
        country = look.ids.country(part.value)
        yield Fact(incident, t.ATTRIBUTED_TO, country, evidence, round(SURE_OF_ORIGIN * sure, 2), how, speaker)


def _dates(node: str, when: Interval, sentence: Span, how: Modality) -> Iterator[Fact]:
    for predicate, day in ((t.EARLIEST, when.earliest), (t.LATEST, when.latest)):
        yield Fact(node, predicate, Value(day, t.XSD_DATE), (sentence,), 0.85, how)


def of_attribution(made: Attribution, look: Lookup) -> Iterator[Fact]:
    """The attribution's parts, and its shortcut on the incident or actor."""
    of, how = made.incident or made.actor, MODALITY[made.stance]
    if not of:
        return
    yield Fact(made.id, t.ATTRIBUTION_OF, of, made.evidence, 0.8)
    yield Fact(made.id, t.ATTRIBUTION_TARGET, made.target, made.evidence, 0.85)
    if made.by:
        yield Fact(made.id, t.ATTRIBUTION_BY, made.by, made.evidence, 0.8)
    predicate = t.ATTRIBUTED_TO if made.incident else t.SPONSOR
    yield Fact(of, predicate, made.target, made.evidence, 0.8, how, made.by)
    if made.incident and look.entities[made.target].kind == "ThreatActor":
        yield Fact(of, t.ATTACKER, made.target, made.evidence, 0.8, how, made.by)


def of_denial(denial: Denial) -> Fact:
    """That a victim says it is none."""
    victim, evidence = denial.victim.id, (denial.event.sentence,)
    return Fact(denial.incident.id, t.VICTIM, victim, evidence, 0.8, "denied", victim)


def of_agreement(agreement: Agreement) -> Iterator[Fact]:
    """Parties, kind, topics, date; and that each party cooperates with each other."""
    node, evidence, how = agreement.id, agreement.evidence, agreement.modality
    for party in agreement.parties:
        yield Fact(node, t.PARTY, party, evidence, 0.9, how)
    yield Fact(node, t.AGREEMENT_KIND, t.concept("agreement-kind", agreement.kind), evidence, 0.9, how)
    for topic in agreement.topics:
        yield Fact(node, t.TOPIC, Value(topic), evidence, 0.8, how)
    for one in agreement.parties:
        for other in agreement.parties:
            if one < other:
                yield Fact(one, t.COOPERATES_WITH, other, evidence, 0.9, how)
    if agreement.date:
        yield from _dates(node, agreement.date, evidence[0], how)


def of_role(role: Role) -> Iterator[Fact]:
    """Holder, organisation, title."""
    yield Fact(role.id, t.HOLDER, role.person, role.evidence, 0.9)
    yield Fact(role.id, t.POSITION_AT, role.organization, role.evidence, 0.9)
    yield Fact(role.id, t.ROLE_TITLE, Value(role.title), role.evidence, 0.9)


def of_speech(events: tuple[Event, ...], roles: tuple[Role, ...], look: Lookup) -> Iterator[Fact]:
    """A person who is quoted speaks for the organisation whose title they hold."""
    for event in events:
        speaker = look.one(event, "speaker") if event.kind == "speech" else None
        for role in roles:
            if speaker and role.person == speaker.id:
                evidence = tuple(dict.fromkeys((event.sentence, *role.evidence)))
                yield Fact(role.person, t.SPEAKS_FOR, role.organization, evidence, 0.8)


def of_quotation(quotation: Quotation) -> Iterator[Fact]:
    """Speaker, words, topic."""
    yield Fact(quotation.id, t.SPEAKER, quotation.speaker, quotation.evidence, 0.85)
    yield Fact(quotation.id, t.QUOTED_TEXT, Value(quotation.text), quotation.evidence, 0.95)
    if quotation.about:
        yield Fact(quotation.id, t.ABOUT, quotation.about, quotation.evidence, 0.5)


def of_response(response: Response) -> Iterator[Fact]:
    """Kind, responder, whom it is directed against, which incident it answers."""
    node, evidence = response.id, response.evidence
    yield Fact(node, t.RESPONSE_KIND, t.concept("response-kind", response.kind), evidence, 0.85)
    if response.by:
        yield Fact(node, t.RESPONDER, response.by, evidence, 0.85)
    if response.against:
        yield Fact(node, t.ABOUT, response.against, evidence, 0.8)
    if response.incident:
        yield Fact(node, t.RESPONDS_TO, response.incident, evidence, 0.6)


def of_affected(event: Event, look: Lookup) -> Iterator[Fact]:
    """Which products a vulnerability affects."""
    for flaw in look.some(event, "vulnerability"):
        for product in look.some(event, "product"):
            yield Fact(flaw.id, t.AFFECTS_PRODUCT, product.id, (event.sentence,), 0.7, event.modality)


def of_entity(entity: Entity, first: Span, look: Lookup) -> Iterator[Fact]:
    """Country and sector: by the words that tell them, else by the `first` words that name the thing."""
    if entity.country and entity.kind != "Country":
        evidence = (look.sentence(entity.country_said or first),)
        yield Fact(entity.id, t.HAS_COUNTRY, look.ids.country(entity.country), evidence, 0.8)
    if entity.sector:
        evidence = (look.sentence(entity.sector_said or first),)
        yield Fact(entity.id, t.SECTOR, t.concept("sector", entity.sector), evidence, 0.8)

"""One fact a claim, each with the words that say it, how sure, how meant, and who in the article says it."""

from collections.abc import Iterator
from itertools import permutations

from extractor import terms as t
from extractor.build.attributions import MODALITY, Blame
from extractor.build.incidents import Part
from extractor.build.lookup import Lookup
from extractor.model import (
    Agreement,
    Entity,
    Event,
    Fact,
    Incident,
    Interval,
    Literal_,
    Modality,
    Quotation,
    Response,
    Role,
    Span,
)

SURE_OF_RULE = 0.85
PREDICATE = {"victim": t.VICTIM, "attacker": t.ATTACKER, "malware": t.USES_MALWARE, "vulnerability": t.EXPLOITS}


def unique(facts: Iterator[Fact]) -> tuple[Fact, ...]:
    """Facts that say the same become one with all the evidence and the greatest confidence."""
    found: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        same = (fact.subject, fact.predicate, fact.object, fact.modality, fact.asserted_by)
        old = found.get(same)
        if old:
            evidence = tuple(sorted({*old.evidence, *fact.evidence}))
            fact = Fact(
                fact.subject,
                fact.predicate,
                fact.object,
                evidence,
                max(old.confidence, fact.confidence),
                fact.modality,
                fact.asserted_by,
            )
        found[same] = fact
    return tuple(found.values())


def said_by(event: Event, look: Lookup) -> str | None:
    """The party in the article that says it; None where the article itself does."""
    speaker = look.one(event, "said-by")
    return speaker.id if speaker and speaker.named else None


def of_incident(incident: Incident, parts: tuple[Part, ...], group: tuple[Event, ...], look: Lookup) -> Iterator[Fact]:
    """Victims, attackers, countries, kinds, malware, dates."""
    for part in parts:
        speaker = said_by(part.event, look)
        sure = round(SURE_OF_RULE * part.sure, 2)
        if part.role in PREDICATE:
            if part.value in (speaker, incident.id):
                speaker = None
            yield Fact(
                incident.id,
                PREDICATE[part.role],
                part.value,
                (part.event.sentence,),
                sure,
                part.event.modality,
                speaker,
            )
        elif part.role == "attacker-country" and part.value:
            yield Fact(
                incident.id,
                t.ATTRIBUTED_TO,
                look.ids.entity(f"country/{part.value}"),
                (part.event.sentence,),
                round(sure * 0.9, 2),
                part.event.modality,
                speaker,
            )
    for event in group:
        kind = event.kind.removeprefix("incident/")
        if kind in incident.kinds:
            yield Fact(
                incident.id, t.INCIDENT_KIND, t.concept("incident-kind", kind), (event.sentence,), 0.8, event.modality
            )
        if event.when and incident.date == event.when:
            yield from _dates(incident.id, event.when, event.sentence, event.modality)


def _dates(node: str, when: Interval, sentence: Span, modality: Modality) -> Iterator[Fact]:
    for predicate, day in ((t.EARLIEST, when.earliest), (t.LATEST, when.latest)):
        yield Fact(node, predicate, Literal_(day, t.XSD_DATE), (sentence,), 0.85, modality)


def of_objectives(incident: Incident, aims: tuple[Event, ...], look: Lookup) -> Iterator[Fact]:
    """What the attackers wanted, and who says so."""
    for event in aims:
        for a in event.role("aim"):
            yield Fact(
                incident.id,
                t.OBJECTIVE,
                Literal_(look.words(a)),
                (event.sentence,),
                0.7,
                "alleged",
                said_by(event, look),
            )


def of_blame(blame: Blame, look: Lookup) -> Iterator[Fact]:
    """The attribution's parts, and its shortcut on the incident or actor."""
    record, how = blame.record, MODALITY[blame.record.stance]
    of = record.incident or record.actor
    if not of:
        return
    yield Fact(record.id, t.ATTRIBUTION_OF, of, record.evidence, 0.8)
    yield Fact(record.id, t.ATTRIBUTION_TARGET, record.target, record.evidence, 0.85)
    if record.by:
        yield Fact(record.id, t.ATTRIBUTION_BY, record.by, record.evidence, 0.8)
    predicate = t.ATTRIBUTED_TO if record.incident else t.SPONSOR
    yield Fact(of, predicate, record.target, record.evidence, 0.8, how, record.by)
    target = look.entities.get(record.target)
    if record.incident and target and target.kind == "ThreatActor":
        yield Fact(record.incident, t.ATTACKER, record.target, record.evidence, 0.8, how, record.by)


def of_agreement(agreement: Agreement) -> Iterator[Fact]:
    """Parties, kind, topics, date; and that each party cooperates with each other."""
    for party in agreement.parties:
        yield Fact(agreement.id, t.PARTY, party, agreement.evidence, 0.9, agreement.modality)
    yield Fact(
        agreement.id,
        t.AGREEMENT_KIND,
        t.concept("agreement-kind", agreement.kind),
        agreement.evidence,
        0.9,
        agreement.modality,
    )
    for topic in agreement.topics:
        yield Fact(agreement.id, t.TOPIC, Literal_(topic), agreement.evidence, 0.8, agreement.modality)
    for one, other in permutations(agreement.parties, 2):
        if one < other:
            yield Fact(one, t.COOPERATES_WITH, other, agreement.evidence, 0.9, agreement.modality)
    if agreement.date:
        yield from _dates(agreement.id, agreement.date, agreement.evidence[0], agreement.modality)


def of_role(role: Role) -> Iterator[Fact]:
    """Holder, organisation, title."""
    yield Fact(role.id, t.HOLDER, role.person, role.evidence, 0.9)
    yield Fact(role.id, t.POSITION_AT, role.organization, role.evidence, 0.9)
    yield Fact(role.id, t.ROLE_TITLE, Literal_(role.title), role.evidence, 0.9)


def of_speech(events: tuple[Event, ...], held: dict[str, list[Role]], look: Lookup) -> Iterator[Fact]:
    """A person who is quoted speaks for the organisation whose title they hold."""
    for event in events:
        speaker = look.one(event, "speaker") if event.kind == "speech" else None
        for role in held.get(speaker.id, ()) if speaker else ():
            yield Fact(
                role.person,
                t.SPEAKS_FOR,
                role.organization,
                tuple(dict.fromkeys((event.sentence, *role.evidence))),
                0.8,
            )


def of_quotation(quotation: Quotation) -> Iterator[Fact]:
    """Speaker, words, topic."""
    yield Fact(quotation.id, t.SPEAKER, quotation.speaker, quotation.evidence, 0.85)
    yield Fact(quotation.id, t.QUOTED_TEXT, Literal_(quotation.text), quotation.evidence, 0.95)
    if quotation.about:
        yield Fact(quotation.id, t.ABOUT, quotation.about, quotation.evidence, 0.5)


def of_response(response: Response) -> Iterator[Fact]:
    """Kind, responder, whom it is directed against, which incident it answers."""
    yield Fact(response.id, t.RESPONSE_KIND, t.concept("response-kind", response.kind), response.evidence, 0.85)
    if response.by:
        yield Fact(response.id, t.RESPONDER, response.by, response.evidence, 0.85)
    if response.against:
        yield Fact(response.id, t.ABOUT, response.against, response.evidence, 0.8)
    if response.incident:
        yield Fact(response.id, t.RESPONDS_TO, response.incident, response.evidence, 0.6)


def of_entity(entity: Entity, evidence: Span, look: Lookup) -> Iterator[Fact]:
    """Country and sector that the article or the catalogue gives a thing, at the thing's first mention."""
    if entity.country and entity.kind != "Country":
        yield Fact(entity.id, t.HAS_COUNTRY, look.ids.entity(f"country/{entity.country}"), (evidence,), 0.8)
    if entity.sector:
        yield Fact(entity.id, t.SECTOR, t.concept("sector", entity.sector), (evidence,), 0.8)

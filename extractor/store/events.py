"""Incidents, agreements, positions, attributions and responses as triples: what each node is.

What is claimed about them (victim, attacker, parties ...) comes from the facts, in `quads.py`.
"""

import re
from collections.abc import Iterator

from extractor import terms as t
from extractor.model import Agreement, Attribution, Incident, Interval, Response, Result, Role
from extractor.store.nodes import concept
from extractor.store.rdf import a, day, iri, text, triple, typed

_STANCE_MODALITY = {"states": "asserted", "suspects": "alleged", "claims-own": "claimed", "denies": "denied"}
_STANCE_WORDS = {
    "states": "blames",
    "suspects": "suspects",
    "denies": "denies the part of",
}
_OCCURRED_ON = {"day": (10, t.XSD_DATE), "month": (7, t.XSD_G_YEAR_MONTH), "year": (4, t.XSD_G_YEAR)}
# In this order: a former deputy director is former, a deputy director is no head.
_ROLE_KINDS = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        ("former", r"\b(former|ex|previous)\b"),
        ("spokesperson", r"\bspokes\w+|\bpress (secretary|officer)\b"),
        ("deputy", r"\b(deputy|vice)\b"),
        ("adviser", r"\badvis[eo]r\b|\bcounsel\w*\b"),
        ("prosecutor", r"\b(prosecutor|attorney)\b"),
        ("diplomat", r"\b(ambassador|envoy|consul|high representative)\b"),
        ("legislator", r"\b(senator|lawmaker|congress\w+|representative|m\.?e?p\.?|legislator)\b"),
        ("executive", r"\b(assistant|associate)\b|\bchief (?!executive)\w+( \w+)? officer\b|\bc[ifst]s?o\b"),
        ("founder", r"\b(co-?)?founder\b|\bowner\b"),
        ("head", r"\b(director|head|chief|chair\w*|president|(prime )?minister|secretary|commissioner|ceo|governor)\b"),
        ("officer", r"\b(general|commander|colonel|admiral|captain|detective|sergeant|inspector|sheriff)\b"),
        ("investigator", r"\b(researcher|analyst|investigator|engineer|special agent)\b"),
        ("member", r"\bmember\b"),
    )
)


def role_kind(title: str) -> str | None:
    """The concept of the role-kind scheme that a title as written belongs to."""
    return next((kind for kind, words in _ROLE_KINDS if words.search(title)), None)


def events(result: Result) -> Iterator[str]:
    """Every incident, agreement, position, attribution and response of a result."""
    names = {e.id: e.name for e in result.entities} | {i.id: i.label for i in result.incidents}
    for incident in result.incidents:
        yield from _incident(incident)
    for agreement in result.agreements:
        yield from _agreement(agreement)
    for role in result.roles:
        yield from _position(role, names)
    for attribution in result.attributions:
        yield from _attribution(attribution, names)
    for response in result.responses:
        yield from _response(response, names)
    for event in all_events(result):
        yield triple(iri(event.id), t.REPORTED_IN, iri(result.iri))
    for quotation in result.quotations:
        yield a(iri(quotation.id), t.QUOTATION)
        yield triple(iri(quotation.id), t.REPORTED_IN, iri(result.iri))


def all_events(result: Result) -> Iterator[Incident | Agreement | Role | Attribution | Response]:
    """The event nodes of a result."""
    yield from result.incidents
    yield from result.agreements
    yield from result.roles
    yield from result.attributions
    yield from result.responses


def _event(node: str, kind: str, label: str, how: str, when: Interval | None = None) -> Iterator[str]:
    yield a(node, kind)
    yield triple(node, t.RDFS_LABEL, text(label, "en"))
    yield triple(node, t.MODALITY, concept("modality", how))
    if when:
        yield from _dates(node, when)


def _dates(node: str, when: Interval) -> Iterator[str]:
    yield triple(node, t.EARLIEST, day(when.earliest))
    yield triple(node, t.LATEST, day(when.latest))
    yield triple(node, t.DATE_PRECISION, text(when.precision))
    if when.text:
        yield triple(node, t.DATE_TEXT, text(when.text))
    if when.precision in _OCCURRED_ON:
        length, datatype = _OCCURRED_ON[when.precision]
        yield triple(node, t.OCCURRED_ON, typed(when.earliest[:length], datatype))


def _incident(incident: Incident) -> Iterator[str]:
    node = iri(incident.id)
    yield from _event(node, t.CYBER_INCIDENT, incident.label, incident.modality, incident.date)
    for kind in incident.kinds:
        yield triple(node, t.INCIDENT_KIND, concept("incident-kind", kind))
    if incident.attacker_description:
        yield triple(node, t.ATTACKER_DESCRIPTION, text(incident.attacker_description))
    for objective in incident.objectives:
        yield triple(node, t.OBJECTIVE, text(objective))


def _agreement(agreement: Agreement) -> Iterator[str]:
    node = iri(agreement.id)
    yield from _event(node, t.AGREEMENT, agreement.label, agreement.modality, agreement.date)
    yield triple(node, t.AGREEMENT_KIND, concept("agreement-kind", agreement.kind))
    for topic in agreement.topics:
        yield triple(node, t.TOPIC, text(topic))


def _position(role: Role, names: dict[str, str]) -> Iterator[str]:
    node = iri(role.id)
    label = f"{names.get(role.person, role.person)}, {role.title} of {names.get(role.organization, role.organization)}"
    yield from _event(node, t.POSITION, label, "asserted")
    yield triple(node, t.ROLE_TITLE, text(role.title))
    if kind := role_kind(role.title):
        yield triple(node, t.ROLE_KIND, concept("role-kind", kind))


def _attribution(attribution: Attribution, names: dict[str, str]) -> Iterator[str]:
    node = iri(attribution.id)
    by = names.get(attribution.by or "", "Unnamed source")
    target = names.get(attribution.target, attribution.target.rsplit("/", 1)[-1])
    label = f"{by} {_STANCE_WORDS.get(attribution.stance, '')} {target}"
    if attribution.stance == "claims-own":
        label = f"{by} claims responsibility"
    yield from _event(node, t.ATTRIBUTION, label, _STANCE_MODALITY[attribution.stance], attribution.date)
    yield triple(node, t.STANCE, concept("stance", attribution.stance))
    if attribution.basis:
        yield triple(node, t.ATTRIBUTION_BASIS, concept("attribution-basis", attribution.basis))


def _response(response: Response, names: dict[str, str]) -> Iterator[str]:
    node = iri(response.id)
    about = names.get(response.against or "") or names.get(response.incident or "")
    by = names.get(response.by or "", "Unnamed authority")
    label = f"{by}: {response.kind}" + (f" ({about})" if about else "")
    yield from _event(node, t.RESPONSE, label, "asserted", response.date)
    yield triple(node, t.RESPONSE_KIND, concept("response-kind", response.kind))

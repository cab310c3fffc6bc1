"""Entities and countries as triples."""

import re
from collections.abc import Iterator

from extractor import catalogue
from extractor import terms as t
from extractor.model import Entity, Result
from extractor.store.rdf import a, address, iri, is_absolute, text, triple, typed

_CLASSES = {
    "GovernmentAgency": t.GOVERNMENT_AGENCY,
    "Organization": t.ORGANIZATION,
    "Person": t.PERSON,
    "Country": t.COUNTRY,
    "Place": t.PLACE,
    "ThreatActor": t.THREAT_ACTOR,
    "Malware": t.MALWARE,
    "Tool": t.TOOL,
    "Product": t.PRODUCT,
    "Vulnerability": t.VULNERABILITY,
    "Indicator": t.INDICATOR,
}
_AGENTS = frozenset({"GovernmentAgency", "Organization", "Person", "ThreatActor"})
_QID = re.compile(r"(?:wikidata:|wd:)?(Q\d+)\Z")
_ATTACK_ID = re.compile(r"(?:\A|[/:])([GSTC]\d{4}(?:\.\d{3})?)/?\Z")
_CVE = re.compile(r"CVE-\d{4}-\d{4,}\Z")


def concept(scheme: str, name: str) -> str:
    """The concept `name` of a scheme; a full IRI stays as it is."""
    return iri(name if is_absolute(name) else f"{t.VOCAB}{scheme}/{name}")


def country(base: str, code: str) -> str:
    """The country with this ISO code; a full IRI stays as it is."""
    return iri(code if is_absolute(code) else f"{base}country/{code}")


def entities(result: Result, base: str) -> Iterator[str]:
    """Every entity but the countries, which the reference graph describes."""
    kinds = {link.entity: link.mention.found_by.rpartition(":")[2] for link in reversed(result.links)}
    for entity in result.entities:
        if entity.kind != "Country":
            yield from _entity(entity, base)
        if entity.kind == "Indicator":
            yield from _indicator(entity, kinds.get(entity.id, ""))


def _entity(entity: Entity, base: str) -> Iterator[str]:
    node = iri(entity.id)
    yield a(node, _CLASSES[entity.kind])
    yield triple(node, t.RDFS_LABEL, text(entity.name, "en"))
    yield triple(node, t.NORMALIZED_KEY, text(entity.id.removeprefix(base).replace("/", ":", 1)))
    for alias in entity.aliases:
        if alias != entity.name:
            yield triple(node, t.SKOS_ALT_LABEL, text(alias, "en"))
    if entity.country:
        yield triple(node, t.HAS_COUNTRY, country(base, entity.country))
    if entity.sector:
        yield triple(node, t.SECTOR, concept("sector", entity.sector))
    if entity.kind in _AGENTS and not entity.named:
        yield triple(node, t.NAMED, typed("false", t.XSD_BOOLEAN))
    yield from _identifiers(node, entity)


def _identifiers(node: str, entity: Entity) -> Iterator[str]:
    if entity.kind == "Vulnerability" and _CVE.match(entity.name):
        yield triple(node, t.CVE_ID, text(entity.name))
    for other in entity.same_as:
        if qid := _QID.match(other):
            yield triple(node, t.OWL_SAME_AS, f"<{t.WD}{qid[1]}>")
        elif other.startswith(("http://", "https://")) and (page := address(other)):
            yield triple(node, t.OWL_SAME_AS, page)
        if attack := _ATTACK_ID.search(other):
            yield triple(node, t.ATTACK_ID, text(attack[1]))


def _indicator(entity: Entity, kind: str) -> Iterator[str]:
    node = iri(entity.id)
    yield triple(node, t.INDICATOR_VALUE, text(entity.name))
    if kind in t.INDICATOR_KINDS:
        yield triple(node, t.INDICATOR_KIND, concept("indicator-kind", kind))


def countries(result: Result, base: str) -> Iterator[str]:
    """The countries that a result's triples point to, as the reference graph describes them."""
    named = {e.id.rsplit("/", 1)[-1]: e for e in result.entities if e.kind == "Country"}
    for code in sorted(_codes(result, base) | named.keys()):
        yield from _country(base, code, named.get(code))


def _codes(result: Result, base: str) -> set[str]:
    start = f"{base}country/"
    ends = [end for f in result.facts for end in (f.subject, f.object, f.asserted_by) if isinstance(end, str)]
    ends += [link.entity for link in result.links]
    codes = {end.removeprefix(start) for end in ends if end.startswith(start)}
    return codes | {e.country for e in result.entities if e.country and not is_absolute(e.country)}


def _country(base: str, code: str, entity: Entity | None) -> Iterator[str]:
    """A function of the code alone where the catalogue knows it, so that every article says the same."""
    node = country(base, code)
    known = catalogue.load().country(code) or entity
    yield a(node, t.COUNTRY)
    yield triple(node, t.RDFS_LABEL, text(known.name if known else code, "en"))
    yield triple(node, t.ISO2, text(code))
    yield triple(node, t.NORMALIZED_KEY, text(f"country:{code}"))
    for qid in filter(None, map(_QID.match, known.same_as if known else ())):
        yield triple(node, t.OWL_SAME_AS, f"<{t.WD}{qid[1]}>")

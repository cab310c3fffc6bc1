"""What holds for every result, over all samples and a few texts of our own."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from extractor import terms as t
from extractor.document import to_dict
from extractor.model import Result, Value
from extractor.pipeline import results
from extractor.settings import Settings
from tests.build.told import own_results, sample_results

BASE = Settings().base
PLAIN = re.compile(r"country/[A-Z]{2}|vuln/CVE-\d{4}-\d{4,}|[a-z]+/[a-z0-9-]+")


@pytest.fixture(scope="module")
def every() -> list[Result]:
    return [*sample_results().values(), *own_results()]


def named(result: Result) -> Iterator[str]:
    """Every IRI of an entity that the records and facts of a result name."""
    for incident in result.incidents:
        yield from (*incident.victims, *incident.attackers, *incident.malware, *incident.vulnerabilities)
        yield from (f"{BASE}country/{c}" for c in (*incident.victim_countries, *incident.attributed_countries))
    for agreement in result.agreements:
        yield from agreement.parties
    for role in result.roles:
        yield from (role.person, role.organization)
    for attribution in result.attributions:
        yield from filter(None, (attribution.target, attribution.by, attribution.actor))
    for response in result.responses:
        yield from filter(None, (response.by, response.against))
    yield from (q.speaker for q in result.quotations)
    yield from (link.entity for link in result.links)
    yield from (f"{BASE}country/{e.country}" for e in result.entities if e.country)


def test_samples_tell_something(every: list[Result]) -> None:
    assert len(every) > 15
    assert sum(len(r.incidents) for r in every) > 10
    assert sum(len(r.facts) for r in every) > 200


def test_every_named_thing_is_an_entity_of_the_document(every: list[Result]) -> None:
    for result in every:
        assert set(named(result)) <= {e.id for e in result.entities}, result.report.id


def test_every_node_of_a_fact_is_in_the_document(every: list[Result]) -> None:
    records = ("entities", "incidents", "agreements", "roles", "attributions", "responses", "quotations")
    for result in every:
        nodes = {x.id for kind in records for x in getattr(result, kind)}
        for fact in result.facts:
            assert fact.subject in nodes, fact
            if isinstance(fact.object, str) and fact.object.startswith(BASE):
                assert fact.object in nodes, fact
            assert fact.asserted_by is None or fact.asserted_by in nodes, fact


def test_evidence_is_sentences_of_the_article(every: list[Result]) -> None:
    for result in every:
        for fact in result.facts:
            assert set(fact.evidence) <= set(result.sentences), fact


def test_evidence_of_a_named_part_names_it(every: list[Result]) -> None:
    """The words that mean the object (or its country's people) stand in a sentence of the evidence."""
    predicates = (t.VICTIM, t.ATTACKER, t.USES_MALWARE, t.EXPLOITS, t.PARTY, t.ATTRIBUTION_TARGET)
    for result in every:
        for fact in result.facts:
            if fact.predicate in predicates:
                spans = [x.mention.span for x in result.links if x.entity == fact.object]
                assert any(e.start <= s.start and s.end <= e.end for e in fact.evidence for s in spans), fact


def test_iris_are_plain(every: list[Result]) -> None:
    for result in every:
        for node in {result.iri, *(f.subject for f in result.facts), *(e.id for e in result.entities)}:
            assert node.startswith(BASE)
            assert PLAIN.fullmatch(node.removeprefix(BASE)), node


def test_no_incident_is_its_own_attacker(every: list[Result]) -> None:
    for result in every:
        for incident in result.incidents:
            assert not set(incident.victims) & set(incident.attackers)


def test_facts_say_each_thing_once(every: list[Result]) -> None:
    for result in every:
        said = [(f.subject, f.predicate, f.object, f.modality, f.asserted_by) for f in result.facts]
        assert len(said) == len(set(said))


def test_literals_are_dates_and_words(every: list[Result]) -> None:
    types = {f.object.datatype for r in every for f in r.facts if isinstance(f.object, Value)}
    assert types <= {t.XSD_DATE, t.XSD_STRING}


def test_documents_hold_to_the_schema(every: list[Result], root: Path) -> None:
    schema = json.loads((root / "ontology" / "result.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for result in every:
        assert not [*validator.iter_errors(to_dict(result))]


def test_the_same_article_gives_the_same_result(every: list[Result]) -> None:
    again = results([r.report for r in every], Settings())
    assert [*again] == every


def test_labels_are_english(every: list[Result]) -> None:
    for result in every:
        for incident in result.incidents:
            assert not re.search(r"\b(on|at|in|of|against) [A-Z]{2}\b(?! )|  ", incident.label), incident.label

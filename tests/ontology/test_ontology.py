"""The ontology's files: they parse, agree with each other, and the terms are fresh."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph
import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from extractor import model, terms

FILES = ("ck.ttl", "vocab.ttl", "shapes.ttl", "alignments.ttl")
SHARED = URIRef(terms.SHARED_CODE)


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "ontology"


@pytest.fixture(scope="module")
def graph(folder: Path) -> Graph:
    found = Graph()
    for name in FILES:
        found.parse(folder / name)
    return found


@pytest.mark.parametrize("name", FILES)
def test_both_engines_read_the_same(folder: Path, name: str) -> None:
    store = pyoxigraph.Store()
    store.load(path=str(folder / name), format=pyoxigraph.RdfFormat.TURTLE)
    assert len(store) == len(Graph().parse(folder / name)) > 100


def test_every_class_and_property_is_explained(graph: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    own = {s for kind in kinds for s in graph.subjects(RDF.type, kind) if str(s).startswith(terms.CK)}
    assert len(own) > 90
    for term in own:
        assert len(list(graph.objects(term, RDFS.label))) == 1, term
        assert len(list(graph.objects(term, RDFS.comment))) == 1, term


def test_shapes_name_only_terms_that_exist(folder: Path, graph: Graph) -> None:
    defined = {s for s in graph.subjects(RDFS.label) if str(s).startswith(terms.CK)}
    shapes = Graph().parse(folder / "shapes.ttl")
    named = {n for triple in shapes for n in triple if isinstance(n, URIRef) and n.startswith(terms.CK)}
    assert named <= defined, named - defined
    schemes = {n for n in shapes.objects(None, SH.hasValue) if str(n).startswith(terms.VOCAB)}
    assert schemes <= set(graph.subjects(RDF.type, SKOS.ConceptScheme))


def test_notations_are_unique_in_their_scheme(graph: Graph) -> None:
    uses = Counter((graph.value(c, SKOS.inScheme), n) for c, n in graph.subject_objects(SKOS.notation))
    assert [use for use, count in uses.items() if count > 1] == []


def test_a_code_is_not_both_own_and_shared(graph: Graph) -> None:
    for concept, code in graph.subject_objects(SHARED):
        assert (concept, SKOS.notation, code) not in graph


def test_every_concept_has_a_label_and_its_scheme_in_its_name(graph: Graph) -> None:
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        scheme = str(graph.value(concept, SKOS.inScheme))
        assert str(concept).startswith(scheme + "/")
        assert graph.value(concept, SKOS.prefLabel) is not None


def test_alignments_are_whole_addresses(folder: Path) -> None:
    for triple in Graph().parse(folder / "alignments.ttl"):
        for node in triple:
            assert not isinstance(node, BNode)
            parts = urlsplit(str(node))
            assert parts.scheme in {"http", "https"}, node
            assert parts.netloc, node
            assert " " not in str(node), node


def test_the_schemes_hold_what_the_core_types_name() -> None:
    assert set(model.MODALITIES) <= set(terms.MODALITIES)
    assert set(model.STANCES) == set(terms.STANCES)
    classes = {f"{terms.CK}{name}" for name in model.ENTITY_TYPES}
    assert classes <= {value for value in vars(terms).values() if isinstance(value, str)}


def test_terms_are_fresh(folder: Path) -> None:
    command = [sys.executable, str(folder / "make_terms.py"), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_an_unknown_concept_is_an_error() -> None:
    assert terms.concept("incident-kind", "ransomware") == f"{terms.VOCAB}incident-kind/ransomware"
    with pytest.raises(KeyError):
        terms.concept("incident-kind", "ransomwear")


def test_the_context_reads_json_as_the_same_triples(folder: Path) -> None:
    context = json.loads((folder / "context.jsonld").read_text("utf-8"))
    node = {
        "id": "http://a.example/i",
        "type": "CyberIncident",
        "victim": "http://a.example/v",
        "earliest": "2024-01-02",
    }
    found = Graph().parse(data=json.dumps({**context, **node}), format="json-ld")
    expected = Graph().parse(
        data="""@prefix ck: <https://w3id.org/cyberkg/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <http://a.example/i> a ck:CyberIncident ; ck:victim <http://a.example/v> ;
        ck:earliest "2024-01-02"^^xsd:date .""",
        format="turtle",
    )
    assert set(found) == set(expected)

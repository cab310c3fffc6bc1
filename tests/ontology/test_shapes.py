"""The shapes let a right graph pass and name what is wrong with a bad one."""

from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph

PREFIXES = """
@prefix ck: <https://w3id.org/cyberkg/ontology#> . @prefix v: <https://w3id.org/cyberkg/vocab/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix schema: <https://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
"""
ARTICLE = f"""
:run a ck:ExtractionRun .
:article a ck:Article ; schema:headline "Port hit by ransomware" ; dcterms:identifier "sha256:{"0" * 64}" .
:s a ck:Sentence ; nif:referenceContext :article ; nif:beginIndex 0 ; nif:endIndex 9 ; nif:anchorOf "Port hit." .
:port a ck:Organization ; rdfs:label "Port" . :line a ck:Organization ; rdfs:label "Line" .
:ua a ck:Country ; rdfs:label "Ukraine" ; ck:iso2 "UA" .
:i a ck:CyberIncident ; rdfs:label "Attack on Port" ; ck:reportedIn :article ; ck:victim :port ; ck:attributedTo :ua ;
    ck:earliest "2024-01-01"^^xsd:date ; ck:latest "2024-01-31"^^xsd:date ;
    ck:incidentKind <https://w3id.org/cyberkg/vocab/incident-kind/ransomware> .
:c a ck:Claim ; rdf:subject :i ; rdf:predicate ck:victim ; rdf:object :port ; ck:evidence :s ; ck:confidence 0.8 ;
    ck:modality <https://w3id.org/cyberkg/vocab/modality/asserted> ; prov:wasGeneratedBy :run .
:deal a ck:Agreement ; rdfs:label "Port and Line" .
:p1 a ck:Claim ; rdf:subject :deal ; rdf:predicate ck:party ; rdf:object :port ; ck:evidence :s ; ck:confidence 0.9 ;
    ck:modality <https://w3id.org/cyberkg/vocab/modality/planned> ; prov:wasGeneratedBy :run .
:p2 a ck:Claim ; rdf:subject :deal ; rdf:predicate ck:party ; rdf:object :line ; ck:evidence :s ; ck:confidence 0.9 ;
    ck:modality <https://w3id.org/cyberkg/vocab/modality/planned> ; prov:wasGeneratedBy :run .
"""
FAULTS = {
    "a claim needs evidence": ("ck:evidence :s ; ck:confidence 0.8", "ck:confidence 0.8"),
    "confidence is at most one": ("ck:confidence 0.8", "ck:confidence 1.8"),
    "modality is a modality": ("vocab/modality/asserted", "vocab/sector/energy"),
    "a kind is a kind": ("vocab/incident-kind/ransomware", "vocab/incident-kind/nonsense"),
    "two parties": (":p2 a ck:Claim ; rdf:subject :deal", ":p2 a ck:Claim ; rdf:subject :i"),
    "dates in order": ('ck:latest "2024-01-31"', 'ck:latest "2023-01-31"'),
    "a victim is someone": ("ck:victim :port ; ck:attributedTo", "ck:victim :article ; ck:attributedTo"),
    "a country code": ('ck:iso2 "UA"', 'ck:iso2 "Ukraine"'),
}


def validate(root: Path, data: str) -> tuple[bool, str]:
    graph = Graph().parse(data=PREFIXES + data, format="turtle")
    for name in ("ck.ttl", "vocab.ttl"):
        graph.parse(root / "ontology" / name)
    conforms, _, text = pyshacl.validate(graph, shacl_graph=str(root / "ontology" / "shapes.ttl"), allow_warnings=True)
    return conforms, text


def test_a_right_graph_passes(root: Path) -> None:
    conforms, text = validate(root, ARTICLE)
    assert conforms, text


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_is_found(root: Path, fault: str) -> None:
    right, wrong = FAULTS[fault]
    assert right in ARTICLE
    conforms, _ = validate(root, ARTICLE.replace(right, wrong))
    assert not conforms

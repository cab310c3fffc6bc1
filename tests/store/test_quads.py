from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import terms as t
from extractor.ask.graph import Graph
from extractor.model import Fact, Report, Result, Span
from extractor.settings import Settings
from extractor.store import rdf
from extractor.store.claims import Sentences
from extractor.store.events import role_kind
from extractor.store.quads import article_quads
from tests.store.told import BASE, all_results, blackout, denial


def test_the_graph_of_an_article_is_its_own() -> None:
    from pyoxigraph import RdfFormat, parse

    quads = list(parse(article_quads(blackout(), Settings()), format=RdfFormat.N_QUADS))
    assert {q.graph_name.value for q in quads} == {f"{BASE}graph/article/{blackout().iri.rsplit('/', 1)[1]}"}
    assert len(quads) > 100


def test_every_term_of_ours_is_in_the_ontology(graph: Graph) -> None:
    used = {q.predicate.value for q in graph.store if q.predicate.value.startswith(t.CK)}
    known = {str(value) for name, value in vars(t).items() if name.isupper() and isinstance(value, str)}
    assert used <= known


@pytest.mark.parametrize("modality", ["denied", "planned", "hypothetical"])
def test_what_is_not_asserted_is_a_claim_and_no_fact(graph: Graph, modality: str) -> None:
    claims = f"""SELECT ?s ?p ?o {{ ?c ck:modality <{t.MODALITIES[modality]}> ;
        rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}"""
    for s, p, o in graph.query(claims).tuples():
        assert not graph.query(f"ASK {{ <{s}> <{p}> <{o}> }}").answer


def test_denied_blame_is_a_claim_with_its_sentence(graph: Graph) -> None:
    question = """SELECT ?words { ?c ck:modality mod:denied ; rdf:predicate ck:attributedTo ;
        ck:evidence/nif:anchorOf ?words }"""
    assert [row[0] for row in graph.query(question).tuples()] == [
        "Russia denied any part in the July attack on Dniprovia Energo."
    ]


def test_cooperation_goes_both_ways(graph: Graph) -> None:
    assert len(list(graph.query("SELECT ?a ?b { ?a ck:cooperatesWith ?b }"))) == 2


def test_every_claim_has_its_sentence_in_the_words_of_the_article(graph: Graph) -> None:
    texts = {r.iri: r.report.text for r in all_results()}
    question = """SELECT ?article ?begin ?end ?words { ?c a ck:Claim ; ck:reportedIn ?article ; ck:evidence ?s .
        ?s nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?words }"""
    rows = list(graph.query(question).tuples())
    assert len(rows) >= sum(len(r.facts) for r in all_results())
    for article, begin, end, words in rows:
        assert texts[article][begin:end] == words


def test_mentions_stay_in_the_graph_of_their_article(graph: Graph) -> None:
    assert not graph.query("ASK { ?m a ck:Mention }").answer
    assert graph.query("ASK { GRAPH ?g { ?m a ck:Mention ; ck:refersTo ?e ; ck:linkReason ?why } }").answer
    assert graph.query("ASK { GRAPH ?g { ?c ck:hasMention ?m } }").answer


def test_countries_in_use_are_described_once(graph: Graph) -> None:
    codes = {row[0] for row in graph.query("SELECT ?code { ?c ck:iso2 ?code }").tuples()}
    assert codes == {"CA", "RU", "UA", "US"}
    assert graph.query('ASK { GRAPH graph:reference { ?c ck:iso2 "UA" ; rdfs:label "Ukraine"@en } }').answer


def test_identifiers_from_elsewhere(graph: Graph) -> None:
    row = next(
        graph.query(
            "SELECT ?id ?same { ?a ck:attackId ?id ; owl:sameAs ?same FILTER(CONTAINS(STR(?same), 'wiki')) }"
        ).tuples()
    )
    assert row == ("G0034", "http://www.wikidata.org/entity/Q1")


def test_two_facts_that_differ_in_confidence_only_are_one_claim(graph: Graph) -> None:
    result = denial()
    surer = replace(result.facts[0], confidence=0.99)
    graph.add(replace(result, facts=(*result.facts, surer)))
    found = graph.query("SELECT ?n { ?c rdf:predicate ck:sponsor ; ck:confidence ?n }").tuples()
    assert list(found) == [(0.99,)]


def test_evidence_lies_in_sentences() -> None:
    result = blackout()
    sentences = Sentences(result)
    first, second, third = result.sentences
    assert sentences.covering([Span(3, 5)]) == [first]
    assert sentences.covering([Span(first.end - 2, third.start + 1)]) == [first, second, third]
    assert sentences.covering([Span(first.end, second.start)]) == [Span(first.end, second.start)]


@given(st.text(max_size=60))
def test_any_text_survives_the_way_into_the_store(words: str) -> None:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(f"<urn:s> <urn:p> {rdf.text(words)} .", RdfFormat.N_QUADS)
    store.update(f"INSERT DATA {{ <urn:s> <urn:q> {rdf.text(words)} }}")
    expected = rdf._UNPRINTABLE.sub("\ufffd", words)
    assert [q.object.value for q in store] == [expected] * 2


@given(st.text(min_size=1, max_size=40))
def test_any_iri_parses(local: str) -> None:
    from pyoxigraph import RdfFormat, parse

    line = f"{rdf.iri('https://example.org/' + local)} <urn:p> <urn:o> .".encode()
    assert len(list(parse(line, format=RdfFormat.N_QUADS))) == 1


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://a.example/b c", "<https://a.example/b%20c>"),
        ("http://[::1]/x", "<http://[::1]/x>"),
        ("http://a:b:c/", None),
        ("page.html", None),
    ],
)
def test_addresses_are_mended_or_left_out(address: str, written: str | None) -> None:
    assert rdf.address(address) == written


def test_an_article_of_odd_characters_goes_in_and_out(graph: Graph) -> None:
    text = 'He said: "C:\\u0041\\\tand\u2028 \x00 \U0001f600".\nЗламано.'
    report = Report("odd", text, "https://news.example/a b?q={x}", None, "27 July", None)
    fact = Fact(f"{BASE}org/x", t.SPEAKS_FOR, f"{BASE}org/y", (Span(0, len(text)),), 1)
    graph.add(Result(report, f"{BASE}article/0dd", (), (), (), (), (), (), (), (), (), (), (fact,)))
    words = graph.query(
        "SELECT ?w ?u { ?s nif:anchorOf ?w ; nif:referenceContext ?a . ?a schema:url ?u ; dcterms:source 'odd' }"
    )
    assert next(words.tuples()) == (text.replace("\x00", "\ufffd"), "https://news.example/a%20b?q=%7Bx%7D")
    before = graph.counts()["triples"]
    graph.remove("odd")
    assert graph.counts()["triples"] < before


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Director", "head"),
        ("former director", "former"),
        ("deputy head", "deputy"),
        ("chief information security officer", "executive"),
        ("chief executive officer", "head"),
        ("spokeswoman", "spokesperson"),
        ("Deputy Spokesperson", "spokesperson"),
        ("attorney general", "prosecutor"),
        ("goalkeeper", None),
    ],
)
def test_titles_have_role_kinds(title: str, kind: str | None) -> None:
    assert role_kind(title) == kind

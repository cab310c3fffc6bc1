from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import rdflib

from extractor.ask.graph import Graph
from extractor.ask.questions import DEFAULT_BASE, Question, bind, find, questions, read
from extractor.problems import QueryError


@pytest.fixture(scope="session")
def in_rdflib(graph: Graph) -> rdflib.Graph:
    return graph.to_rdflib(dataset=True)


def plain(rows: Any) -> list[tuple[str, ...]]:
    return sorted(tuple("" if value is None else str(value) for value in row) for row in rows)


def same_in_both(question: Question, graph: Graph, in_rdflib: rdflib.Graph, **values: str) -> int:
    found = graph.query(question, **values)
    ours = plain(map(_terms, found))
    theirs = plain(tuple(row) for row in in_rdflib.query(bind(question, values, graph.base)))  # type: ignore[arg-type]
    assert ours == theirs
    return len(ours)


def _terms(row: Any) -> tuple[Any, ...]:
    cells = row if hasattr(row, "__len__") else (row.subject, row.predicate, row.object)
    return tuple(None if cell is None else cell.value for cell in cells)


def test_there_are_twenty_five_and_the_overview() -> None:
    assert [q.number for q in questions()] == list(range(1, 27))
    assert len({q.name for q in questions()}) == 26
    assert all(q.sentence.endswith(("?", ".")) and q.name == q.name.lower() for q in questions())


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_both_engines_give_the_same_answer(question: Question, graph: Graph, in_rdflib: rdflib.Graph) -> None:
    assert same_in_both(question, graph, in_rdflib) > 0


@pytest.mark.parametrize(
    ("name", "values", "rows"),
    [
        ("cooperation", {"agency": "SSSCIP"}, 1),
        ("cooperation", {"agency": "ssscip"}, 1),
        ("cooperation", {"agency": "ENISA"}, 0),  # planned only
        ("agreements", {"agency": "ENISA"}, 0),
        ("victims", {"sector": "health", "country": "CA"}, 0),  # no date
        ("victims", {"sector": "https://w3id.org/cyberkg/vocab/sector/energy", "since": "2022-06-01"}, 2),
        ("incidents-between", {"since": "2022-04-01", "until": "2022-04-30"}, 1),
        ("evidence", {"target": "XakNet"}, 0),
        ("coverage", {"name": "Sandworm Team"}, 2),
        ("review", {"threshold": "0.5"}, 0),
        ("cooperation", {"agency": '"} } #\\'}, 0),
    ],
)
def test_parameters(name: str, values: Mapping[str, str], rows: int, graph: Graph, in_rdflib: rdflib.Graph) -> None:
    assert same_in_both(find(name), graph, in_rdflib, **values) == rows


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_each_file_runs_as_it_is_in_any_tool(question: Question) -> None:
    from pyoxigraph import Store

    Store().query(question.sparql)
    rdflib.Graph(bind_namespaces="none").query(question.sparql)


def test_the_comment_of_a_parameter_tells_its_default() -> None:
    for question in questions():
        for parameter in question.parameters:
            assert parameter.meaning, (question.name, parameter.name)
            assert f"# param: {parameter.name} = {parameter.default} (" in question.sparql


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("cooperation", {"country": "UA"}, "has no parameter 'country': it has agency"),
        ("incidents-between", {"since": "yesterday"}, "must be a date like"),
        ("review", {"threshold": "0.9 } DROP"}, "must be a number like"),
        ("victims", {"sector": "x> }"}, "must be a name like"),
    ],
)
def test_a_wrong_parameter_is_refused(name: str, values: Mapping[str, str], message: str, graph: Graph) -> None:
    with pytest.raises(QueryError, match=message):
        graph.query(name, **values)


def test_an_unknown_name_suggests_others(graph: Graph) -> None:
    with pytest.raises(QueryError, match="did you mean cooperation"):
        graph.query("coopertion")


def test_a_question_comes_from_a_file_or_text(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text('# Who is it?\nSELECT ?x { VALUES ?name { "XakNet"@en } ?x rdfs:label ?name }')
    assert read(str(file)) == Question("mine", 0, "Who is it?", file.read_text(), read(str(file)).parameters)
    assert len(list(graph.query(str(file)))) == 1
    assert len(list(graph.query(str(file), name="Sandworm"))) == 1
    assert len(list(graph.query("SELECT ?x { ?x a ck:ThreatActor }"))) == 3
    with pytest.raises(QueryError, match=r"missing\.rq cannot be read"):
        graph.query("missing.rq")


def test_another_base_is_asked_for_its_own_iris() -> None:
    sparql = bind(find("provenance"), {}, "https://example.org/data/")
    assert "<https://example.org/data/graph/>" in sparql
    assert DEFAULT_BASE not in sparql


def test_errors_say_where(graph: Graph) -> None:
    with pytest.raises(QueryError, match="not valid SPARQL at line 2, column"):
        graph.query("SELECT ?x WHERE {\n ?x ?y }")
    with pytest.raises(QueryError, match="not valid SPARQL"):
        graph.query("INSERT DATA { <urn:a> <urn:b> <urn:c> }")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '#' . service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * {SERVICE?x{?s ?p ?o}}",
        'SELECT * { FILTER(1<2) SERVICE <http://127.0.0.1:1/> { ?s ?p ">" } }',
    ],
)
def test_no_other_server_is_asked(graph: Graph, sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        graph.query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?s rdfs:label 'a service <x>' }",
        "ASK { ?service ?p ?o } # SERVICE",
        "PREFIX x: <urn:service/> ASK { ?s x:service <urn:SERVICE> }",
    ],
)
def test_the_word_service_is_no_crime(graph: Graph, sparql: str) -> None:
    graph.query(sparql)

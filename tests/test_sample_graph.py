"""The graph of all samples, as a newcomer builds it: valid, the same every time, and able to answer its questions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib

from extractor import Graph, Settings
from extractor.ask.questions import Question, bind, questions
from extractor.batch import Done, merge, run
from extractor.model import Result
from extractor.store.check import check

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


@pytest.fixture(scope="module")
def results() -> list[Result]:
    outcomes = [*run([str(SAMPLES)], Settings())]
    return [o.result for o in outcomes if isinstance(o, Done)]


@pytest.fixture(scope="module")
def graph(results: list[Result], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with built(tmp_path_factory.mktemp("samples") / "graph", results) as made:
        yield made


@pytest.fixture(scope="module")
def in_rdflib(graph: Graph) -> rdflib.Graph:
    return graph.to_rdflib(dataset=True)


def built(folder: Path, results: list[Result]) -> Graph:
    graph = Graph.open(folder, create=True)
    for result in results:
        graph.add(result)
    merge(graph)
    return graph


def dump(graph: Graph, folder: Path) -> bytes:
    (path,) = graph.export(folder / "dump.nq")
    return b"\n".join(sorted(path.read_bytes().splitlines()))


def plain(rows: Any) -> list[tuple[str, ...]]:
    return sorted(tuple("" if value is None else str(value) for value in row) for row in rows)


def terms(row: Any) -> tuple[Any, ...]:
    cells = row if hasattr(row, "__len__") else (row.subject, row.predicate, row.object)
    return tuple(None if cell is None else cell.value for cell in cells)


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_both_engines_answer_alike(question: Question, graph: Graph, in_rdflib: rdflib.Graph) -> None:
    ours = plain(map(terms, graph.query(question)))
    theirs = plain(tuple(row) for row in in_rdflib.query(bind(question, {}, graph.base)))  # type: ignore[arg-type]
    assert ours
    assert ours == theirs


def test_shapes_hold(graph: Graph) -> None:
    found = check(graph)
    assert not found.problems
    assert found.counts["Article"] == 18


def test_same_inputs_again_change_nothing(graph: Graph, results: list[Result], tmp_path: Path) -> None:
    before = dump(graph, tmp_path)
    assert [graph.add(result) for result in results] == ["same"] * len(results)
    assert merge(graph) == (0, 0)
    assert dump(graph, tmp_path) == before


def test_order_does_not_matter(graph: Graph, results: list[Result], tmp_path: Path) -> None:
    with built(tmp_path / "backwards", results[::-1]) as other:
        assert dump(other, tmp_path) == dump(graph, tmp_path)


def test_removing_an_article_is_exact(graph: Graph, results: list[Result], tmp_path: Path) -> None:
    gone = results[3]
    with built(tmp_path / "all", results) as whole, built(tmp_path / "less", [*results[:3], *results[4:]]) as less:
        whole.remove(gone.iri)
        merge(whole)
        assert dump(whole, tmp_path) == dump(less, tmp_path)
        whole.add(gone)
        merge(whole)
        assert dump(whole, tmp_path) == dump(graph, tmp_path)


def test_one_event_in_two_outlets_is_one_and_look_alikes_are_two(graph: Graph) -> None:
    same = {tuple(sorted(pair)) for pair in graph.query("SELECT ?a ?b WHERE { ?a ck:sameIncidentAs ?b }").tuples()}
    told = {
        (str(incident), str(article))
        for incident, article in graph.query(
            "SELECT ?i ?id { ?i a ck:CyberIncident ; ck:victim/rdfs:label ?v ; ck:reportedIn/schema:headline ?id }"
        ).tuples()
    }
    ports = [i for i, headline in told if "Nordhavn" in headline or "Cranes" in headline]
    waters = [i for i, headline in told if "Clearbrook" in headline]
    assert any({a, b} <= set(ports) for a, b in same)
    assert len(waters) >= 2
    assert not [pair for pair in same if set(pair) & set(waters)]


def test_no_garbage_from_a_language_that_is_not_read(results: list[Result]) -> None:
    (ukrainian,) = [r for r in results if r.report.language == "uk"]
    assert {m.found_by.split(":")[0] for m in ukrainian.mentions} <= {"catalogue", "pattern"}
    assert not ukrainian.incidents
    assert any("language uk" in p.message for p in ukrainian.problems)

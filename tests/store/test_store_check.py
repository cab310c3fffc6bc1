from dataclasses import replace

from extractor.ask.graph import Graph
from extractor.store.check import check
from tests.store.told import blackout, denial, memorandum


def test_the_graph_is_valid(graph: Graph) -> None:
    found = check(graph)
    assert found.conforms, found.problems
    assert found.counts["Article"] == 4


def test_a_broken_shape_is_named(graph: Graph) -> None:
    article = memorandum()
    graph.add(replace(article, facts=tuple(f for f in article.facts if "holder" not in f.predicate)))
    found = check(graph)
    assert not found.conforms
    assert any("position/" in p.message and "holder" in p.message for p in found.problems)


def test_orphans_are_named(graph: Graph) -> None:
    file = graph.folder.result_file(blackout().iri)
    file.rename(file.with_name("ffff.json"))
    graph.folder.result_file(denial().iri).write_bytes(b"{")
    messages = [p.message for p in check(graph).problems]
    assert any("no result document" in m for m in messages)
    assert any("is no result document" in m for m in messages)
    assert sum("graph/article/" in m for m in messages) >= 1


def test_a_graph_behind_its_document_is_named(graph: Graph) -> None:
    file = graph.folder.result_file(blackout().iri)
    file.write_bytes(file.read_bytes().replace(b"Harbour Courier", b"Harbour Herald"))
    assert any("differs from its graph" in p.message for p in check(graph).problems)

import json
import subprocess
import sys
from itertools import islice, permutations
from pathlib import Path

import pytest

from extractor.ask.graph import Graph
from extractor.model import Result
from extractor.problems import GraphError
from extractor.settings import Settings
from tests.store.told import BASE, all_results, blackout, denial, hospital, memorandum, retold


def dump(graph: Graph) -> bytes:
    from pyoxigraph import RdfFormat

    return bytes(graph.store.dump(format=RdfFormat.N_QUADS) or b"")


def built(folder: Path, *results: Result) -> bytes:
    with Graph.open(folder, create=True) as graph:
        for result in results:
            graph.add(result)
        return dump(graph)


def test_the_same_articles_again_change_nothing(graph: Graph) -> None:
    before = dump(graph)
    assert graph.add_all(all_results()) == {"same": 4}
    assert graph.add(blackout()) == "same"
    assert dump(graph) == before


def test_the_order_of_articles_does_not_matter(tmp_path: Path) -> None:
    dumps = {
        built(tmp_path / str(n), *order) for n, order in enumerate(islice(permutations(all_results()), 0, None, 5))
    }
    assert len(dumps) == 1


def test_one_at_a_time_and_all_at_once_give_the_same_bytes(tmp_path: Path, graph: Graph) -> None:
    assert built(tmp_path / "single", *all_results()) == dump(graph)


@pytest.mark.parametrize("gone", [memorandum, blackout, denial, hospital])
def test_removing_an_article_leaves_what_would_be_without_it(tmp_path: Path, graph: Graph, gone: object) -> None:
    result = gone()  # type: ignore[operator]
    removed = graph.remove(result.report.url)
    assert removed.iri == result.iri
    assert not graph.folder.result_file(result.iri).exists()
    assert dump(graph) == built(tmp_path / "rest", *(r for r in all_results() if r.iri != result.iri))


@pytest.mark.parametrize("changed", [memorandum, blackout, denial, hospital])
def test_a_changed_article_replaces_its_own_graph(tmp_path: Path, graph: Graph, changed: object) -> None:
    former = changed()  # type: ignore[operator]
    assert graph.add(retold(former)) == "changed"
    others = [r for r in all_results() if r.iri != former.iri]
    assert dump(graph) == built(tmp_path / "fresh", *others, retold(former))
    assert graph.add(former) == "changed"
    assert dump(graph) == built(tmp_path / "again", *all_results())


def test_a_rebuilt_store_is_the_same(graph: Graph) -> None:
    graph.decide(blackout().incidents[0].id, denial().incidents[0].id, "same", "analyst", "one attack")
    before = dump(graph)
    assert graph.rebuild() == 4
    assert dump(graph) == before


def test_a_lost_store_is_rebuilt_on_opening(tmp_path: Path) -> None:
    import shutil

    before = built(tmp_path / "graph", *all_results())
    shutil.rmtree(tmp_path / "graph" / "store")
    with Graph.open(tmp_path / "graph") as graph:
        assert dump(graph) == before


def test_an_article_is_found_by_any_of_its_names(graph: Graph) -> None:
    result = blackout()
    for name in (result.iri, result.iri.rsplit("/", 1)[1], result.report.url or "", "blackout"):
        assert graph.article(name).iri == result.iri
    assert graph.result("blackout") == result
    with pytest.raises(GraphError, match="no article 'nowhere'"):
        graph.remove("nowhere")


def test_merges_are_decisions_that_can_be_undone(graph: Graph) -> None:
    before, a, b = dump(graph), blackout().incidents[0].id, denial().incidents[0].id
    graph.decide(a, b, "same", "rule:victim-and-month", "same victim, same month")
    assert sorted(graph.query("SELECT ?a ?b { ?a ck:sameIncidentAs ?b }").tuples()) == sorted([(a, b), (b, a)])
    graph.decide(b, a, "different", "analyst", "two attacks")
    assert dump(graph) == before
    assert [(d.decision, d.by) for d in graph.merges()] == [("different", "analyst")]
    lines = (graph.folder.path / "merges.jsonl").read_text().splitlines()
    assert len(lines) == 2


def test_a_merge_waits_for_both_articles(tmp_path: Path) -> None:
    a, b = blackout().incidents[0].id, denial().incidents[0].id
    with Graph.open(tmp_path / "graph", create=True) as graph:
        graph.add(blackout())
        graph.decide(a, b, "same", "analyst", "one attack")
        assert not list(graph.query("SELECT ?a { ?a ck:sameIncidentAs ?b }"))
        graph.add(denial())
        assert len(list(graph.query("SELECT ?a { ?a ck:sameIncidentAs ?b }"))) == 2
        graph.remove("denial")
        assert not list(graph.query("SELECT ?a { ?a ck:sameIncidentAs ?b }"))


def test_a_crash_between_file_and_graph_is_mended_by_the_next_run(graph: Graph) -> None:
    before = dump(graph)
    graph.folder.write_result(b"{}", blackout().iri)
    graph._view.drop(f"{BASE}graph/article/{blackout().iri.rsplit('/', 1)[1]}")
    assert graph.add(blackout()) == "new"
    assert dump(graph) == before


def test_a_second_writer_is_refused(graph: Graph) -> None:
    code = f"from extractor.store.graph import Graph; Graph.open({str(graph.folder.path)!r})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode != 0
    assert "is in use by another program" in ran.stderr


def test_many_may_read_at_once(tmp_path: Path) -> None:
    built(tmp_path / "graph", *all_results())
    with Graph.open(tmp_path / "graph", read_only=True) as one, Graph.open(tmp_path / "graph", read_only=True) as two:
        assert one.counts() == two.counts()
        with pytest.raises(GraphError, match="reading only"):
            one.add(blackout())
        with pytest.raises(GraphError, match="is in use by another program"):
            Graph.open(tmp_path / "graph")


def test_what_is_no_graph_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="is no graph folder"):
        Graph.open(tmp_path / "nothing")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    with pytest.raises(GraphError, match="is not empty"):
        Graph.open(tmp_path / "full", create=True)


def test_another_format_says_what_to_do(tmp_path: Path) -> None:
    built(tmp_path / "graph")
    (tmp_path / "graph" / "graph.json").write_text(json.dumps({"format": 99, "base": BASE}))
    with pytest.raises(GraphError, match=r"format 99.*reads format 1: use the version that wrote it"):
        Graph.open(tmp_path / "graph")


def test_another_base_is_refused(tmp_path: Path) -> None:
    built(tmp_path / "graph")
    with pytest.raises(GraphError, match="holds IRIs under"):
        Graph.open(tmp_path / "graph", settings=Settings(base="https://example.org/id/"))


def test_counts_and_articles(graph: Graph) -> None:
    counts = graph.counts()
    assert counts["Article"] == 4
    assert counts["CyberIncident"] == 4
    assert [a.source for a in graph.articles()] == ["hospital", "memorandum", "blackout", "denial"]
    assert list(graph.results()) == sorted(all_results(), key=lambda r: r.iri)


def test_a_closed_graph_says_so(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "graph", create=True) as graph:
        pass
    with pytest.raises(GraphError, match="is closed"):
        graph.query("ASK {}")

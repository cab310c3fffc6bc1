import csv
import json
from pathlib import Path

import networkx as nx
import pytest
import rdflib

from extractor import plugins
from extractor.ask.graph import Graph
from extractor.problems import UsageError
from extractor.store.exporters.table import _cell
from tests.store.told import BASE, blackout, denial

RDF = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


def size(graph: Graph) -> int:
    return graph.counts()["triples"]


@pytest.mark.parametrize("ending", sorted(RDF))
def test_rdf_files_hold_the_view(graph: Graph, tmp_path: Path, ending: str) -> None:
    (file,) = graph.export(tmp_path / f"out.{ending}")
    assert len(rdflib.Graph().parse(file, format=RDF[ending])) == size(graph)


@pytest.mark.parametrize(("ending", "form"), [("trig", "trig"), ("nq", "nquads")])
def test_dataset_files_hold_every_graph(graph: Graph, tmp_path: Path, ending: str, form: str) -> None:
    (file,) = graph.export(tmp_path / f"out.{ending}")
    dataset = rdflib.Dataset()
    dataset.parse(file, format=form)
    assert len(list(dataset.quads())) == len(graph.store)


def test_networkx_has_what_analysts_draw(graph: Graph) -> None:
    graph.decide(blackout().incidents[0].id, denial().incidents[0].id, "same", "analyst", "one attack")
    drawn = graph.to_networkx()
    victim = drawn.nodes[f"{BASE}org/dniprovia"]
    assert victim == {"label": "Dniprovia Energo", "category": "Organization", "country": "UA", "sector": "energy"}
    assert "type" not in {name for _, attributes in drawn.nodes(data=True) for name in attributes}
    edges = [e for *_, e in drawn.edges(data=True) if e["relation"] == "sponsor"]
    assert edges == [
        {
            "relation": "sponsor",
            "label": "sponsor",
            "confidence": 0.9,
            "modality": "asserted",
            "asserted_by": "Microsoft",
            "sentence": edges[0]["sentence"],
            "article": "Moscow rejects blame; exercise planned",
            "url": "https://news.example/denial",
            "published": "2022-08-03",
            "publisher": "Inland Gazette",
        }
    ]
    assert drawn.nodes[blackout().incidents[0].id]["kind"] == ["cyber attack", "outage"]
    assert {e["modality"] for *_, e in drawn.edges(data=True) if e["relation"] == "attributedTo"} == {
        "alleged",
        "denied",
    }
    assert sum(e["relation"] == "sameIncidentAs" for *_, e in drawn.edges(data=True)) == 1


@pytest.mark.parametrize("ending", ["graphml", "gexf", "cyjs"])
def test_graph_tools_read_back_every_node_and_edge(graph: Graph, tmp_path: Path, ending: str) -> None:
    graph.decide(blackout().incidents[0].id, denial().incidents[0].id, "same", "analyst", "one attack")
    drawn = graph.to_networkx()
    (file,) = graph.export(tmp_path / f"out.{ending}")
    read = {
        "graphml": lambda: nx.read_graphml(file, force_multigraph=True),
        "gexf": lambda: nx.read_gexf(file),
        "cyjs": lambda: nx.cytoscape_graph(_multigraph(file)),
    }[ending]()
    assert set(read) == set(drawn)
    assert read.number_of_edges() == drawn.number_of_edges()
    sentences = {e.get("sentence") for *_, e in read.edges(data=True)}
    assert sentences == {e.get("sentence") for *_, e in drawn.edges(data=True)}
    assert {e["interaction"] for *_, e in read.edges(data=True)} == {e["relation"] for *_, e in drawn.edges(data=True)}


def _multigraph(file: Path) -> dict[str, object]:
    document: dict[str, object] = json.loads(file.read_text())
    for edge in document["elements"]["edges"]:  # type: ignore[index]
        edge["data"]["key"] = edge["data"]["id"]
    for node in document["elements"]["nodes"]:  # type: ignore[index]
        node["data"]["value"] = node["data"]["id"]
    return document | {"directed": True, "multigraph": True, "data": []}


def test_edge_ids_are_unique(graph: Graph, tmp_path: Path) -> None:
    _, edges = graph.export(tmp_path / "out.csv")
    ids = [row["id"] for row in csv.DictReader(edges.open())]
    assert len(ids) == len(set(ids)) > 0


def test_a_csv_is_a_pair(graph: Graph, tmp_path: Path) -> None:
    nodes, edges = graph.export(tmp_path / "out.csv")
    assert (nodes.name, edges.name) == ("out-nodes.csv", "out-edges.csv")
    known = {row["id"] for row in csv.DictReader(nodes.open())}
    rows = list(csv.DictReader(edges.open()))
    assert {row["source"] for row in rows} | {row["target"] for row in rows} <= known
    assert all(row["sentence"] for row in rows)


def test_neo4j_has_its_headers(graph: Graph, tmp_path: Path) -> None:
    nodes, edges = graph.export(tmp_path / "out.neo4j.csv")
    assert next(csv.reader(nodes.open()))[:3] == ["id:ID", "label", ":LABEL"]
    assert next(csv.reader(edges.open()))[1:4] == [":START_ID", ":END_ID", ":TYPE"]


@pytest.mark.parametrize("words", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(words: str) -> None:
    assert _cell(words) == f"'{words}"


def test_an_unknown_ending_lists_the_known(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no exporter for this ending.*\.graphml.*\.ttl"):
        graph.export(tmp_path / "out.docx")


def test_every_plugin_loads() -> None:
    expected = {"ttl", "nt", "nq", "trig", "jsonld", "rdf", "graphml", "gexf", "cyjs", "csv", "neo4j.csv"}
    assert expected <= set(plugins.names("extractor.exporters"))
    for name in plugins.names("extractor.exporters"):
        assert callable(plugins.load("extractor.exporters", name))
    with pytest.raises(UsageError, match="no exporter is called 'nothing'"):
        plugins.load("extractor.exporters", "nothing")


def test_rdflib_copies_are_real_and_wrapped_ones_are_not(graph: Graph) -> None:
    copy, view = graph.to_rdflib(), graph.to_rdflib(copy=False)
    assert len(copy) == len(view) == size(graph)
    copy.remove((None, None, None))
    assert len(copy) == 0 < size(graph)
    assert len(list(graph.to_rdflib(dataset=True).quads())) == len(graph.store)  # type: ignore[attr-defined]


def test_the_same_graph_gives_the_same_file(graph: Graph, tmp_path: Path) -> None:
    for ending in plugins.names("extractor.exporters"):
        first = [p.read_bytes() for p in graph.export(tmp_path / f"a.{ending}")]
        again = [p.read_bytes() for p in graph.export(tmp_path / f"a.{ending}")]
        assert first == again

"""The picture file: self-contained, safe, the same for the same graph, honest about what it leaves out."""

import json
import random
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from networkx import MultiDiGraph

from extractor.show import write
from extractor.show.arrange import SPACING, arrange
from extractor.show.condense import condense
from extractor.show.drawing import Drawing, Line
from extractor.show.picture import page
from tests.show.handmade import BASE, Fixed, contested, crowd, edge, node


class Tags(HTMLParser):
    """Every tag with its attributes, and the text of each script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and self.scripts:
            self.scripts[-1] += data


def html_of(graph: "MultiDiGraph[Any]", limit: int = 3000) -> str:
    return page(arrange(condense(graph, limit)))


def payload_of(html: str) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(Tags(html).scripts[0])
    return payload


def line(drawing: Drawing, relation: str, modality: str = "asserted") -> Line:
    return next(one for one in drawing.lines if one.relation == relation and one.modality == modality)


def short(iri: str) -> str:
    return iri.removeprefix(BASE)


def test_the_file_loads_nothing() -> None:
    html = html_of(contested())
    loading = {"src", "href", "action", "poster", "srcset", "manifest", "background", "formaction"}
    assert [(tag, a) for tag, a in Tags(html).tags if loading & set(a) or tag in {"link", "iframe", "object"}] == []
    assert "@import" not in html
    assert "url(" not in html
    assert set(re.findall(r"https?://[^\"'\\\s]+", html)) - {a["url"] for a in payload_of(html)["articles"]} == {
        iri for iri in re.findall(r"https?://[^\"'\\\s]+", html) if iri.startswith(BASE)
    }


def test_only_our_script_may_run() -> None:
    html = html_of(contested())
    policy = next(a["content"] or "" for tag, a in Tags(html).tags if a.get("http-equiv"))
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'", policy)
    assert not [a for _, a in Tags(html).tags if any(name.startswith("on") or name == "style" for name in a)]


@pytest.mark.parametrize(
    "hostile",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>&lt;\u2028\u2029",
        "{{script}} {{payload}}",
        "\\u003c\"'`${1}",
    ],
)
def test_hostile_text_cannot_leave_the_payload(hostile: str) -> None:
    graph = contested()
    before = [tag for tag, _ in Tags(html_of(graph)).tags]
    node(graph, "org/evil", "Organization", hostile)
    edge(graph, "incident/i1", "victim", "org/evil", hostile, url=hostile, article=hostile)
    html = html_of(graph)
    assert [tag for tag, _ in Tags(html).tags] == before
    payload = payload_of(html)
    assert hostile in payload["sentences"]
    assert hostile in [dot["label"] for dot in payload["dots"]]
    assert "<" not in Tags(html).scripts[0]


def test_only_web_addresses_become_links() -> None:
    graph = contested()
    edge(graph, "incident/i1", "victim", "org/ssscip", url="javascript:alert(1)", article="An odd page")
    articles = payload_of(html_of(graph))["articles"]
    assert {"published": "2022-07-06", "publisher": "", "title": "An odd page", "url": ""} in articles


def test_a_lone_surrogate_does_not_stop_it(tmp_path: Path) -> None:
    graph = contested()
    edge(graph, "incident/i1", "victim", "org/ssscip", "half a \ud83d letter")
    write(Fixed(graph), tmp_path / "graph.html")
    assert b"half a ? letter" in (tmp_path / "graph.html").read_bytes()


def test_same_graph_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 2)):
        write(Fixed(shuffled(crowd(300), seed)), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def shuffled(graph: "MultiDiGraph[Any]", seed: int) -> "MultiDiGraph[Any]":
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(data=True))
    order = random.Random(seed)  # noqa: S311 - an order, no secret
    order.shuffle(nodes)
    order.shuffle(edges)
    mixed: MultiDiGraph[Any] = MultiDiGraph()
    mixed.add_nodes_from(nodes)
    mixed.add_edges_from(edges)
    return mixed


def test_offices_and_attributions_become_lines() -> None:
    drawing = condense(contested(), 3000)
    assert {dot.category for dot in drawing.dots} & {"Position", "Attribution", "Article"} == set()
    office = line(drawing, "position")
    assert (short(office.source), office.label, short(office.target)) == (
        "person/viktor-hrynko",
        "deputy head",
        "org/ssscip",
    )
    blame, denial, own = (line(drawing, "attribution", m) for m in ("asserted", "denied", "claimed"))
    assert (short(blame.source), blame.label, short(blame.target)) == ("org/ssscip", "blames", "actor/sandworm")
    assert (short(denial.source), denial.label, short(denial.target)) == ("org/embassy", "denies", "country/RU")
    assert (short(own.source), own.label, short(own.target)) == ("actor/xaknet", "claims", "incident/i1")


def test_a_response_with_two_ends_becomes_a_line_and_one_without_stays() -> None:
    graph = contested()
    for key in ("r1", "r2"):
        node(graph, f"response/{key}", "Response", "SSSCIP: advisory", kind="advisory or alert")
        edge(graph, f"response/{key}", "responder", "org/ssscip")
    edge(graph, "response/r1", "respondsTo", "incident/i1")
    drawing = condense(graph, 3000)
    advisory = line(drawing, "response")
    assert (short(advisory.source), advisory.label, short(advisory.target)) == (
        "org/ssscip",
        "advisory or alert",
        "incident/i1",
    )
    assert [short(dot.id) for dot in drawing.dots if dot.category == "Response"] == ["response/r2"]


def test_rival_versions_stay_two_lines_and_repeated_ones_become_one() -> None:
    graph = contested()
    edge(graph, "incident/i1", "attributedTo", "country/RU", "So does the ministry.", article="Another", confidence=0.6)
    drawing = condense(graph, 3000)
    assert len(line(drawing, "attributedTo").voices) == 2
    assert [v.sentence for v in line(drawing, "attributedTo", "denied").voices] == ["The embassy denied it."]


def test_the_most_connected_are_kept_and_the_page_says_how_many() -> None:
    graph = crowd(400)
    drawing = condense(graph, 100)
    everything = condense(graph, 10_000)
    assert len(drawing.dots) == 100
    assert drawing.total == len(everything.dots) == everything.total > 300
    assert min(d.weight for d in drawing.dots) >= sorted((d.weight for d in everything.dots), reverse=True)[99]
    assert payload_of(html_of(graph, limit=100))["total"] == drawing.total


def test_no_two_dots_in_one_place() -> None:
    dots = arrange(condense(crowd(400), 3000)).dots
    near = [
        (a.id, b.id)
        for i, a in enumerate(dots)
        for b in dots[i + 1 :]
        if abs(a.x - b.x) < SPACING / 5 and abs(a.y - b.y) < SPACING / 5
    ]
    assert len(near) <= len(dots) // 50


def test_an_empty_graph_has_a_picture_too(tmp_path: Path) -> None:
    drawing = write(Fixed(MultiDiGraph()), tmp_path / "graph.html")
    assert (drawing.dots, drawing.lines, drawing.total) == ((), (), 0)
    assert "<canvas" in (tmp_path / "graph.html").read_text(encoding="utf-8")

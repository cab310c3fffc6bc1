import csv
import json

import pytest
import rdflib
from rich.console import Console

from extractor.ask.graph import Graph
from extractor.ask.render import FORMATS, render, table
from extractor.problems import UsageError


def test_a_table_shows_the_sentence(graph: Graph) -> None:
    drawn, count = table(graph.query("cooperation"), graph.base)
    console = Console(width=200, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    console.print(drawn)
    assert count == 1
    assert "put their names to a memorandum" in console.export_text()


def test_markup_in_an_article_is_shown_as_it_is(graph: Graph) -> None:
    drawn, _ = table(graph.query('SELECT ("[red]x[/red]" AS ?a) {}'))
    console = Console(width=80, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    console.print(drawn)
    assert "[red]x[/red]" in console.export_text()


def test_csv_and_tsv(graph: Graph) -> None:
    rows = list(csv.reader(render(graph.query("aliases"), "csv").decode().splitlines()))
    assert rows[0] == ["actor", "alias", "attack_id"]
    assert ["Sandworm", "Sandworm Team", "G0034"] in rows
    assert render(graph.query("aliases"), "tsv").decode().startswith("?actor\t?alias\t?attack_id")


def test_json_is_the_standard_form(graph: Graph) -> None:
    document = json.loads(render(graph.query("aliases"), "json"))
    assert document["head"]["vars"] == ["actor", "alias", "attack_id"]
    assert document["results"]["bindings"]
    assert json.loads(render(graph.query("ASK { ?s a ck:ThreatActor }"), "json"))["boolean"] is True


def test_a_construct_is_a_graph(graph: Graph) -> None:
    found = rdflib.Graph().parse(render(graph.query("neighbourhood"), "ttl"), format="turtle")
    assert len(found) == len(list(graph.query("neighbourhood")))
    assert render(graph.query("neighbourhood"), "csv").decode().startswith("subject,predicate,object\n")
    assert table(graph.query("neighbourhood"))[1] == len(found)


def test_what_does_not_fit_says_what_does(graph: Graph) -> None:
    with pytest.raises(UsageError, match="has no format ttl: take"):
        render(graph.query("aliases"), "ttl")
    with pytest.raises(UsageError, match="no format 'xls'"):
        render(graph.query("aliases"), "xls")
    assert "table" in FORMATS


def test_rows_as_python(graph: Graph) -> None:
    assert next(graph.query("review").dicts())["confidence"] == 0.7
    frame = graph.query("aliases").to_pandas()
    assert list(frame.columns) == ["actor", "alias", "attack_id"]
    assert len(frame) == 3
    row = next(iter(graph.query("aliases")))
    assert row["actor"].value == row[0].value
    assert graph.query("ASK { ?s a ck:ThreatActor }").answer is True

"""`query`: by name, by file, by SPARQL; every format; and what is wrong with a question."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program

COUNT = "SELECT (COUNT(?i) AS ?n) WHERE { ?i a ck:CyberIncident }"


def test_a_named_question_shows_the_sentence(program: Program, graph: Path) -> None:
    done = program("query", "--graph", graph, "incidents", COLUMNS="300")
    assert done.returncode == 0, done.stderr
    assert "Tolbrück Clinic" in done.stdout
    assert "hit by a ransomware attack" in " ".join(done.stdout.split())


def test_list_names_every_question(program: Program) -> None:
    done = program("query", "--list")
    assert done.returncode == 0
    for name in ("incidents", "attributions", "agreements", "victims"):
        assert f"{name} " in done.stdout


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_separated_values(program: Program, graph: Path, form: str) -> None:
    done = program("query", "--graph", graph, COUNT, "--format", form)
    rows = [*csv.reader(io.StringIO(done.stdout), delimiter="," if form == "csv" else "\t")]
    assert [cell.lstrip("?") for cell in rows[0]] == ["n"]
    assert rows[1][0] == "1"


def test_json_is_the_w3c_form(program: Program, graph: Path) -> None:
    answer = json.loads(program("query", "--graph", graph, COUNT, "--format", "json").stdout)
    assert answer["results"]["bindings"][0]["n"]["value"] == "1"


def test_turtle_of_a_construct(program: Program, graph: Path, tmp_path: Path) -> None:
    question = tmp_path / "labels.rq"
    question.write_text("CONSTRUCT { ?i rdfs:label ?l } WHERE { ?i a ck:CyberIncident ; rdfs:label ?l }")
    done = program("query", "--graph", graph, question, "--format", "ttl", "-o", tmp_path / "labels.ttl")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "rdfs:label" in (tmp_path / "labels.ttl").read_text()


def test_parameters_change_the_answer(program: Program, graph: Path) -> None:
    hit = program("query", "--graph", graph, "agreements", "-p", "agency=no such agency", "--format", "csv")
    assert hit.returncode == 0, hit.stderr
    assert len(hit.stdout.splitlines()) == 1


def test_a_table_says_what_was_asked_with(program: Program, graph: Path) -> None:
    done = program("query", "--graph", graph, "agreements", "-p", "agency=BSI")
    assert "agency = BSI\n" in done.stdout
    assert done.stderr == "0 rows; --param agency=... asks with another value\n"
    assert "country = UA, since = 2022-01-01" in program("query", "--graph", graph, "victims").stdout


def test_a_table_is_written_to_a_file(program: Program, graph: Path, tmp_path: Path) -> None:
    done = program("query", "--graph", graph, COUNT, "-o", tmp_path / "new" / "count.txt")
    assert done.returncode == 0, done.stderr
    assert (done.stdout, done.stderr) == ("", "1 row\n")
    assert "│ 1" in (tmp_path / "new" / "count.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (["SELECT ?s WHERE { ?s ?p"], 5, "not valid SPARQL at line 1"),
        (["incidnts"], 5, "did you mean incidents"),
        (["SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"], 5, "SERVICE is refused"),
        (["victims", "--param", "planet=Mars"], 5, "has no parameter 'planet'"),
        (["victims", "--param", "country"], 2, "write NAME=VALUE"),
        ([], 2, "say what to ask"),
        (["no-such-file.rq"], 5, "no-such-file.rq cannot be read: no such file or directory"),
    ],
)
def test_a_wrong_question_is_one_clear_line(
    program: Program, graph: Path, words: list[str], code: int, complaint: str
) -> None:
    done = program("query", "--graph", graph, *words)
    assert done.returncode == code
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert complaint in done.stderr


def test_an_unknown_format_lists_those_there_are(program: Program, graph: Path) -> None:
    done = program("query", "--graph", graph, "incidents", "--format", "xls")
    assert done.returncode == 2
    assert "table" in done.stderr


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "trig", "jsonld", "rdf", "graphml", "gexf", "cyjs", "csv"])
def test_every_export_is_written(program: Program, graph: Path, tmp_path: Path, ending: str) -> None:
    done = program("export", "--graph", graph, tmp_path / f"graph.{ending}")
    assert done.returncode == 0, done.stderr
    written = [Path(line.removeprefix("wrote ")) for line in done.stderr.splitlines()]
    assert len(written) == (2 if ending == "csv" else 1)
    assert all(path.stat().st_size for path in written)


def test_an_unknown_ending_lists_those_there_are(program: Program, graph: Path, tmp_path: Path) -> None:
    done = program("export", "--graph", graph, tmp_path / "graph.docx")
    assert done.returncode == 2
    assert ".ttl" in done.stderr

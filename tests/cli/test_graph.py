"""`build` and what is done with the folder: report, repetition, removal, exports, pictures."""

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import AGREEMENT, Program


def _quads(program: Program, graph: Path, target: Path) -> bytes:
    done = program("export", "--graph", graph, target)
    assert done.returncode == 0, done.stderr
    return target.read_bytes()


def test_the_run_report_counts_every_input(graph: Path, archive: Path) -> None:
    report = json.loads((graph / "runs/0001.json").read_text())
    assert {r["input"]: r["outcome"] for r in report["records"]} == {
        str(archive / "agreement.txt"): "done",
        str(archive / "budget.xlsx"): "skipped",
        str(archive / "hospital.html"): "done",
    }
    assert report["inputs"] == report["done"] + report["skipped"] + report["failed"] == 3
    assert report["counts"]["agreements"] == 1
    assert report["counts"]["incidents"] == 1
    assert report["counts"]["claims"] > 5
    assert all(record["reason"] for record in report["records"] if record["outcome"] != "done")


def test_the_same_inputs_again_change_nothing(program: Program, archive: Path, graph: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(graph, tmp_path / "graph")
    before = _quads(program, copy, tmp_path / "before.nq")
    done = program("build", archive, "--graph", copy)
    assert done.returncode == 0
    assert done.stdout.count("unchanged") == 2
    assert _quads(program, copy, tmp_path / "after.nq") == before


def test_two_builds_are_the_same_to_the_byte(program: Program, archive: Path, graph: Path, tmp_path: Path) -> None:
    program("build", archive / "hospital.html", archive / "agreement.txt", "--graph", tmp_path / "graph")
    assert _quads(program, tmp_path / "graph", tmp_path / "a.nq") == _quads(program, graph, tmp_path / "b.nq")


def test_stages_end_in_the_same_graph(program: Program, archive: Path, graph: Path, tmp_path: Path) -> None:
    documents = program("extract", archive, "--quiet").stdout
    done = program("build", "--results", "-", "--graph", tmp_path / "graph", stdin=documents)
    assert done.returncode == 0, done.stderr
    assert _quads(program, tmp_path / "graph", tmp_path / "a.nq") == _quads(program, graph, tmp_path / "b.nq")


def test_remove_is_exact(program: Program, archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    program("build", archive / "agreement.txt", "--graph", folder)
    before = _quads(program, folder, tmp_path / "before.nq")
    program("build", archive / "hospital.html", "--graph", folder)
    done = program("remove", "--graph", folder, "hospital")
    assert done.returncode == 0, done.stderr
    assert "Ransomware closes wards" in done.stderr
    assert _quads(program, folder, tmp_path / "after.nq") == before


def test_removing_what_is_not_there_says_so(program: Program, graph: Path) -> None:
    done = program("remove", "--graph", graph, "nowhere")
    assert done.returncode == 4
    assert done.stderr.startswith("error: no article 'nowhere'")


def test_one_article_twice_in_a_run_is_remarked(program: Program, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(AGREEMENT, encoding="utf-8")
    done = program("build", archive / "agreement.txt", tmp_path / "copy.txt", "--graph", tmp_path / "graph")
    assert done.returncode == 0
    assert "the same article as" in done.stdout


def test_show_writes_one_page_without_addresses_to_load(program: Program, graph: Path, tmp_path: Path) -> None:
    done = program("show", "--graph", graph, tmp_path / "deep" / "graph.html")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "deep" / "graph.html").read_text(encoding="utf-8")
    assert "LockBit" in page
    assert not any(word in page for word in ("<script src", "<link", "@import", "fetch("))


def test_check_finds_nothing_wrong(program: Program, graph: Path) -> None:
    done = program("check", "--graph", graph)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "CyberIncident" in done.stdout


def test_check_finds_a_lost_document(program: Program, graph: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(graph, tmp_path / "graph")
    next((copy / "results").glob("*/*.json")).unlink()
    done = program("check", "--graph", copy)
    assert done.returncode == 4
    assert "has no result document" in done.stdout


@pytest.mark.parametrize("command", ["query", "export", "check", "remove", "show"])
def test_no_graph_folder_is_one_clear_line(program: Program, tmp_path: Path, command: str) -> None:
    words = {"query": "incidents", "export": tmp_path / "x.ttl", "remove": "x", "show": tmp_path / "x.html"}
    argument = [words[command]] if command in words else []
    done = program(command, "--graph", tmp_path / "none", *argument)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert "is no graph folder" in done.stderr


def test_a_folder_of_another_version_is_left_alone(program: Program, graph: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(graph, tmp_path / "graph")
    (copy / "graph.json").write_text('{"format": 99, "base": "https://w3id.org/cyberkg/id/"}')
    done = program("build", "--graph", copy, tmp_path)
    assert done.returncode == 4
    assert "format 99" in done.stderr


def test_a_folder_without_articles_fails(program: Program, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = program("build", tmp_path / "in", "--graph", tmp_path / "graph")
    assert done.returncode == 3
    assert "no articles in this folder" in done.stdout


def test_ctrl_c_keeps_what_was_done(tmp_path: Path, program: Program) -> None:
    feed, folder = tmp_path / "feed.jsonl", tmp_path / "graph"
    rows = (json.dumps({"id": f"n{n}", "text": f"{AGREEMENT}\n\nEdition {n}."}) for n in range(2000))
    feed.write_text("\n".join(rows), encoding="utf-8")
    command = [sys.executable, "-m", "extractor", "build", str(feed), "--graph", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        for _ in range(600):
            if len([*folder.glob("results/*/*.json")]) >= 3:
                break
            time.sleep(0.1)
        child.send_signal(signal.SIGINT)
        _, complaint = child.communicate(timeout=60)
        assert child.returncode == 130
    assert "interrupted; what was done is kept" in complaint
    report = json.loads((folder / "runs/0001.json").read_text())
    assert report["interrupted"]
    assert 3 <= report["done"] < 2000
    assert program("check", "--graph", folder).returncode == 0


def test_a_store_that_is_gone_is_made_anew(program: Program, graph: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(graph, tmp_path / "graph")
    asked = ("query", "--graph", copy, "incidents", "--format", "csv")
    before = program(*asked)
    shutil.rmtree(copy / "store")
    gone = program(*asked)
    assert gone.returncode == 4
    assert "extractor rebuild --graph" in gone.stderr
    assert program("rebuild", "--graph", copy).returncode == 0
    assert program(*asked).stdout == before.stdout

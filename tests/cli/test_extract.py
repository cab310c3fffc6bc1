"""`extract` and the single stages: result documents, broken inputs, pipes."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import AGREEMENT, Program


def test_documents_follow_the_schema(program: Program, archive: Path, root: Path) -> None:
    done = program("extract", archive / "hospital.html", archive / "agreement.txt", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    schema = json.loads((root / "ontology/result.schema.json").read_text())
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(documents) == 2
    for document in documents:
        jsonschema.validate(document, schema, format_checker=jsonschema.FormatChecker())
    assert documents[0]["report"]["publisher"] == "Lake Courier"


def test_a_broken_line_fails_alone(program: Program, lines: Path) -> None:
    done = program("extract", lines)
    assert done.returncode == 3
    assert [json.loads(line)["report"]["id"] for line in done.stdout.splitlines()] == ["feed-1", "feed-2"]
    assert f"failed: {lines}:2: " in done.stderr
    assert "3 inputs: 2 done, 0 skipped, 1 failed" in done.stderr


def test_text_of_json_lines_is_kept_to_the_character(program: Program) -> None:
    text = "\u201cWe\u00a0were hacked\u201d,  said Acme.\r\n\tNo more \U0001f600 was said. "
    done = program("extract", "-", stdin=json.dumps({"id": "x", "text": text}) + "\n")
    assert json.loads(done.stdout)["report"]["text"] == text


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("empty.html", b"", "file is empty"),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(200), "not text but"),
        ("missing.html", None, "no such file or folder"),
    ],
)
def test_a_bad_input_is_one_line_and_the_rest_is_done(
    program: Program, archive: Path, tmp_path: Path, name: str, content: bytes | None, complaint: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = program("extract", tmp_path / name, archive / "agreement.txt")
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 1
    (complained, _summary) = done.stderr.splitlines()
    assert complained.startswith(f"failed: {tmp_path / name}: ")
    assert complaint in complained


def test_stages_pipe_into_what_extract_writes(program: Program, archive: Path) -> None:
    whole = program("extract", archive / "hospital.html", archive / "agreement.txt").stdout
    piped = program("read", archive / "hospital.html", archive / "agreement.txt").stdout
    for stage in ("annotate", "link", "facts"):
        done = program(stage, stdin=piped)
        assert done.returncode == 0, done.stderr
        piped = done.stdout
    assert piped == whole


def test_a_stage_names_the_line_it_cannot_read(program: Program) -> None:
    done = program("annotate", stdin='{"no": "report"}\n')
    assert done.returncode == 3
    assert done.stderr.startswith("error: standard input:1: not a result document")


def test_an_unknown_model_stops_with_one_line(program: Program, archive: Path) -> None:
    done = program("extract", archive / "agreement.txt", "--model", "no_such_model")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no_such_model" in done.stderr


def test_settings_come_from_the_environment_too(program: Program, archive: Path) -> None:
    done = program("extract", archive / "agreement.txt", EXTRACTOR_MAX_SIZE="10")
    assert done.returncode == 3
    assert "larger than the limit of 10 bytes" in done.stderr
    done = program("extract", archive / "agreement.txt", EXTRACTOR_BASE="https://example.org/kg/")
    assert json.loads(done.stdout)["report"]["iri"].startswith("https://example.org/kg/article/")


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_reader_that_stops_ends_it_quietly(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    rows = (json.dumps({"id": f"n{n}", "text": AGREEMENT + " " * n}) for n in range(300))
    feed.write_text("\n".join(rows), encoding="utf-8")
    command = [sys.executable, "-m", "extractor", "extract", "--quiet", str(feed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stderr
        assert json.loads(child.stdout.readline())["report"]["id"] == "n0"
        child.stdout.close()
        assert child.stderr.read() == ""
        assert child.wait(timeout=60) == 0


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_stops_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extractor", "extract", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, cwd=tmp_path, stdin=pipe, stdout=pipe, stderr=pipe) as child:
        assert child.stderr
        try:
            child.wait(timeout=2)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGINT)
        assert child.wait(timeout=20) == 130
        assert child.stderr.read() == ""

"""A small archive in the project's own words, and the program as a user runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Program = Callable[..., "subprocess.CompletedProcess[str]"]

HOSPITAL = """<!doctype html><html lang="en"><head><title>Ransomware closes wards in Lindau valley</title>
<meta property="og:site_name" content="Lake Courier"><meta property="article:published_time" content="2023-05-11">
</head><body><article><h1>Ransomware closes wards in Lindau valley</h1>
<p>The Tolbrück Clinic, a German hospital, was hit by a ransomware attack on 9 May 2023, its director Marta Feld said.
Surgeons cancelled forty operations while technicians rebuilt the patient records from tape.</p>
<p>Germany's Federal Office for Information Security (BSI) blamed the LockBit group for the attack. The BSI has sent two
analysts to the clinic, and the regional police have opened an inquiry into the theft of patient files.</p>
</article></body></html>"""

AGREEMENT = """Poland and Lithuania sign cyber pact

Warsaw, 3 March 2022 - The Polish Ministry of Digital Affairs and the National Cyber Security Centre of Lithuania signed
a memorandum of understanding on Thursday. The two bodies will share indicators of attacks and train together.

"We have waited long for this," said Jonas Petrauskas, director of the National Cyber Security Centre of Lithuania."""


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles and one file that is none."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "hospital.html").write_text(HOSPITAL, encoding="utf-8")
    (folder / "agreement.txt").write_text(AGREEMENT, encoding="utf-8")
    (folder / "budget.xlsx").write_bytes(b"PK\x03\x04 no article")
    return folder


@pytest.fixture(scope="session")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three lines of JSONL, the middle one broken."""
    path = tmp_path_factory.mktemp("lines") / "feed.jsonl"
    good = [json.dumps({"doc_id": f"feed-{n}", "text": AGREEMENT + f"\n\nEdition {n}."}) for n in (1, 2)]
    path.write_text("\n".join([good[0], '{"doc_id": "broken", "text": ', good[1]]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def program() -> Program:
    """`program("extract", "a.html", stdin=...)`: the finished process, its output as text."""

    def run(*words: str | Path, stdin: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "extractor", *map(str, words)],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "COLUMNS": "120", **environment},
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def graph(program: Program, archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder built from the archive, for tests that only read it."""
    folder = tmp_path_factory.mktemp("built") / "graph"
    done = program("build", archive, "--graph", folder)
    assert done.returncode == 0, done.stderr
    return folder

"""A small archive in the project's own words, and the program as a user runs it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from extractor.__main__ import main


@dataclass(frozen=True, slots=True)
class Finished:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Program = Callable[..., Finished]

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
    """`program("extract", "a.html", stdin=...)`: what came of the command, run in this process to load models once."""

    def run(*words: str | Path, stdin: str = "", **environment: str) -> Finished:
        out, err = _stream(), _stream()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.argv", ["extractor", *map(str, words)])
            for name, stream in (("stdin", _stream(stdin)), ("stdout", out), ("stderr", err)):
                patch.setattr(f"sys.{name}", stream)
            for name, value in {"COLUMNS": "120", **environment}.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        return Finished(int(ended.value.code or 0), _text(out), _text(err))

    return run


def _stream(text: str = "") -> TextIOWrapper:
    return TextIOWrapper(BytesIO(text.encode()), encoding="utf-8", newline="", write_through=True)


def _text(stream: TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


@pytest.fixture(scope="session")
def graph(program: Program, archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder built from the archive, for tests that only read it."""
    folder = tmp_path_factory.mktemp("built") / "graph"
    done = program("build", archive, "--graph", folder)
    assert done.returncode == 0, done.stderr
    return folder

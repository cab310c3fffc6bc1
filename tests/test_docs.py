"""What README.md shows is run: its commands, its Python, its query and that query's answer."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import Graph

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
EXTRACTOR = str(Path(sys.executable).with_name("extractor"))


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.M | re.S)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a newcomer has it after the README's commands."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "samples").symlink_to(ROOT / "samples")
    for block in blocks("console"):
        for command, expected in re.findall(r"^\$ extractor (.*)\n((?:(?!\$ ).*\n)*)", block, re.M):
            done = subprocess.run(
                [EXTRACTOR, *shlex.split(command)], cwd=folder, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"extractor {command}: {done.stderr}"
            for line in expected.splitlines():
                assert line in done.stdout + done.stderr, f"extractor {command} does not print {line!r}"
    return folder


def test_commands_do_what_the_readme_says(place: Path) -> None:
    assert (place / "demo" / "graph.gexf").stat().st_size > 1000


def test_query_has_the_answer_that_the_readme_shows(place: Path) -> None:
    (query,) = blocks("sparql")
    table = re.search(r"^\|.*\|\n\|[-|]+\|\n((?:\|.*\|\n)+)", README[README.index(query) :], re.M)
    assert table
    shown = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in table[1].splitlines()]
    with Graph.open(place / "demo" / "graph") as graph:
        assert [tuple(str(value) for value in row) for row in graph.query(query).tuples()] == shown


def test_python_runs(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - the project's own document


def test_links_lead_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]


def test_every_command_and_exporter_is_named() -> None:
    from importlib.metadata import entry_points

    from typer.main import get_command

    from extractor.cli import app

    for name in (*get_command(app).commands, *(e.name for e in entry_points(group="extractor.exporters"))):  # type: ignore[attr-defined]
        assert re.search(rf"\b{re.escape(name)}\b", README), f"README.md does not name {name}"

"""A page, a feed and files whose words try to get out: of a terminal's line, a table, a script, a triple, a cell."""

import csv
import html
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import RdfFormat, parse

from tests.acquire.crawl.web import Answer, Web, serving
from tests.cli.conftest import AGREEMENT, Program

HOST = ("--resolve", "news.example=127.0.0.1", "--delay", "0", "--contact", "desk@news.example")
EVIL = (
    "</script><script>alert(1)</script> [/b] [red]x \x1b[2J\x07 \" . <http://e.example/s> '''\\ \\u0022 "
    "=HYPERLINK(1) <img src=x onerror=alert(2)>"
)
TITLE = f"=1+1 {EVIL}"
PAGE = f"""<!doctype html><html lang="en"><head><title>{html.escape(TITLE)}</title>
<meta property="og:site_name" content="{html.escape(TITLE)}"><meta name="author" content="{html.escape(EVIL)}">
<meta property="article:published_time" content="2023-05-11"></head><body><article><h1>{html.escape(TITLE)}</h1>
<p>The Tolbrück Clinic, a German hospital, was hit by a ransomware attack on 9 May 2023, its director Marta Feld said.
“{html.escape(EVIL)} is what the screens of the Tolbrück Clinic showed,” she said.</p>
<p>Germany's Federal Office for Information Security (BSI) blamed the LockBit group for the attack. The BSI has sent
two analysts to the clinic, and {html.escape(EVIL)} was hit by ransomware as well, said Marta Feld.</p>
</article></body></html>"""


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as found:
        yield found


@pytest.fixture
def feed(web: Web) -> str:
    """A feed that names the page; JSON can say what XML must not."""
    url = web.put("news.example", "/story?id=[/red]", Answer(PAGE.encode(), headers={"Content-Type": "text/html"}))
    items = [{"url": url, "title": TITLE, "date_published": "2023-05-11"}]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    return web.put("news.example", "/feed.json", body)


def harmless(*streams: str) -> bool:
    return not any(c for stream in streams for c in stream if not c.isprintable() and c not in "\n\t")


def test_titles_and_addresses_on_the_terminal(program: Program, feed: str, web: Web) -> None:
    done = program("fetch", feed, "--dry-run", *HOST)
    assert done.returncode == 0, done.stderr
    assert harmless(done.stdout, done.stderr)
    assert all(word in done.stdout for word in ("[/b]", "[red]x", "?[2J?"))
    web.put("news.example", "/story?id=[/red]", Answer(status=404))
    done = program("fetch", web.url("news.example", "/story?id=[/red]"), "-a", "x", "--dry-run", *HOST)
    assert "[/red]" in done.stdout + done.stderr


def test_what_is_written_is_what_was_said(program: Program, feed: str, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    assert program("fetch", feed, "-a", tmp_path / "news", *HOST).returncode == 0
    done = program("build", tmp_path / "news", "--graph", graph)
    assert done.returncode == 0, done.stderr
    assert harmless(done.stdout, done.stderr)
    for ending in ("ttl", "nt", "rdf", "trig", "csv", "graphml", "cyjs"):
        assert program("export", "--graph", graph, tmp_path / f"out.{ending}").returncode == 0
    triples = {line for line in (tmp_path / "out.nt").read_text("utf-8").splitlines() if "alert(1)" in line}
    assert triples
    counts = {
        len(list(parse(path=tmp_path / f"out.{ending}", format=form)))
        for ending, form in (("ttl", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES), ("rdf", RdfFormat.RDF_XML))
    }
    assert len(counts) == 1
    subjects = {str(t.subject) for t in parse(path=tmp_path / "out.nt", format=RdfFormat.N_TRIPLES)}
    assert not [name for name in subjects if "e.example/s" in name]
    with (tmp_path / "out-nodes.csv").open(encoding="utf-8", newline="") as file:
        assert len({len(row) for row in csv.reader(file)}) == 1
    assert nx.read_graphml(tmp_path / "out.graphml")
    assert json.loads((tmp_path / "out.cyjs").read_text("utf-8"))


def test_the_picture_runs_no_words_of_a_page(program: Program, feed: str, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    program("fetch", feed, "-a", tmp_path / "news", "--quiet", *HOST)
    program("build", tmp_path / "news", "--graph", graph, "--quiet")
    assert program("show", "--graph", graph, tmp_path / "picture.html").returncode == 0
    shown = (tmp_path / "picture.html").read_text("utf-8")
    assert "alert(1)" in shown
    assert not re.search(r"<script>alert|<img src=x|</script><script>alert", shown)


def test_names_of_files_and_members(program: Program, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a[red].zip", "w") as archive:
        archive.writestr("x\x1b[2J[/red].txt", AGREEMENT)
        archive.writestr("y\r\nfailed: nothing.txt", "")
    (tmp_path / "c\x1b[2J[i].txt").write_bytes(b"\0\1\2" * 50)
    done = program("build", tmp_path, "--graph", tmp_path / "graph")
    assert done.returncode == 3
    assert harmless(done.stdout, done.stderr)
    assert "x?[2J[/red].txt" in done.stdout.replace("\n", "").replace(" ", "")

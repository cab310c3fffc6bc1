"""`extractor sites check` against a real server: a healthy site, and one that changed its pages and its lists."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest

from extractor import plugins
from extractor.acquire import sites
from extractor.acquire.sites import Expects, Layout, Matching, generic
from tests.acquire.crawl.web import Answer, Web, serving
from tests.acquire.sites.frozen import BODY, TITLE
from tests.cli.conftest import Program, program

__all__ = ["program"]

PAGE = """<html><head><title>{title}</title></head><body><h1 class="head">{title}</h1><p class="who">By Tessa Quill</p>
<time datetime="2025-05-07">May</time><div class="{kind}">{body}</div></body></html>"""


class Healthy(Matching):
    """A site as it was described."""

    name = "healthy"
    hosts: tuple[str, ...] = ("healthy.example",)
    starts: tuple[str, ...] = ("http://{host}:{port}/latest", "http://{host}:{port}/feed")
    port = 0
    path = r"/stories/[^/]+"
    expects = Expects(links=2)
    layouts = (Layout("", ".head", "time", ".who", ".story"),)

    def __init__(self) -> None:
        self.starts = tuple(start.format(host=self.hosts[0], port=self.port) for start in self.starts)


class Changed(Healthy):
    """A site that moved on."""

    name = "changed"
    hosts = ("changed.example",)


class Gone(Healthy):
    """A site that is no more."""

    name = "gone"
    hosts = ("gone.example",)


class Drawn(Healthy):
    """A site whose pages a browser draws."""

    name = "drawn"
    hosts = ("drawn.example",)
    expects = Expects(links=1, fields=(), lacks="its pages hold no text")


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    found = {
        kind.name: EntryPoint(kind.name, f"{__name__}:{kind.__name__}", sites.GROUP)
        for kind in (Healthy, Changed, Gone, Drawn)
    }
    found["generic"] = EntryPoint("generic", f"{sites.__name__}.generic:AnyHost", sites.GROUP)
    monkeypatch.setattr(plugins, "_points", lambda group: found if group == sites.GROUP else {})
    with serving() as web:
        monkeypatch.setattr(Healthy, "port", web.port)
        yield web


def put(web: Web, host: str, kind: str, count: int) -> None:
    paths = [f"/stories/{n}" for n in range(count)]
    for path in paths:
        web.put(host, path, PAGE.format(title=TITLE, kind=kind, body=BODY))
    web.put(host, "/latest", "".join(f'<a href="{path}">x</a>' for path in paths) + '<a href="/about">y</a>')
    web.feed(host, "/feed", [web.url(host, path) for path in paths])


def options(*hosts: str) -> list[str]:
    return ["--delay", "0", *(word for host in hosts for word in ("--resolve", f"{host}=127.0.0.1"))]


def test_a_healthy_and_a_broken_site(web: Web, program: Program) -> None:
    put(web, "healthy.example", "story", 3)
    put(web, "changed.example", "new-story", 1)
    unsigned = PAGE.format(title=TITLE, kind="new-story", body=BODY).replace("By Tessa Quill", "")
    web.put("changed.example", "/stories/0", unsigned)
    web.put("changed.example", "/feed", Answer(status=404))
    done = program("sites", "check", "healthy", "changed", *options("healthy.example", "changed.example"))
    told = done.stdout.replace(f":{web.port}", "")
    assert done.returncode == 3
    assert told.splitlines() == [
        "ok     healthy: 6 articles listed; http://healthy.example/stories/0",
        "FAILS  changed: 1 articles listed; http://changed.example/stories/0",
        "       - http://changed.example/latest: lists 1 articles, at least 2 expected",
        "       - http://changed.example/feed: the server answers 404 Not Found",
        "       - http://changed.example/stories/0: no authors is found",
        "       - http://changed.example/stories/0: none of its layouts fits, the newest since the first day",
    ]
    assert "1 of 2 sites no longer yield what they should: changed" in done.stderr
    assert web.counts["/stories/0"] == 2  # one article a site
    assert not web.counts["/stories/1"]
    assert next(asked.path for asked in web.asked if asked.host == "healthy.example") == "/robots.txt"


def test_a_healthy_site_alone_and_one_that_forbids(web: Web, program: Program) -> None:
    put(web, "healthy.example", "story", 2)
    done = program("sites", "check", "healthy", *options("healthy.example"))
    assert (done.returncode, done.stderr) == (0, "")
    asked = web.counts
    web.put("gone.example", "/robots.txt", "User-agent: *\nDisallow: /")
    done = program("sites", "check", "gone", *options("gone.example"))
    assert done.returncode == 3
    assert "gone: 0 articles listed; no article" in done.stdout
    assert "robots.txt" in done.stdout
    assert web.counts == asked


def test_what_cannot_be_had_without_a_browser_is_said(web: Web, program: Program) -> None:
    put(web, "drawn.example", "story", 2)
    done = program("sites", "check", "drawn", *options("drawn.example"))
    assert done.stdout.splitlines() == [
        "ok     drawn: 4 articles listed; no page is read",
        "       note: its pages hold no text",
    ]
    assert not web.counts["/stories/0"]
    assert "drawn: its pages hold no text" in program("sites").stdout


def test_a_host_by_its_name_and_generic_by_itself(web: Web, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generic, "HOME", f"http://{{host}}:{web.port}/")
    web.put("any.example", "/", '<nav><a href="/news/">News</a><a href="/tag/none">a list that is gone</a></nav>')
    web.put("any.example", "/news/", '<a href="/news/waterworks-by-hand-again">x</a>')
    page = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{BODY}</article></body></html>"
    web.put("any.example", "/news/waterworks-by-hand-again", page)
    done = program("sites", "check", "any.example", *options("any.example"))
    assert done.returncode == 0, done.stdout
    assert "ok     any.example: 1 articles listed" in done.stdout
    assert web.counts["/tag/none"] == 1
    done = program("sites", "check", "generic")
    assert (done.returncode, "stands for any host: name one" in done.stderr) == (2, True)
    every = program("sites", "check", *options("healthy.example", "changed.example", "gone.example", "drawn.example"))
    assert "generic" not in every.stdout + every.stderr


def test_the_list_names_every_site(web: Web, program: Program) -> None:
    done = program("sites")
    assert done.returncode == 0
    for word in (
        "healthy",
        "changed",
        "any host, by its name",
        f"http://gone.example:{web.port}/feed",
        "extractor fetch example.org",
    ):
        assert word in done.stdout
    assert program("sites", "check", "no-such-site").returncode == 2


def test_an_address_is_no_site(program: Program) -> None:
    done = program("sites", "check", "https://post.example/")
    assert done.returncode == 2
    assert "name a site, or a host without http://" in " ".join(done.stderr.split())

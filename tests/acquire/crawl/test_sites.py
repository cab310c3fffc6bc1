"""Sites: a plugin found by its entry point, a host named by the user, and what counts as an article."""

from importlib.metadata import EntryPoint

import pytest
from bs4 import BeautifulSoup

from extractor import plugins
from extractor.acquire import sites
from extractor.acquire.crawl.pages import page_links
from extractor.acquire.crawl.sources import starts
from extractor.acquire.sites import Generic, Site
from extractor.acquire.sites.generic import AnyHost
from extractor.problems import UsageError
from tests.acquire.crawl.archived import pages
from tests.acquire.crawl.conftest import Fetch
from tests.acquire.crawl.courier import Courier
from tests.acquire.crawl.web import Web

LISTING = """<html><head><base href="/stories/"></head><body><nav><a href="/stories/menu">x</a></nav>
<main><a href="one">One</a> <a href="/stories/two?utm_medium=list">Two</a>
<a href="/about">About</a></main></body></html>"""


@pytest.fixture
def courier(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plugin, as an installed package would register it."""
    point = EntryPoint("courier", f"{Courier.__module__}:Courier", sites.GROUP)
    monkeypatch.setattr(plugins, "_points", lambda group: {"courier": point} if group == sites.GROUP else {})
    monkeypatch.setattr(Courier, "port", web.port)


@pytest.mark.usefixtures("courier")
def test_a_site_by_name(web: Web, fetch: Fetch) -> None:
    web.put("courier.example", "/latest", LISTING)
    for path in ("/stories/one", "/stories/two", "/stories/three", "/stories/menu", "/about"):
        web.put("courier.example", path, f"<p>{path}</p>")
    web.feed("courier.example", "/podcast.xml", [web.url("courier.example", "/stories/three")])
    report = fetch("courier")
    assert report.pages == 3
    assert {url.rpartition("/")[2] for url in pages(fetch.folder)} == {"one", "two", "three"}
    assert fetch("courier").pages == 0


@pytest.mark.usefixtures("courier")
def test_rules_that_break_break_one_page(web: Web, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bool:
        raise KeyError("story")

    monkeypatch.setattr(Courier, "is_article", broken)
    web.put("courier.example", "/latest", LISTING)
    web.put("courier.example", "/stories/three", "<p>three</p>")
    web.feed("courier.example", "/podcast.xml", [web.url("courier.example", "/stories/three")])
    report = fetch("courier")
    failed = [(line.url, line.reason) for line in report.lines if line.outcome == "failed"]
    assert failed == [(web.url("courier.example", "/latest"), "cannot be read: unexpected KeyError: 'story'")]
    assert report.pages == 1


def test_words_become_starts() -> None:
    (start,) = starts(["Example.org"])
    assert (start.url, start.role, start.source) == ("https://example.org/", "listing", "example.org")
    (start,) = starts(["HTTP://Example.org:80/a#b"])
    assert (start.url, start.role) == ("http://example.org/a", "source")
    for word in ("no-such-site", "file:///etc/passwd", "http://"):
        with pytest.raises(UsageError):
            list(starts([word]))


@pytest.mark.parametrize(
    ("path", "article"),
    [
        ("/news/port-pays-no-ransom", True),
        ("/2026/05/some_story.html", True),
        ("/2026/05/17/attack", True),
        ("/2026/05/", False),
        ("/about-us", False),
        ("/category/ransomware", False),
        ("/", False),
    ],
)
def test_what_looks_like_an_article(path: str, article: bool) -> None:
    assert Generic().is_article(f"https://any.example{path}") is article
    assert AnyHost("any.example").is_article(f"https://www.any.example{path}") is article
    assert not AnyHost("other.example").is_article(f"https://any.example{path}")


def test_a_host_shows_its_links_and_feeds() -> None:
    body = b"""<link rel="alternate" type="application/rss+xml" href="/feed">
    <a href="/a-b-c">x</a><a href="/a-b-c#y">y</a>"""
    links, feeds, _ = page_links(body, "https://any.example/", AnyHost("any.example"))
    assert [entry.url for entry in links] == ["https://any.example/a-b-c"]
    assert [entry.url for entry in feeds] == ["https://any.example/feed"]
    assert page_links(body, "https://any.example/", Generic())[1:] == ((), ())
    assert isinstance(AnyHost("any.example"), Site)
    assert list(Generic().links(BeautifulSoup("<a>no</a>", "lxml"))) == []

"""Any host by its name: its menus, next pages and feeds, and the sitemaps of robots.txt lead to its articles."""

import pytest

from extractor.acquire.crawl.crawler import Limits
from extractor.acquire.crawl.sources import starts
from extractor.acquire.sites import find, generic
from extractor.acquire.sites.generic import AnyHost
from extractor.problems import UsageError
from tests.acquire.crawl.archived import pages
from tests.acquire.crawl.conftest import Fetch
from tests.acquire.crawl.web import Answer, Web

HOST = "post.example"
HOME = """<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>
<nav><a href="/news/">News</a><a href="/about-us-and-our-team">About</a><a href="/login">Log in</a>
<a href="https://elsewhere.example/news/">More</a></nav>
<main><a href="/news/one-two-three">1</a><a href="/contact">x</a><a href="https://other.example/a-b-c">y</a></main>
</body></html>"""
NEXT = '<a href="/news/story-from-page-{0}">s</a><a rel="next" href="?page={1}">older</a>'


@pytest.fixture
def host(web: Web, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """A site with a home page, a list of ten pages, a feed, and a sitemap index; the articles it leads to."""
    monkeypatch.setattr(generic, "HOME", f"http://{{host}}:{web.port}/")
    web.put(HOST, "/", HOME)
    web.put(HOST, "/news/", NEXT.format(1, 2))
    for number in range(2, 10):
        web.put(HOST, f"/news/?page={number}", NEXT.format(number, number + 1))
    web.put(HOST, "/login", "<p>never asked for</p>")
    found = ["one-two-three", "about-us", *(f"story-from-page-{n}" for n in range(1, 10))]
    urls = {web.put(HOST, f"/news/{name}", f"<p>{name}</p>") for name in found}
    about = web.put(HOST, "/about-us-and-our-team", "<p>It looks like a headline.</p>")
    in_feed = web.put(HOST, "/p/1", "<p>told by the feed</p>")
    web.feed(HOST, "/feed", [in_feed])
    listed = [web.put(HOST, f"/2024/05/{name}-report-{n}", "<p>x</p>") for n, name in enumerate(("old", "new"))]
    for n, url in enumerate(listed):
        web.put(HOST, f"/map{n}.xml", f"<urlset><url><loc>{url}</loc></url><url><loc>{url}.jpg</loc></url></urlset>")
    maps = "".join(
        f"<sitemap><loc>{web.url(HOST, f'/map{n}.xml')}</loc><lastmod>{year}</lastmod></sitemap>"
        for n, year in enumerate(("2019-03-01", "2025-06"))
    )
    web.put(HOST, "/index.xml", f"<sitemapindex>{maps}</sitemapindex>")
    web.put(HOST, "/robots.txt", f"Sitemap: {web.url(HOST, '/index.xml')}\nSitemap: /none\nUser-agent: *\nDisallow:\n")
    return {*urls, about, in_feed, *listed, *(f"{url}.jpg" for url in listed)}


def test_a_host_by_its_name(web: Web, fetch: Fetch, host: set[str]) -> None:
    fetch(HOST)
    found = pages(fetch.folder)
    assert set(found.values()) == {1}
    names = {url.rpartition("/")[2] for url in found}
    assert {"one-two-three", "1", "old-report-0", "new-report-1", "about-us-and-our-team"} <= names
    assert {f"story-from-page-{n}" for n in range(1, 6)} <= names  # as many pages deep as redirects are followed
    assert "story-from-page-9" not in names
    assert {asked.host for asked in web.asked} == {HOST}
    assert not web.counts["/login"] + web.counts["/contact"]
    assert set(found) <= host


def test_the_second_run_asks_every_list_again(web: Web, fetch: Fetch, host: set[str]) -> None:
    fetch(HOST)
    late = web.put(HOST, "/p/2", "<p>told by the feed later</p>")
    web.feed(HOST, "/feed", [late])
    before = web.counts
    report = fetch(HOST)
    assert (report.pages, late in pages(fetch.folder)) == (1, True)
    again = {path for path, count in web.counts.items() if count > before[path]}
    assert {"/", "/feed", "/news/", "/index.xml", "/p/2"} <= again
    assert not {path for path in again if "report" in path or "story" in path}
    assert host


def test_lists_that_are_too_old_or_not_needed_are_left_alone(web: Web, fetch: Fetch, host: set[str]) -> None:
    report = fetch(HOST, limits=Limits(since="2025-06-10"))
    assert "/map1.xml" in web.counts  # 2025-06 may be later than the 10th
    assert "/map0.xml" not in web.counts
    told = {line.url.rpartition("/")[2]: line.reason for line in report.lines if line.outcome == "later"}
    assert told["map0.xml"] == "older than 2025-06-10"
    assert fetch(HOST).pages  # without --since it is read
    assert "/map0.xml" in web.counts
    assert host


def test_a_few_pages_need_few_lists(web: Web, fetch: Fetch, host: set[str]) -> None:
    assert fetch(HOST, limits=Limits(most=2)).pages == 2
    assert "/map0.xml" not in web.counts
    assert host


def test_generic_is_a_site_without_a_host(web: Web) -> None:
    site = find("generic")
    assert isinstance(site, AnyHost)
    assert site.name == "generic"
    with pytest.raises(UsageError, match="'generic' stands for any host: name one"):
        list(starts(["generic"]))
    assert web.port


@pytest.mark.parametrize(
    ("path", "listed"),
    [
        ("/news/", True),
        ("/category/ransomware/", True),
        ("/blog?page=3", True),
        ("/?page=2", True),
        ("/page/2/", True),
        ("/news?sort=asc&page=2", False),
        ("/login", False),
        ("/contact", False),
        ("/shop/cart", False),
        ("/news/a-headline-of-words", False),
    ],
)
def test_what_looks_like_a_list(path: str, listed: bool) -> None:
    assert AnyHost("post.example").is_list(f"https://www.post.example{path}") is listed
    assert not AnyHost("post.example").is_list(f"https://other.example{path}")


def test_a_robots_txt_can_name_sitemaps_of_another_host(
    web: Web, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generic, "HOME", f"http://{{host}}:{web.port}/")
    web.put(HOST, "/", "<p>nothing</p>")
    url = web.put(HOST, "/a/headline-of-three-words", "<p>x</p>")
    where = web.put("maps.example", "/m.xml", Answer(f"<urlset><url><loc>{url}</loc></url></urlset>".encode()))
    web.put(HOST, "/robots.txt", f"sitemap: {where}")
    assert fetch(HOST).pages == 1

"""`--refresh`: known pages are asked again whether they have changed, and nothing that was archived is lost."""

import sqlite3
from contextlib import closing

import pytest

from extractor.acquire import pages as read_pages
from extractor.acquire.crawl.crawler import Limits
from extractor.model import Page
from extractor.settings import Settings
from tests.acquire.crawl.archived import pages, records
from tests.acquire.crawl.conftest import Fetch, Outcomes
from tests.acquire.crawl.web import Answer, Asked, Web

AGAIN = Limits(refresh=True)


def versioned(web: Web, path: str, *, tag: str = "", stamp: str = "") -> tuple[str, list[str]]:
    """A page whose last word in the list is its text, served under the conditions it was asked for."""
    texts = ["<p>first</p>"]

    def page(asked: Asked) -> Answer:
        etag = f'"{len(texts)}"' if tag else ""
        told = {name: value for name, value in (("ETag", etag), ("Last-Modified", stamp)) if value}
        if (etag and asked.headers.get("If-None-Match") == etag) or (
            stamp and not tag and asked.headers.get("If-Modified-Since") == stamp
        ):
            return Answer(status=304, headers=told)
        return Answer(texts[-1].encode(), headers={"Content-Type": "text/html", **told})

    return web.put("a.example", path, page), texts


def test_what_has_not_changed_is_not_sent_again(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    urls = [
        versioned(web, "/by-its-tag-it-is-known", tag="yes")[0],
        versioned(web, "/by-its-date-it-is-known", stamp="Tue, 05 May 2026 10:00:00 GMT")[0],
        versioned(web, "/by-nothing-at-all-told")[0],
    ]
    feed = web.feed("a.example", "/feed", urls)
    fetch(feed)
    size = sum(path.stat().st_size for path in fetch.folder.glob("pages-*"))
    told = outcomes(fetch(feed, limits=AGAIN))
    assert {told[url.removeprefix(web.url("a.example", ""))] for url in urls} == {("unchanged", "")}
    assert [count for path, count in web.counts.items() if path != "/feed"] == [2, 2, 2]
    assert sum(path.stat().st_size for path in fetch.folder.glob("pages-*")) == size
    assert fetch(feed).known == 3  # and without --refresh nothing is asked
    assert [count for path, count in web.counts.items() if path != "/feed"] == [2, 2, 2]


def test_a_changed_page_is_archived_beside_its_former_version(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    url, texts = versioned(web, "/a-page-that-changes", tag="yes")
    fetch(web.feed("a.example", "/feed", [url]))
    texts.append("<p>second</p>")
    report = fetch(limits=AGAIN)  # no source named: all that is known
    assert outcomes(report)["/a-page-that-changes"][0] == "changed"
    assert (report.pages, report.exit_code) == (1, 0)
    assert "1 changed" in report.summary()
    assert [held.body for held in records(fetch.folder, "pages") if held.kind == "response"] == [
        b"<p>first</p>",
        b"<p>second</p>",
    ]
    lines = [line for line in (fetch.folder / "index.cdxj").read_text("utf-8").splitlines() if "changes" in line]
    assert len(lines) == 2
    assert outcomes(fetch(limits=AGAIN))["/a-page-that-changes"] == ("unchanged", "")
    read = [page for page in read_pages([str(fetch.folder)], Settings()) if isinstance(page, Page)]
    assert [page.body for page in read] == [b"<p>first</p>", b"<p>second</p>"]  # the last is the one that `build` keeps


@pytest.mark.parametrize(
    "answer", [Answer(status=410), Answer(status=500), Answer(b" "), Answer(status=301, headers={"Location": "/else"})]
)
def test_what_became_of_a_page_takes_nothing_away(web: Web, fetch: Fetch, answer: Answer) -> None:
    url = web.article("a.example", 1)
    feed = web.feed("a.example", "/feed", [url])
    fetch(feed)
    web.put("a.example", "/news/report-number-1", answer)
    web.put("a.example", "/else", "<p>moved here</p>")
    report = fetch(feed, limits=AGAIN)
    assert pages(fetch.folder)[url] == 1
    if answer.status == 301:
        assert report.pages == 1
    else:
        assert report.exit_code == 3
        (why,) = [line.reason for line in report.lines if line.outcome == "failed"]
        assert why.endswith("; its archived version stays")
    web.article("a.example", 1)
    assert fetch(feed).pages == 0  # it is known, and not asked for without --refresh
    assert fetch(feed, limits=AGAIN).exit_code == 0


def test_robots_txt_that_closes_later(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    feed = web.feed("b.example", "/feed", [web.article("a.example", 1)])
    fetch(feed)
    with closing(sqlite3.connect(fetch.folder / "frontier.sqlite", isolation_level=None)) as frontier:
        frontier.execute("UPDATE robots SET at = 0")  # a copy serves for a day
    web.put("a.example", "/robots.txt", "User-agent: *\nDisallow: /")
    told = outcomes(fetch(feed, limits=AGAIN))
    assert told["/news/report-number-1"] == ("forbidden", "robots.txt forbids it; its archived version stays")
    assert web.counts["/news/report-number-1"] == 1


def test_only_pages_since_a_day_are_asked_again(web: Web, fetch: Fetch) -> None:
    entries = "".join(
        f"<url><loc>{web.article('a.example', n)}</loc><lastmod>2026-0{n + 1}-01</lastmod></url>" for n in range(3)
    )
    source = web.put("a.example", "/map.xml", f"<urlset>{entries}</urlset>")
    fetch(source)
    fetch(source, limits=Limits(since="2026-02-01", refresh=True))
    assert [web.counts[f"/news/report-number-{n}"] for n in range(3)] == [1, 2, 2]


def test_the_newest_date_of_a_page_counts(web: Web, fetch: Fetch) -> None:
    def sitemap(day: str) -> str:
        entries = "".join(f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url in urls)
        return web.put("a.example", "/map.xml", f"<urlset>{entries}</urlset>")

    urls = [web.article("a.example", n) for n in range(2)]
    fetch(sitemap("2025-12-01"), limits=Limits(most=1))
    report = fetch(sitemap("2026-02-01"), limits=Limits(since="2026-01-01", refresh=True))
    assert [web.counts[f"/news/report-number-{n}"] for n in range(2)] == [2, 1]
    assert report.counts["later"] == 0
    fetch(sitemap("2025-12-01"), limits=Limits(since="2026-01-01", refresh=True))
    assert [web.counts[f"/news/report-number-{n}"] for n in range(2)] == [3, 2]


def test_a_tag_comes_back_byte_by_byte(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    def page(asked: Asked) -> Answer:
        same = asked.headers.get("If-None-Match") == '"\xe9t\xe9"'
        return Answer(b"" if same else b"<p>x</p>", 304 if same else 200, {"ETag": '"\xe9t\xe9"'})

    url = web.put("a.example", "/tagged", page)
    fetch(url)
    assert outcomes(fetch(url)) == {"/tagged": ("unchanged", "")}

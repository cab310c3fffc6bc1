"""Feeds, sitemaps and pages from a real web into an archive: complete, each page once, asked again only if need be."""

import pytest

from extractor.acquire.crawl.crawler import Limits
from tests.acquire.crawl.archived import pages, records
from tests.acquire.crawl.conftest import Fetch, Outcomes
from tests.acquire.crawl.web import Answer, Asked, Web


def test_a_feed_is_fetched_whole_and_each_page_once(web: Web, fetch: Fetch) -> None:
    urls = [web.article(host, n) for n, host in enumerate(["a.example", "b.example"] * 4)]
    feed = web.feed("a.example", "/feed", [*urls, urls[0] + "#top", urls[1] + "?utm_source=rss"])
    report = fetch(feed)
    assert (report.pages, report.counts["fetched"], report.exit_code) == (8, 9, 0)
    assert pages(fetch.folder) == dict.fromkeys(urls, 1)
    assert set(web.counts.values()) == {1}
    again = fetch(feed)
    assert (again.pages, again.known) == (0, 8)
    assert {path: n for path, n in web.counts.items() if n > 1} == {"/feed": 2}
    assert pages(fetch.folder) == dict.fromkeys(urls, 1)


def test_requests_and_answers_lie_side_by_side(web: Web, fetch: Fetch) -> None:
    url = web.article("a.example", 1)
    old = web.put("a.example", "/old", Answer(status=301, headers={"Location": url}))
    fetch(old, contact="desk@example.org")
    kinds = [(held.kind, held.url, held.status) for held in records(fetch.folder, "pages")]
    assert kinds == [
        ("warcinfo", "", ""),
        ("request", old, ""),
        ("response", old, "301"),
        ("request", url, ""),
        ("response", url, "200"),
    ]
    assert all("+desk@example.org" in asked.headers["User-Agent"] for asked in web.asked)
    assert {asked.headers["User-Agent"].split("/")[0] for asked in web.asked} == {"extractor"}
    fetch(old)
    assert web.counts == {"/old": 1, "/news/report-number-1": 2}  # moved for good: only the target is asked again
    assert pages(fetch.folder) == {url: 1}


def test_what_has_not_changed_is_not_sent_again(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    def feed(asked: Asked) -> Answer:
        if asked.headers.get("If-None-Match") == '"1"' and asked.headers.get("If-Modified-Since") == "yesterday":
            return Answer(status=304)
        told = {"ETag": '"1"', "Last-Modified": "yesterday", "Content-Type": "application/feed+json"}
        item = f'{{"url": "{web.url("a.example", "/news/report-number-1")}"}}'
        return Answer(f'{{"version": "https://jsonfeed.org/version/1", "items": [{item}]}}'.encode(), headers=told)

    web.article("a.example", 1)
    source = web.put("a.example", "/feed.json", feed)
    assert fetch(source).pages == 1
    assert outcomes(fetch(source)) == {"/feed.json": ("unchanged", "")}
    assert web.counts["/feed.json"] == 2
    assert len([held for held in records(fetch.folder, "sources") if held.url == source]) == 2


def test_a_sitemap_index_with_since_and_max(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    urls = [web.article("a.example", n) for n in range(6)]
    entries = "".join(f"<url><loc>{url}</loc><lastmod>2026-01-0{n + 1}</lastmod></url>" for n, url in enumerate(urls))
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    web.put("a.example", "/map.xml", f"<urlset {space}>{entries}</urlset>")
    child = f"<sitemap><loc>{web.url('a.example', '/map.xml')}</loc></sitemap>"
    loop = f"<sitemap><loc>{web.url('a.example', '/index.xml')}</loc></sitemap>"
    index = web.put("a.example", "/index.xml", f"<sitemapindex {space}>{child}{loop}</sitemapindex>")
    report = fetch(index, limits=Limits(since="2026-01-03", most=2))
    assert set(pages(fetch.folder)) == {urls[5], urls[4]}  # the newest first
    told = outcomes(report)
    assert told["/news/report-number-1"] == ("later", "older than 2026-01-03")
    assert told["/news/report-number-3"] == ("later", "more than --max 2")
    assert fetch(limits=Limits(since="2026-01-03")).pages == 2  # no source named: what waits
    fetch(index)
    assert pages(fetch.folder) == dict.fromkeys(urls, 1)


def test_a_dry_run_looks_and_writes_nothing(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    feed = web.feed("a.example", "/feed", [web.article("a.example", n) for n in range(3)])
    web.put("a.example", "/robots.txt", "User-agent: *\nDisallow: /news/report-number-2")
    told = outcomes(fetch(feed, limits=Limits(dry=True)))
    assert [told[f"/news/report-number-{n}"][0] for n in range(3)] == ["found", "found", "forbidden"]
    assert web.counts == {"/feed": 1}
    assert not fetch.folder.exists()


def test_failures_are_told_and_tried_again_only_if_that_may_help(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    answers = {"/gone-for-good-now": Answer(status=410), "/in-trouble-for-now": Answer(status=500)}
    urls = [web.put("a.example", path, answer) for path, answer in answers.items()]
    feed = web.feed("a.example", "/feed", [*urls, web.put("a.example", "/empty-page-is-none", b" ")])
    told = outcomes(fetch(feed))
    assert told["/gone-for-good-now"] == ("failed", "the server answers 410 Gone")
    assert told["/in-trouble-for-now"] == ("failed", "the server answers 500 Internal Server Error")
    assert told["/empty-page-is-none"] == ("failed", "the answer is empty")
    assert (web.counts["/gone-for-good-now"], web.counts["/in-trouble-for-now"]) == (1, 4)
    web.article("a.example", 1)
    web.put("a.example", "/in-trouble-for-now", "<p>well again</p>")
    assert fetch(feed).pages == 1
    assert (web.counts["/gone-for-good-now"], web.counts["/in-trouble-for-now"]) == (1, 5)
    assert not [held for held in records(fetch.folder) if held.status.startswith(("4", "5"))]


def test_what_was_too_large_is_asked_again_where_more_may_come(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    feed = web.feed("a.example", "/feed", [web.put("a.example", "/a-long-page", b"<p>" + b"x" * 5_000)])
    assert outcomes(fetch(feed, max_bytes=3_000))["/a-long-page"] == ("failed", "larger than 3,000 bytes")
    assert fetch(feed, max_bytes=3_000).lost == 1
    assert web.counts["/a-long-page"] == 1
    assert fetch(feed, max_bytes=9_000).pages == 1


def test_lists_that_failed_for_good_are_asked_again(web: Web, fetch: Fetch) -> None:
    dates = ("", "<lastmod>2026-01-01</lastmod>")
    maps = "".join(
        f"<sitemap><loc>{web.url('a.example', f'/map{n}')}</loc>{when}</sitemap>" for n, when in enumerate(dates)
    )
    index = web.put("a.example", "/index", f"<sitemapindex>{maps}</sitemapindex>")
    assert fetch(index).exit_code == 3
    for n in range(2):
        web.put("a.example", f"/map{n}", f"<urlset><url><loc>{web.article('a.example', n)}</loc></url></urlset>")
    assert fetch(index).pages == 2


def test_pages_that_failed_for_good_are_counted_and_asked_again_by_refresh(web: Web, fetch: Fetch) -> None:
    feed = web.feed("a.example", "/feed", [web.put("a.example", "/a-closed-page", Answer(status=403))])
    assert fetch(feed).lost == 0
    again = fetch(feed)
    assert (again.lost, again.exit_code) == (1, 0)
    assert again.summary().endswith("1 failed for good earlier (--refresh asks again)")
    web.put("a.example", "/a-closed-page", "<p>open now</p>")
    assert fetch(feed, limits=Limits(refresh=True)).pages == 1


def test_a_feed_that_cannot_be_read_is_no_page(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    body = b'Warning: x in y.php\n<?xml version="1.0"?><rss><channel/></rss>'
    feed = web.put("a.example", "/feed", Answer(body, headers={"Content-Type": "application/rss+xml; charset=utf-8"}))
    said = "sent as application/rss+xml, and holds neither a feed nor a sitemap that can be read"
    assert outcomes(fetch(feed)) == {"/feed": ("failed", said)}
    assert not pages(fetch.folder)


def test_a_part_of_a_page_is_no_page(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    page = web.put("a.example", "/a-part-of-a-page", Answer(b"<p>pa", 206, {"Content-Range": "bytes 0-4/900"}))
    assert outcomes(fetch(page))["/a-part-of-a-page"] == ("failed", "the server answers 206 Partial Content")


@pytest.mark.parametrize(
    ("sent", "path"),
    [
        ("/новини/стаття".encode(), "/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/%D1%81%D1%82%D0%B0%D1%82%D1%82%D1%8F"),
        (b"/caf\xe9", "/caf%E9"),
        (b"/door?utm_source=door", "/door?utm_source=door"),
    ],
)
def test_redirects_lead_to_what_was_meant(web: Web, fetch: Fetch, sent: bytes, path: str) -> None:
    """In raw UTF-8, in raw Latin-1, and with a mark without which the server sends nobody on."""
    url = web.put("a.example", path, "<p>here</p>")
    fetch(web.put("a.example", "/door", Answer(status=302, headers={"Location": sent.decode("latin-1")})))
    assert pages(fetch.folder) == {url: 1}


def test_redirects_in_a_circle_or_without_end_fail(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    for n in range(8):
        web.put("a.example", f"/hop{n}", Answer(status=302, headers={"Location": f"/hop{n + 1}"}))
    web.put("a.example", "/ping", Answer(status=302, headers={"Location": "/pong"}))
    web.put("a.example", "/pong", Answer(status=302, headers={"Location": "/ping"}))
    web.put("a.example", "/file", Answer(status=302, headers={"Location": "file:///etc/hostname"}))
    told = outcomes(fetch(*(web.url("a.example", path) for path in ("/hop0", "/ping", "/file"))))
    assert told["/hop5"] == ("failed", "more than 5 redirects")
    assert told["/pong"] == ("failed", "redirects in a circle")
    assert told["/file"] == ("failed", "redirects to an address that is neither http nor https")
    assert "/hop6" not in web.counts
    assert set(web.counts.values()) == {1}


def test_two_redirects_to_one_page_fetch_it_once(web: Web, fetch: Fetch) -> None:
    url = web.article("a.example", 1)
    doors = [web.put("b.example", f"/door{n}", Answer(status=302, headers={"Location": url})) for n in range(2)]
    fetch(web.feed("a.example", "/feed", doors))
    assert pages(fetch.folder) == {url: 1}
    assert web.counts["/news/report-number-1"] == 1

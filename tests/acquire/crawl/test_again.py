"""What later runs, and other sources, ask for again: what led nowhere for a while, and lists new to a source."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractor.acquire.crawl.crawler import Limits
from extractor.acquire.crawl.feeds import Entry
from extractor.acquire.crawl.frontier import Frontier
from extractor.acquire.crawl.settle import _may_have_grown
from extractor.acquire.crawl.tables import TABLES
from extractor.acquire.sites import generic
from tests.acquire.crawl.archived import pages
from tests.acquire.crawl.conftest import Fetch, Outcomes
from tests.acquire.crawl.web import Answer, Asked, Web

ONE = Limits(most=1)
LINKED = '<link rel="alternate" type="application/rss+xml" href="/feed"><p>home</p>'


@pytest.fixture(autouse=True)
def _plain_homes(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generic, "HOME", f"http://{{host}}:{web.port}/")


def tagged_feed(web: Web, urls: list[str]) -> str:
    """A feed that is sent only to who does not have it."""
    web.feed("post.example", "/feed", urls)
    held = web.pages["post.example", "/feed"]
    assert isinstance(held, Answer)
    headers = {**held.headers, "ETag": '"1"'}

    def page(asked: Asked) -> Answer:
        known = asked.headers.get("If-None-Match") == '"1"'
        return Answer(status=304) if known else Answer(held.body, headers=headers)

    return web.put("post.example", "/feed", page)


def closed(web: Web, number: int, status: int = 302) -> str:
    """An article that redirects to a page of another kind."""
    path = f"/news/report-number-{number}"
    return web.put("a.example", path, Answer(status=status, headers={"Location": "/maintenance"}))


def test_a_wall_before_many_articles_is_none_of_them(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    web.put("a.example", "/maintenance", "<p>Back in an hour</p>")
    feed = web.feed("a.example", "/feed", [closed(web, number) for number in range(4)])
    report = fetch(feed)
    assert report.exit_code == 3
    assert outcomes(report)["/news/report-number-3"][0] == "failed"
    assert "redirects for now to http://a.example/maintenance, as " in outcomes(report)["/news/report-number-3"][1]
    urls = [web.article("a.example", number) for number in range(4)]
    report = fetch(feed)
    assert (report.pages, report.exit_code) == (4, 0)
    assert set(urls) <= pages(fetch.folder).keys()
    asked = web.counts.total()
    fetch(feed)
    assert web.counts.total() == asked + 1  # the feed


def test_what_stays_behind_a_wall_is_given_up(web: Web, fetch: Fetch) -> None:
    web.put("a.example", "/maintenance", "<p>Back in an hour</p>")
    feed = web.feed("a.example", "/feed", [closed(web, number) for number in range(4)])
    for _ in range(3):
        assert fetch(feed).exit_code == 3
    assert [web.counts[f"/news/report-number-{number}"] for number in range(4)] == [3, 3, 3, 3]
    report = fetch(feed)
    assert [web.counts[f"/news/report-number-{number}"] for number in range(4)] == [3, 3, 3, 3]
    assert "4 failed for good earlier" in report.summary()
    for number in range(4):
        web.article("a.example", number)
    assert fetch(feed, limits=Limits(refresh=True)).pages == 4


def test_what_is_gone_behind_a_wall_is_gone(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    web.put("a.example", "/maintenance", "<p>Back in an hour</p>")
    feed = web.feed("a.example", "/feed", [closed(web, number) for number in range(3)])
    fetch(feed)
    for number in range(2):
        del web.pages["a.example", f"/news/report-number-{number}"]
    told = outcomes(fetch(feed))
    assert told["/news/report-number-0"] == ("failed", "the server answers 404 Not Found")
    assert told["/news/report-number-2"][0] == "moved"  # alone it may be
    asked = web.counts.total()
    fetch(feed)
    assert web.counts.total() == asked + 1


def test_a_wall_takes_nothing_from_what_is_archived(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    web.put("a.example", "/maintenance", "<p>Back in an hour</p>")
    urls = [web.article("a.example", number) for number in range(3)]
    feed = web.feed("a.example", "/feed", urls)
    fetch(feed)
    web.feed("a.example", "/feed", [*urls, *(closed(web, number) for number in (8, 9))])
    for number in range(3):
        closed(web, number)
    told = outcomes(fetch(feed, limits=Limits(refresh=True)))
    assert told["/news/report-number-9"][0] == "failed"
    assert told["/news/report-number-2"][1].endswith("; its archived version stays")
    more = {web.article("a.example", number) for number in (8, 9)}
    fetch(feed)
    assert pages(fetch.folder).keys() - {web.url("a.example", "/maintenance")} == {*urls, *more}


@pytest.mark.parametrize(("status", "again"), [(302, 2), (301, 1)])
def test_a_redirect_that_need_not_last_is_asked_again_by_refresh(
    web: Web, fetch: Fetch, status: int, again: int
) -> None:
    web.put("a.example", "/maintenance", "<p>An article that moved</p>")
    feed = web.feed("a.example", "/feed", [closed(web, 1, status)])
    fetch(feed)
    fetch(feed)
    assert web.counts["/news/report-number-1"] == 1
    fetch(feed, limits=Limits(refresh=True))
    assert web.counts["/news/report-number-1"] == again


def test_a_redirect_that_was_turned_round_is_no_circle(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    web.feed("a.example", "/feed/", [web.article("a.example", 1)])
    source = web.put("a.example", "/feed", Answer(status=301, headers={"Location": "/feed/"}))
    fetch(source)
    web.put("a.example", "/feed/", Answer(status=301, headers={"Location": "/feed"}))
    web.feed("a.example", "/feed", [web.article("a.example", number) for number in (1, 2)])
    report = fetch(source)
    assert (report.pages, report.exit_code) == (1, 0), outcomes(report)
    web.put("a.example", "/feed", Answer(status=301, headers={"Location": "/feed/"}))
    assert "redirects in a circle" in {reason for _, reason in outcomes(fetch(source)).values()}


@pytest.mark.parametrize("status", [507, 521, 530])
def test_errors_of_what_stands_before_a_server_pass(web: Web, fetch: Fetch, status: int) -> None:
    web.put("a.example", "/news/one-two-three", Answer(status=status))
    feed = web.feed("a.example", "/feed", [web.url("a.example", "/news/one-two-three")])
    assert fetch(feed).exit_code == 3
    assert web.counts["/news/one-two-three"] > 1
    web.put("a.example", "/news/one-two-three", "<p>An article</p>")
    assert fetch(feed).pages == 1


def test_a_sitemap_may_grow_on_the_day_it_was_read(web: Web, fetch: Fetch) -> None:
    day = datetime.now(UTC).date().isoformat()

    def sitemap(count: int) -> None:
        urls = "".join(f"<url><loc>{web.article('a.example', n)}</loc></url>" for n in range(count))
        web.put("a.example", "/map.xml", f"<urlset>{urls}</urlset>")

    place = f"<sitemap><loc>{web.url('a.example', '/map.xml')}</loc><lastmod>{day}</lastmod></sitemap>"
    index = web.put("a.example", "/index.xml", f"<sitemapindex>{place}</sitemapindex>")
    sitemap(2)
    fetch(index)
    sitemap(4)
    fetch(index)
    assert len(pages(fetch.folder)) == 4


@pytest.mark.parametrize(
    ("published", "fetched", "grown"),
    [
        ("2026-01-05", "2026-01-05T23:00:00.000Z", True),
        ("2026-01-05", "2026-01-06T23:00:00.000Z", True),  # it was still the fifth somewhere
        ("2026-01-05", "2026-01-07T00:00:00.000Z", False),
        ("2026-01", "2026-01-31T00:00:00.000Z", True),
        ("2026-01", "2026-02-02T00:00:00.000Z", False),
        ("2026-01-05T10:00:00Z", "2026-01-05T11:00:00.000Z", True),
        ("2026-01-05T10:00:00Z", "2026-01-08T11:00:00.000Z", False),
        ("2026-01-05", None, True),
    ],
)
def test_until_when_a_sitemap_may_have_grown(published: str, fetched: str | None, grown: bool) -> None:
    assert _may_have_grown(published, fetched) is grown


def test_a_feed_once_named_is_asked_for_its_host_too(web: Web, fetch: Fetch) -> None:
    web.put("post.example", "/", LINKED)
    feed = web.feed("post.example", "/feed", [web.article("post.example", 0)])
    fetch(feed)
    for count in (2, 3, 4):
        web.feed("post.example", "/feed", [web.article("post.example", number) for number in range(count)])
        fetch("post.example")
        assert len(pages(fetch.folder)) == count
    assert max(pages(fetch.folder).values()) == 1


def test_a_list_known_through_one_source_is_read_for_another(web: Web, fetch: Fetch) -> None:
    web.put("post.example", "/", LINKED)
    feed = tagged_feed(web, [web.article("post.example", number) for number in range(4)])
    fetch("post.example", limits=ONE)
    fetch(feed)
    assert len(pages(fetch.folder)) == 4


def test_a_list_read_for_two_sources_at_once_is_both_theirs(web: Web, fetch: Fetch) -> None:
    web.put("post.example", "/", LINKED)
    feed = tagged_feed(web, [web.article("post.example", number) for number in range(4)])
    fetch(feed, "post.example", limits=ONE)
    assert web.counts["/feed"] == 1
    fetch("post.example")
    assert len(pages(fetch.folder)) == 4


def test_a_lost_frontier_is_made_anew_and_goes_on(web: Web, fetch: Fetch) -> None:
    feed = tagged_feed(web, [web.article("post.example", number) for number in range(4)])
    fetch(feed, limits=ONE)
    for path in fetch.folder.glob("frontier.sqlite*"):
        path.unlink()
    fetch(feed)
    assert sorted(pages(fetch.folder).values()) == [1, 1, 1, 1]


def test_what_a_menu_names_and_a_feed_lists_is_an_article(web: Web, fetch: Fetch) -> None:
    urls = [web.put("post.example", path, f"<p>{path}</p>") for path in ("/blog/port-attack/", "/news/12345")]
    web.feed("post.example", "/feed", urls)
    web.put("post.example", "/", LINKED + "".join(f'<nav><a href="{url}">x</a></nav>' for url in urls))
    fetch("post.example")
    assert pages(fetch.folder).keys() == set(urls)


def test_a_list_that_a_sitemap_names_goes_on_being_one(web: Web, fetch: Fetch) -> None:
    web.put("post.example", "/", '<nav><a href="/news/">News</a></nav>')

    def news(count: int) -> str:
        urls = [web.article("post.example", number) for number in range(count)]
        return web.put("post.example", "/news/", "".join(f'<a href="{url}">x</a>' for url in urls))

    url = news(1)
    fetch("post.example")
    assert url not in pages(fetch.folder)
    fetch(web.put("post.example", "/sitemap.xml", f"<urlset><url><loc>{url}</loc></url></urlset>"))
    assert pages(fetch.folder)[url] == 1
    for count in (2, 3):
        news(count)
        fetch("post.example")
        assert sum(number for page, number in pages(fetch.folder).items() if page != url) == count
    assert pages(fetch.folder)[url] == 1


def test_a_host_whose_rules_lie_on_a_busy_one_has_its_turn(web: Web, fetch: Fetch) -> None:
    rules = Answer(status=301, headers={"Location": web.url("busy.example", "/robots.txt")})
    web.put("zebra.example", "/robots.txt", rules)
    busy = [web.article("busy.example", number) for number in range(12)]
    fetch(*busy, *(web.article("zebra.example", number) for number in range(3)), limits=Limits(most=8), delay=0.02)
    assert sum(asked.host == "zebra.example" for asked in web.asked) >= 4


def test_headers_of_cards_are_no_menus(web: Web, fetch: Fetch) -> None:
    card = '<article><header><a href="/blog/port-attack/">x</a></header></article>'
    web.put("post.example", "/", card)
    fetch("post.example")
    assert web.counts.keys() == {"/"}


def test_a_menu_page_that_a_user_names_is_a_page(web: Web, fetch: Fetch) -> None:
    url = web.put("post.example", "/security", "<p>A page on its own</p>")
    web.put("post.example", "/", '<nav><a href="/security">x</a></nav>')
    fetch("post.example")
    assert not pages(fetch.folder)
    assert fetch(url).pages == 1
    assert pages(fetch.folder).keys() == {url}


def test_a_host_that_moved_is_read_where_it_went(web: Web, fetch: Fetch) -> None:
    web.put("old.example", "/", Answer(status=301, headers={"Location": web.url("www.new.example", "/")}))
    article = web.put("www.new.example", "/news/one-two-three", "<p>An article</p>")
    web.put("www.new.example", "/", f'<a href="{article}">x</a>')
    fetch("old.example")
    assert pages(fetch.folder).keys() == {article}


def test_the_next_page_is_found_among_many_that_wait() -> None:
    frontier = Frontier.copy(None)
    frontier.begin(0.0)
    dated = [
        Entry(f"http://a.example/{n}", f"{2000 + n % 20}-{1 + n % 12:02}-{1 + n % 28:02}" if n % 3 else None)
        for n in range(3000)
    ]
    frontier.add([*dated, Entry("http://a.example/year", "2019"), Entry("http://b.example/")], "article", ["s"])
    frontier.add([Entry("http://a.example/feed")], "feed", ["s"])
    found = []
    while row := frontier.due("a.example", "2019-06-01", 1.0):
        found.append((row.url, row.published))
        frontier.update(row.url, state="fetched")
    told = [published for _, published in found[1:] if published]
    assert found[0] == ("http://a.example/feed", None)
    assert told[:-1] == sorted(
        (e.published for e in dated if e.published and e.published >= "2019-06-01"), reverse=True
    )
    assert told[-1] == "2019"
    assert sum(published is None for _, published in found) == 1001
    assert frontier.hosts() == ("a.example", "b.example")
    frontier.update("http://b.example/", next_at=50.0)
    assert frontier.next_at("b.example", "", 60.0) == 60.0
    assert frontier.next_at("b.example", "", 10.0) == 50.0
    assert frontier.next_at("c.example", "", 10.0) is None
    frontier.close()


def test_a_frontier_of_a_former_version_is_brought_up(tmp_path: Path) -> None:
    former = TABLES.replace(", page INTEGER NOT NULL DEFAULT 0", "")
    assert former != TABLES
    with closing(sqlite3.connect(tmp_path / "frontier.sqlite")) as database:
        database.executescript(f"{former} PRAGMA user_version = 1;")
        database.execute(
            "INSERT INTO pages (url, host, role, rank) VALUES ('http://a.example/', 'a.example', 'source', 0)"
        )
        database.commit()
    for _ in range(2):
        frontier = Frontier.open(tmp_path / "frontier.sqlite")
        row = frontier.row("http://a.example/")
        frontier.close()
        assert row
        assert row.page == 0

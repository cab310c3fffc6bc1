"""robots.txt by RFC 9309, delays, back-off: what the servers of the small web saw."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from threading import Timer

import pytest

from extractor.acquire.crawl import robots
from extractor.acquire.crawl.crawler import Limits
from extractor.acquire.crawl.robots import Robots
from extractor.acquire.crawl.session import session
from tests.acquire.crawl.conftest import Fetch, Outcomes
from tests.acquire.crawl.web import Answer, Asked, Page, Web


def test_what_robots_txt_forbids_is_never_asked_for(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: Extractor\nDisallow: /news/*-2\nAllow: /"
    web.put("a.example", "/robots.txt", rules)
    feed = web.feed("a.example", "/feed", [web.article("a.example", n) for n in range(4)])
    report = fetch(feed)
    assert outcomes(report)["/news/report-number-2"] == ("forbidden", "robots.txt forbids it")
    assert (report.pages, report.exit_code) == (3, 0)
    assert "/news/report-number-2" not in web.counts
    assert [asked.path for asked in web.asked].count("/robots.txt") == 1
    assert web.asked[0].path == "/robots.txt"
    web.put("a.example", "/robots.txt", "")
    assert fetch(feed).pages == 0  # a copy serves for a day
    closed = fetch(web.article("a.example", 2))
    assert closed.exit_code == 3  # the user named it, and it cannot be had


def test_detours_do_not_lead_around_robots_txt(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    web.put("a.example", "/robots.txt", "User-agent: *\nDisallow: /private/")
    detours = [f"/pub/../private/x{tail}" for tail in ("", "?utm_source=rss")] + [
        "/pub/%2e%2e/private/x",
        "/%70rivate/x",
    ]
    told = outcomes(fetch(web.feed("a.example", "/feed", [web.url("a.example", path) for path in detours])))
    assert told == {"/feed": ("fetched", ""), "/private/x": ("forbidden", "robots.txt forbids it")}
    assert set(web.counts) == {"/feed"}


def test_hosts_have_rules_of_their_own(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    web.put("a.example", "/robots.txt", "User-agent: *\nDisallow: /private")
    door = web.put(
        "b.example", "/door-to-another-host", Answer(status=302, headers={"Location": web.url("a.example", "/private")})
    )
    web.put("a.example", "/private", "<p>no</p>")
    assert outcomes(fetch(door))["/private"] == ("forbidden", "robots.txt forbids it")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_robots_txt_all_is_allowed(web: Web, fetch: Fetch, status: int) -> None:
    web.put("a.example", "/robots.txt", Answer(b"User-agent: *\nDisallow: /", status))
    assert fetch(web.article("a.example", 1)).pages == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_host_that_cannot_tell_its_rules_is_closed_for_now(
    web: Web, fetch: Fetch, outcomes: Outcomes, status: int
) -> None:
    web.put("a.example", "/robots.txt", Answer(status=status))
    url = web.article("a.example", 1)
    report = fetch(url)
    reason = f"robots.txt answers {status}, so everything counts as forbidden"
    assert outcomes(report) == {"/news/report-number-1": ("forbidden", reason)}
    assert report.exit_code == 3
    assert [asked.path for asked in web.asked] == ["/robots.txt"] * 4
    web.put("a.example", "/robots.txt", "")
    assert fetch(url).pages == 1


def test_robots_txt_is_found_behind_redirects(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    web.put("a.example", "/robots.txt", Answer(status=301, headers={"Location": web.url("b.example", "/rules")}))
    web.put("b.example", "/rules", "User-agent: *\nDisallow: /news")
    assert outcomes(fetch(web.article("a.example", 1)))["/news/report-number-1"][0] == "forbidden"
    web.put("c.example", "/robots.txt", Answer(status=301, headers={"Location": "/robots.txt"}))
    assert fetch(web.article("c.example", 1)).pages == 1  # endless: as if there were none
    assert sum(asked.host == "c.example" and asked.path == "/robots.txt" for asked in web.asked) == 6


def test_delays_are_kept_between_the_redirects_of_robots_txt(web: Web, fetch: Fetch) -> None:
    for path, target in (("/robots.txt", "/r1"), ("/r1", "/r2")):
        web.put("a.example", path, Answer(status=302, headers={"Location": target}))
    assert fetch(web.article("a.example", 1), delay=0.2).pages == 1
    assert [asked.path for asked in web.asked] == ["/robots.txt", "/r1", "/r2", "/news/report-number-1"]
    assert min(web.gaps("a.example")) >= 0.195


def test_delays_are_kept_and_hosts_go_side_by_side(web: Web, fetch: Fetch) -> None:
    web.put("a.example", "/robots.txt", "User-agent: *\nCrawl-delay: 0.4")
    web.put("c.example", "/robots.txt", "User-agent: *\nRequest-rate: 10/3")
    hosts = {"a.example": 0.4, "b.example": 0.15, "c.example": 0.3}
    urls = [web.article(host, n) for host in hosts for n in range(4)]
    start = time.monotonic()
    assert fetch(web.feed("b.example", "/feed", urls), delay=0.15).pages == 12
    assert time.monotonic() - start < 4 * (0.4 + 0.15 + 0.3)
    for host, delay in hosts.items():
        after_rules = web.gaps(host)[1:] if host != "b.example" else web.gaps(host)
        assert min(after_rules) >= delay - 0.005, (host, web.gaps(host))
        assert min(web.gaps(host)) >= 0.15 - 0.005


def test_the_delay_outlives_the_run(web: Web, fetch: Fetch) -> None:
    urls = [web.article("a.example", n) for n in range(2)]
    fetch(urls[0], delay=0.6)
    fetch(urls[1], delay=0.6)
    assert len(web.gaps("a.example")) == 2  # robots.txt, one page, the other
    assert min(web.gaps("a.example")) >= 0.595


def busy(status: int, after: str, times: int) -> Page:
    """A page that is to be had once it was refused a few times."""
    seen: list[float] = []

    def page(asked: Asked) -> Answer:
        seen.append(asked.at)
        if len(seen) > times:
            return Answer(b"<p>here you are</p>")
        return Answer(status=status, headers={"Retry-After": after} if after else {})

    return page


def test_retry_after_is_kept_for_the_whole_host(web: Web, fetch: Fetch) -> None:
    first = web.put("a.example", "/busy", busy(429, "1", 1))
    feed = web.feed("b.example", "/feed", [first, *(web.article("a.example", n) for n in range(3))])
    assert fetch(feed).pages == 4
    after = [asked.path for asked in web.asked if asked.host == "a.example"].index("/busy")
    assert web.gaps("a.example")[after] >= 0.995
    assert web.counts["/busy"] == 2


def test_retry_after_may_be_a_date_and_back_off_doubles(web: Web, fetch: Fetch) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    fetch(web.put("a.example", "/later", busy(503, date, 1)))
    assert web.gaps("a.example")[-1] >= 0.5  # HTTP dates have whole seconds
    assert fetch(web.put("b.example", "/doubling", busy(503, "", 3))).pages == 1
    gaps = web.gaps("b.example")[1:]
    assert [gap >= least for gap, least in zip(gaps, (0.1, 0.2, 0.4), strict=True)] == [True] * 3


def test_a_host_that_wants_peace_for_long_is_left_alone(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    urls = [
        web.put("a.example", "/busy", Answer(status=429, headers={"Retry-After": "3600"})),
        web.article("a.example", 1),
    ]
    start = time.monotonic()
    told = outcomes(fetch(web.feed("b.example", "/feed", urls), patience=5.0))
    assert time.monotonic() - start < 5
    assert {outcome for path, (outcome, _) in told.items() if path != "/feed"} == {"later"}
    assert "left alone for 3,6" in told["/busy"][1]
    assert outcomes(fetch(urls[1], patience=5.0))["/news/report-number-1"][0] == "later"  # remembered
    assert web.counts["/busy"] + web.counts["/news/report-number-1"] <= 2


def test_a_host_in_trouble_is_not_hammered(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    urls = [web.put("a.example", f"/trouble-number-{n}", Answer(status=502)) for n in range(20)]
    report = fetch(web.feed("b.example", "/feed", urls))
    assert sum(n for path, n in web.counts.items() if path.startswith("/trouble")) == 6
    assert report.counts["later"] >= 18
    assert "6 troubles in a row, the last: the server answers 502 Bad Gateway" in {
        why for _, why in outcomes(report).values()
    }


def test_rules_are_read_as_the_standard_says() -> None:
    rules = Robots("User-agent: *\nAllow: /a/b\nDisallow: /a\nDisallow: /*.pdf$\nDisallow: /%D0%BD")
    forbidden = {
        path: rules.forbids(f"https://x.example{path}") is not None for path in ("/a/c", "/a/b", "/x.pdf", "/н")
    }
    assert forbidden == {"/a/c": True, "/a/b": False, "/x.pdf": True, "/н": True}
    assert Robots("").delay == 0
    assert Robots(closed="no").forbids("https://x.example/") == "no"


def test_a_host_that_has_the_rules_of_many_is_asked_at_its_own_pace(web: Web, fetch: Fetch) -> None:
    web.put("hub.example", "/robots.txt", "User-agent: *\nCrawl-delay: 0.4\nDisallow:\n")
    urls = [web.article("hub.example", 7)]
    for number in range(4):
        moved = Answer(status=301, headers={"Location": web.url("hub.example", "/robots.txt")})
        web.put(f"h{number}.example", "/robots.txt", moved)
        urls.append(web.article(f"h{number}.example", number))
    assert fetch(*urls, delay=0.2).pages == 5
    first, *gaps = web.gaps("hub.example")
    assert first >= 0.19
    assert len(gaps) == 4
    assert min(gaps) >= 0.39


def test_who_asks_for_peace_is_not_asked_for_the_rules_of_others(web: Web, fetch: Fetch) -> None:
    busy = web.put("hub.example", "/news/busy-busy-busy", Answer(status=429, headers={"Retry-After": "3600"}))
    fetch(busy)
    moved = Answer(status=301, headers={"Location": web.url("hub.example", "/robots.txt")})
    web.put("a.example", "/robots.txt", moved)
    before = len(web.asked)
    report = fetch(web.article("a.example", 1))
    assert [asked.host for asked in web.asked[before:]] == ["a.example"]
    assert report.pages == 0
    assert "left alone" in " ".join(line.reason for line in report.lines)


def test_rules_that_have_grown_old_are_looked_for_from_the_beginning(
    web: Web, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = Answer(status=301, headers={"Location": web.url("hub.example", "/robots.txt")})
    web.put("a.example", "/robots.txt", moved)
    web.put("hub.example", "/robots.txt", "")
    monkeypatch.setattr(robots, "LIFETIME", 0.3)
    assert fetch(*(web.article("a.example", number) for number in range(2)), delay=0.4).pages == 2
    asked = [(asked.host, asked.path) for asked in web.asked if asked.path == "/robots.txt"]
    assert asked == [("a.example", "/robots.txt"), ("hub.example", "/robots.txt")] * (len(asked) // 2)
    assert len(asked) > 2


def test_told_to_stop_no_further_rules_are_looked_for(web: Web, fetch: Fetch) -> None:
    for number, path in enumerate(("/robots.txt", "/r1", "/r2", "/r3")):
        web.put("a.example", path, Answer(status=302, headers={"Location": f"/r{number + 1}"}))
    url = web.article("a.example", 1)
    settings = replace(fetch.settings, delay=0.5, resolve=(("a.example", "127.0.0.1"),))
    with session([url], fetch.folder, settings, Limits()) as run:
        Timer(0.2, run.crawl.stop).start()
        assert not list(run.crawl.run())
    assert [asked.path for asked in web.asked] == ["/robots.txt"]

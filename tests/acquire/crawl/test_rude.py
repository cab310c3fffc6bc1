"""Rules, delays and addresses that no honest host would send: none stops the run, none opens a door."""

import socket
import threading
import time
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from extractor.acquire.client import Exchange
from extractor.acquire.crawl.crawler import LONGEST_PEACE, retry_after
from extractor.acquire.crawl.robots import LARGEST, LONGEST_DELAY, Robots
from tests.acquire.crawl.archived import pages
from tests.acquire.crawl.conftest import Fetch, Outcomes
from tests.acquire.crawl.test_hostile import packed
from tests.acquire.crawl.web import Answer, Web

RULE = b"User-agent: *\nDisallow: /news/report-number-2\n"


def test_a_robots_txt_of_ten_megabytes_is_read_as_far_as_the_standard_asks(
    web: Web, fetch: Fetch, outcomes: Outcomes
) -> None:
    filler = b"".join(b"Disallow: /far/behind/%07d\n" % n for n in range(400_000))
    assert len(filler) > 10_000_000
    web.put("a.example", "/robots.txt", Answer(RULE + filler + b"Disallow: /news\n"))
    told = outcomes(fetch(web.feed("a.example", "/feed", [web.article("a.example", n) for n in (1, 2)])))
    assert told["/news/report-number-1"] == ("fetched", "")
    assert told["/news/report-number-2"] == ("forbidden", "robots.txt forbids it")


def test_a_robots_txt_may_be_larger_than_a_page(web: Web, fetch: Fetch) -> None:
    web.put("a.example", "/robots.txt", RULE + b"# comment\n" * 2_000)
    report = fetch(web.feed("a.example", "/feed", [web.article("a.example", n) for n in (1, 2)]), max_bytes=5_000)
    assert (report.pages, report.counts["forbidden"]) == (1, 1)


def test_what_stands_below_a_missing_robots_txt_is_not_read(web: Web, fetch: Fetch) -> None:
    web.put("a.example", "/robots.txt", Answer(b"x" * 200, 404, drip=0.05))  # for longer than anyone waits
    assert fetch(web.article("a.example", 1)).pages == 1


def test_half_a_rule_at_the_end_of_what_is_read_is_none(web: Web, fetch: Fetch) -> None:
    body = RULE + b"#" * (LARGEST - len(RULE) - len(b"\nDisallow: /n")) + b"\nDisallow: /never-mind\n"
    web.put("a.example", "/robots.txt", Answer(body))
    assert fetch(web.article("a.example", 1)).pages == 1


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (Answer(b"<!doctype html><html><body><h1>Not found</h1>Disallow: /</body></html>"), True),
        (Answer(b"\xff\xfe\x00\x01" * 500), True),
        (Answer(b""), True),
        (Answer(("\ufeff" + RULE.decode()).encode()), True),
        (packed(RULE + b"#\n" * 50_000_000, "gzip"), True),
        (packed(RULE + b"#\n" * 50_000_000, "br"), True),
        (Answer(b"no gzip at all", headers={"Content-Encoding": "gzip"}), False),
        (Answer(status=302, headers={"Location": "file:///etc/passwd"}), False),
        (Answer(status=302, headers={"Location": "http://169.254.169.254/latest"}), False),
        (Answer(status=302, headers={"Location": "http://[::ffff:127.0.0.1]:{port}/robots.txt"}), False),
        (Answer(b"x" * 1000, drip=0.1), False),
    ],
    ids="html binary empty mark gzip-bomb br-bomb broken file metadata mapped drip".split(),
)
def test_what_is_no_robots_txt(web: Web, fetch: Fetch, answer: Answer, allowed: bool) -> None:
    for name, value in list(answer.headers.items()):
        answer.headers[name] = value.replace("{port}", str(web.port))
    web.put("a.example", "/robots.txt", answer)
    report = fetch(web.article("a.example", 1), timeout=3.0 if answer.body[:9] != b"x" * 9 else 0.3)
    assert report.pages == int(allowed), report.lines
    assert {asked.host for asked in web.asked} == {"a.example"}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7),
        ("0", 0),
        ("999999999999999999999", LONGEST_PEACE),
        ("-5", 0),
        ("1e9", 0),
        ("²", 0),
        ("٣", 0),
        ("soon", 0),
        ("", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_PEACE),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        (format_datetime(datetime.fromtimestamp(1_000_090, UTC), usegmt=True), 90),
    ],
)
def test_what_retry_after_can_say(text: str, seconds: float) -> None:
    exchange = Exchange("http://a.example/", b"", 503, (("Retry-After", text),), b"")
    assert retry_after(exchange, 1_000_000.0) == seconds


@pytest.mark.parametrize(
    ("rules", "delay"),
    [
        ("Crawl-delay: 99999999999", LONGEST_DELAY),
        ("Crawl-delay: -3", 0),
        ("Crawl-delay: nan", 0),
        ("Crawl-delay: inf", 0),
        ("Crawl-delay: two", 0),
        ("Request-rate: 0/5", 0),
        ("Request-rate: 1/9999999h", LONGEST_DELAY),
    ],
)
def test_delays_that_robots_txt_can_ask_for(rules: str, delay: float) -> None:
    assert Robots(f"User-agent: *\n{rules}").delay == delay


def test_rules_made_to_be_matched_for_ever() -> None:
    rules = Robots("User-agent: *\n" + f"Disallow: /{'*a' * 400}$\n" * 20)
    start = time.process_time()
    rules.forbids(f"https://x.example/{'a' * 1500}b")
    assert time.process_time() - start < 5


PARAMETER = """<!DOCTYPE x [<!ENTITY % remote SYSTEM "http://a.example:{0}/evil.dtd"> %remote;]>
<rss><channel><item><link>http://a.example:{0}/news/report-number-1</link></item></channel></rss>"""
OUTSIDE = """<!DOCTYPE rss SYSTEM "http://a.example:{0}/evil.dtd">
<rss><channel><item><link>http://a.example:{0}/news/report-number-1</link></item></channel></rss>"""
INCLUDE = """<rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item>
<link>http://a.example:{0}/news/report-number-1</link><xi:include href="file:///etc/passwd" parse="text"/>
</item></channel></rss>"""
STYLE = """<?xml version="1.0"?><?xml-stylesheet href="http://a.example:{0}/evil.dtd" type="text/xsl"?>
<rss><channel><item><link>http://a.example:{0}/news/report-number-1</link></item></channel></rss>"""


@pytest.mark.parametrize(
    ("body", "read"),
    [(PARAMETER, False), (OUTSIDE, True), (INCLUDE, True), (STYLE, True)],
    ids="% dtd include xsl".split(),
)
def test_what_lies_outside_a_feed_is_never_asked_for(web: Web, fetch: Fetch, body: str, read: bool) -> None:
    web.put("a.example", "/evil.dtd", '<!ENTITY secret SYSTEM "file:///etc/passwd">')
    web.article("a.example", 1)
    report = fetch(web.put("a.example", "/feed", body.format(web.port)))
    assert "/evil.dtd" not in web.counts
    assert report.pages == int(read)


def test_a_feed_nested_without_end_or_huge(web: Web, fetch: Fetch) -> None:
    url = web.article("a.example", 1)
    item = f"<item><link>{url}</link></item>"
    deep = web.put("a.example", "/deep", f"<rss><channel>{item}{'<a>' * 50_000}")
    long = web.put("a.example", "/long", f"<rss><channel>{item * 3_000}</channel></rss>")
    json = web.put("a.example", "/json", '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 50_000)
    start = time.process_time()
    report = fetch(deep, long, json, web.article("a.example", 2))
    assert report.pages >= 2
    assert time.process_time() - start < 20


INSIDE = """http://0x7f.1:{0}/ http://2130706433:{0}/ http://0177.0.0.1:{0}/ http://[::ffff:127.0.0.1]:{0}/
http://[::1]:{0}/ http://127.1:{0}/ http://0:{0}/ http://0.0.0.0:{0}/ http://１２７.0.0.1:{0}/ http://127。0。0。1:{0}/
http://[::ffff:7f00:1]:{0}/ http://user:pass@127.0.0.1:{0}/ http://a.example@127.0.0.1:{0}/
http://[fe80::1%25lo]:{0}/ http://LOCALHOST.:{0}/""".split()


def test_this_machine_under_any_name(web: Web, fetch: Fetch) -> None:
    urls = [word.format(web.port) for word in INSIDE]
    doors = [
        web.put(
            "a.example",
            f"/door-to-inside-{n}",
            Answer(status=302, headers={"Location": url.encode().decode("latin-1")}),
        )
        for n, url in enumerate(urls)
    ]
    report = fetch(web.feed("a.example", "/feed", [*urls, *doors]), resolve=(("a.example", "127.0.0.1"),), timeout=3.0)
    assert {asked.host for asked in web.asked} == {"a.example"}
    assert not pages(fetch.folder)
    assert sum("refused" in line.reason for line in report.lines) >= 10
    assert {line.outcome for line in report.lines if "a.example" not in line.url} == {"failed"}


def test_bytes_without_end_are_read_to_the_limit_only(fetch: Fetch) -> None:
    sent = [0]

    def pour(server: socket.socket) -> None:
        while True:
            peer, _ = server.accept()
            with peer:
                asked = peer.recv(9000)
                if b"/robots.txt" in asked:
                    peer.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    continue
                try:
                    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
                    while True:
                        sent[0] += peer.send(b"<p>more</p>" * 1000)
                except OSError:
                    continue

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=pour, args=(server,), daemon=True).start()
        url = f"http://a.example:{server.getsockname()[1]}/endless"
        report = fetch(url, resolve=(("a.example", "127.0.0.1"),), max_bytes=1_000_000)
    assert [line.reason for line in report.lines] == ["larger than 1,000,000 bytes"]
    assert sent[0] < 20_000_000  # what lay in buffers when the door was shut

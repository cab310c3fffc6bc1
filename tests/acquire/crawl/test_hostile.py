"""Servers that mean harm, or are broken: each ends as one failed page, and the rest is fetched."""

import gzip
import io
import resource
import socket
import threading
import time

import pytest
from fastwarc.stream_io import BrotliWriter

from extractor.acquire.client import Client, FetchError
from extractor.settings import Settings
from tests.acquire.crawl.archived import pages, records
from tests.acquire.crawl.conftest import Fetch, Outcomes
from tests.acquire.crawl.web import Answer, Web


def brotli(body: bytes) -> bytes:
    out = io.BytesIO()
    with BrotliWriter(out) as writer:
        writer.write(body)
    return out.getvalue()


def packed(body: bytes, coding: str) -> Answer:
    return Answer(gzip.compress(body) if coding == "gzip" else brotli(body), headers={"Content-Encoding": coding})


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{}/", "http://localhost:{}/", "http://169.254.169.254/latest/meta-data"]
)
def test_private_addresses_are_refused_also_behind_redirects(
    web: Web, fetch: Fetch, outcomes: Outcomes, target: str
) -> None:
    target = target.format(web.port)
    web.put("127.0.0.1", "/", "<p>secrets of this machine</p>")
    web.put("localhost", "/", "<p>secrets of this machine</p>")
    door = web.put("a.example", "/a-door-to-inside", Answer(status=302, headers={"Location": target}))
    resolve = (("a.example", "127.0.0.1"),)
    report = fetch(web.feed("a.example", "/feed", [door, target]), resolve=resolve)
    assert {why for _, why in outcomes(report).values() if "refused (--allow-private" in why}
    assert {asked.host for asked in web.asked} == {"a.example"}
    assert not pages(fetch.folder)
    assert report.exit_code == 3
    if "169" not in target:
        assert fetch(target, allow_private=True, resolve=resolve).pages == 1


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_packed_answers_are_read_by_others(web: Web, fetch: Fetch, coding: str) -> None:
    url = web.put("a.example", "/news", packed("<p>Тривога</p>".encode() * 100, coding))
    fetch(url)
    assert coding in web.asked[-1].headers["Accept-Encoding"]
    (held,) = [held for held in records(fetch.folder, "pages") if held.kind == "response"]
    assert held.body == "<p>Тривога</p>".encode() * 100


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_bombs_are_not_unpacked(web: Web, fetch: Fetch, outcomes: Outcomes, coding: str) -> None:
    bomb = packed(bytes(100_000_000), coding)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    urls = [web.put("a.example", "/bomb", bomb), web.article("a.example", 1)]
    report = fetch(web.feed("a.example", "/feed", urls), max_bytes=1_000_000)
    assert outcomes(report)["/bomb"] == ("failed", "larger than 1,000,000 bytes")
    assert report.pages == 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000  # kilobytes


def test_packed_sitemaps_and_bombs_among_them(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    good = f"<urlset><url><loc>{web.article('a.example', 1)}</loc></url></urlset>"
    told = outcomes(
        fetch(
            web.put("a.example", "/map.xml.gz", gzip.compress(good.encode())),
            web.put("a.example", "/bomb.xml.gz", gzip.compress(bytes(50_000_000))),
            max_bytes=1_000_000,
        )
    )
    assert told["/news/report-number-1"][0] == "fetched"
    assert told["/bomb.xml.gz"] == ("failed", "larger than 1,000,000 bytes")


def bomb(encoding: str) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>'
    return (
        text + "<rss><channel><title>&l9;</title><item><link>http://a.example/</link></item></channel></rss>"
    ).encode(encoding)


FILE = """<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<rss><channel><item><link>http://a.example/&f;</link></item></channel></rss>"""
LONG = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'
QUADRATIC = f"{LONG}<urlset><url><loc>http://a.example/{'&a;' * 5_000}</loc></url></urlset>"


@pytest.mark.parametrize(
    "body", [bomb("utf-8"), bomb("utf-16"), FILE.encode(), QUADRATIC.encode()], ids="8 16 file square".split()
)
def test_feeds_with_entities_of_their_own_are_refused(web: Web, fetch: Fetch, outcomes: Outcomes, body: bytes) -> None:
    start = time.monotonic()
    feed = web.put("a.example", "/feed", body)
    assert outcomes(fetch(feed)) == {"/feed": ("failed", "declares XML entities: refused")}
    assert time.monotonic() - start < 3
    assert set(web.counts) == {"/feed"}


def test_slow_servers_do_not_hold_the_others_up(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    urls = [
        web.put("a.example", "/silent", Answer(b"<p>late</p>", wait=5)),
        web.put("b.example", "/dripping", Answer(b"x" * 1000, drip=0.1)),
        *(web.article("c.example", n) for n in range(3)),
    ]
    start = time.monotonic()
    told = outcomes(fetch(web.feed("c.example", "/feed", urls), timeout=0.4))
    assert time.monotonic() - start < 8
    assert told["/silent"] == ("failed", "no answer within 0.4 seconds")
    assert told["/dripping"] == ("failed", "not complete within 0.4 seconds")
    assert [told[f"/news/report-number-{n}"][0] for n in range(3)] == ["fetched"] * 3


def test_headers_that_drip_end_with_the_deadline() -> None:
    def drip(server: socket.socket) -> None:
        peer, _ = server.accept()
        with peer:
            for n in range(50):
                try:
                    peer.sendall(b"HTTP/1.1 200 OK\r\n" if n == 0 else b"X-More: 1\r\n")
                except OSError:
                    return
                time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip, args=(server,), daemon=True).start()
        start = time.monotonic()
        with (
            Client(Settings(timeout=0.5, allow_private=True)) as client,
            pytest.raises(FetchError, match="no answer within"),
        ):
            client.exchange(f"http://127.0.0.1:{server.getsockname()[1]}/")
        assert time.monotonic() - start < 2


def test_too_large_pages_fail_alone(web: Web, fetch: Fetch, outcomes: Outcomes) -> None:
    urls = [web.put("a.example", "/huge", b"a" * 50_000), web.article("a.example", 1)]
    told = outcomes(fetch(web.feed("a.example", "/feed", urls), max_bytes=20_000))
    assert told["/huge"] == ("failed", "larger than 20,000 bytes")
    assert told["/news/report-number-1"][0] == "fetched"


def test_a_server_that_is_not_there_fails_in_one_line(fetch: Fetch) -> None:
    report = fetch("http://127.0.0.1:9/page", allow_private=True)
    assert (report.exit_code, len(report.lines)) == (3, 1)
    assert report.lines[0].reason.startswith("http://127.0.0.1:9/robots.txt: cannot be fetched: ")


def test_a_name_without_an_address_fails_at_once(fetch: Fetch) -> None:
    start = time.monotonic()
    report = fetch("http://nothing.invalid/page", delay=5.0)
    assert report.lines[0].reason == (
        "http://nothing.invalid/robots.txt: cannot be fetched: no address is known for nothing.invalid"
    )
    assert time.monotonic() - start < 5


def test_nonsense_addresses_in_a_feed_are_passed_over(web: Web, fetch: Fetch) -> None:
    urls = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://",
        "http://[::1",
        "ftp://a.example/x",
        "http://a.example:99999/",
        "",
    ]
    assert fetch(web.feed("a.example", "/feed", [*urls, web.article("a.example", 1)])).pages == 1

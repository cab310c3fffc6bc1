"""Feeds and sitemaps in every dialect, and addresses in their one spelling."""

import gzip

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.acquire.crawl.feeds import Entry, day_or_time, listing
from extractor.acquire.crawl.urls import normal, surt
from extractor.problems import InputError

HERE = "https://n.example/feeds/all"
MORNING = "2026-02-02T09:00:00Z"
RSS = b"""<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://x.example/rss.dtd">
<rss version="2.0"><channel><title>N</title><link>https://n.example</link>
<item><title>Caf\xe9 &amp; port</title><link>/a?utm_source=rss&amp;id=1</link>
<pubDate>Mon, 02 Feb 2026 10:00:00 +0100</pubDate></item>
<item><title>again</title><link>https://N.example/a?id=1#top</link></item></channel></rss>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="x"><title>T</title><link>https://n.example/a?id=1</link>
<dc:date>2026-02-02T09:00:00Z</dc:date></item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><link href="../a?id=1"/>
<updated>2026-02-02T10:00:00+01:00</updated></entry></feed>"""
JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "../a?id=1", "title": "T",
"date_published": "2026-02-02T10:00:00+01:00"}, {"id": "2"}, "3"]}"""
NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:i="i" xmlns:n="n"><!-- x -->
<url><i:image><i:loc>https://n.example/i.png</i:loc></i:image><loc> https://n.example/a?id=1 </loc>
<lastmod>2026-03-03</lastmod>
<n:news><n:publication_date>2026-02-02T09:00Z</n:publication_date><n:title>T</n:title></n:news></url></urlset>"""


@pytest.mark.parametrize(
    ("body", "kind", "title"),
    [
        (RSS, "feed", "Café & port"),
        (RDF, "feed", "T"),
        (ATOM, "feed", "T"),
        (ATOM.decode().encode("utf-16"), "feed", "T"),
        (JSON, "feed", "T"),
        (NEWS, "sitemap", "T"),
        (gzip.compress(NEWS), "sitemap", "T"),
    ],
    ids="rss rdf atom utf-16 json news gz".split(),
)
def test_every_dialect_says_address_date_and_title(body: bytes, kind: str, title: str) -> None:
    found = listing(body, HERE, 100_000)
    assert (found.kind, found.entries) == (kind, (Entry("https://n.example/a?id=1", MORNING, title),))


def test_an_index_and_a_plain_list() -> None:
    index = b"<sitemapindex><sitemap><loc>https://n.example/1.xml</loc><lastmod>2026</lastmod></sitemap></sitemapindex>"
    assert listing(index, HERE, 1000).kind == "index"
    assert listing(index, HERE, 1000).entries == (Entry("https://n.example/1.xml", "2026"),)
    assert len(listing(b"https://n.example/1\r\nhttps://n.example/2\n", HERE, 1000).entries) == 2


@pytest.mark.parametrize(
    "body", [b"<!doctype html><p>x", b"<?xml version='1.0'?><html/>", b"words", b"{}", b"<svg/>", b"<<<"]
)
def test_what_lists_nothing_is_a_page(body: bytes) -> None:
    assert listing(body, HERE, 1000).kind == "page"


def test_a_feed_with_small_faults_is_read() -> None:
    body = b"<rss><channel><item><title>a&nbsp;b & c</title><link>https://n.example/1</link></item><item><link>https://n.example/2"
    assert [entry.url for entry in listing(body, HERE, 1000).entries] == ["https://n.example/1", "https://n.example/2"]


def test_html_within_a_feed_makes_it_no_page() -> None:
    body = b"<rss><channel><item><description><![CDATA[<html>&b]]></description><link>http://n.example/1</link></item>"
    assert [entry.url for entry in listing(body, HERE, 1000).entries] == ["http://n.example/1"]


def test_ampersands_that_are_not_escaped_stay_in_links() -> None:
    body = b"<urlset><url><loc>http://n.example/?a=1&b=2&copy=3&amp;d=4</loc></url><url><loc><![CDATA[http://n.example/?e&f]]></loc></url>"
    assert [entry.url for entry in listing(body, HERE, 1000).entries] == [
        "http://n.example/?a=1&b=2&copy=3&d=4",
        "http://n.example/?e&f",
    ]


def test_a_sitemap_is_read_to_its_end_whatever_stands_between() -> None:
    entries = "".join(f"<!-- {n} --><url><loc>http://n.<!-- -->example/{n}</loc></url>" for n in range(50_010))
    found = listing(f"<urlset>{entries}</urlset>".encode(), HERE, 10_000_000).entries
    assert len(found) == 50_010
    assert found[-1].url == "http://n.example/50009"


ABSURD = [
    *("0001-01-01T00:00:00+03:00", "0000-00-00T00:00:00+00:00", "9999-12-31T23:59:59-14:00", "1970-01-01"),
    *("0000-00-00", "-0001-11-30T00:00:00+00:00", "Fri, 31 Dec 9999 23:59:59 -1400"),
]


@pytest.mark.parametrize("when", ABSURD)
def test_an_absurd_date_costs_the_date_alone(when: str) -> None:
    rss = f"<rss><channel><item><link>/a</link><pubDate>{when}</pubDate></item></channel></rss>"
    sitemap = f"<urlset><url><loc>/a</loc><lastmod>{when}</lastmod></url></urlset>"
    json = JSON.replace(b"2026-02-02T10:00:00+01:00", when.encode()).replace(b'"T"', b'"\\ud800"')
    for body in (rss.encode(), sitemap.encode(), json):
        assert [entry.published for entry in listing(body, HERE, 1000).entries] == [None]


def test_a_json_feed_that_is_cut_off_is_an_error() -> None:
    with pytest.raises(InputError, match="broken"):
        listing(JSON[:-20], HERE, 1000)


def test_dates() -> None:
    told = {
        text: day_or_time(text)
        for text in (
            "2026-05",
            "2026-05-01",
            "2026-05-01T10:00+02:00",
            "yesterday",
            "",
            None,
            "2026-13-01",
            "2026-02-30",
        )
    }
    assert list(told.values()) == ["2026-05", "2026-05-01", "2026-05-01T08:00:00Z", *[None] * 5]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("HTTP://News.Example.:80", "http://news.example/"),
        ("https://n.example:443/a b?q=ö#x", "https://n.example/a%20b?q=%C3%B6"),
        ("https://n.example/a%20b?UTM_source=x&fbclid=1&p=2", "https://n.example/a%20b?p=2"),
        ("//n.example/x", "https://n.example/x"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        ("/%d0%bf/%7Ename/100%", "https://n.example/%D0%BF/~name/100%25"),
        ("/a/./b/../../c/%2e%2E/d/..", "https://n.example/"),
        ("https://n.example/../../x//y/../z/.", "https://n.example/x//z/"),
        ("javascript:x", None),
        ("http://[::1", None),
        ("http://a.example:99999/", None),
        ("https://n.example/" + "x" * 2000, None),
    ],
)
def test_one_spelling(url: str, found: str | None) -> None:
    assert normal(url, HERE) == found


@given(st.text(max_size=60), st.sampled_from(["", HERE, "http://[::1]/"]))
def test_a_spelling_is_its_own(text: str, base: str) -> None:
    found = normal(text, base)
    assert found is None or normal(found) == found


@given(st.text("/.%aA2eEpP?&=#[]{}|\\^ '\"<>é", max_size=30))
def test_what_robots_txt_judges_is_what_is_asked_for(text: str) -> None:
    found = normal(f"http://n.example/{text}")
    assert found
    assert httpx.URL(found).raw_path.decode() == found.removeprefix("http://n.example")


def test_keys_of_the_index() -> None:
    assert surt("https://www.N.example/A?b=C") == "example,n)/a?b=c"
    assert surt("http://127.0.0.1:80/") == "127.0.0.1:80)/"

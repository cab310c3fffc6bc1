"""HTML pages of our own: the body without furniture, metadata from where it stands, and pages made to hurt."""

import json
import time

import pytest

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read import read
from extractor.read.light import lighten

BODY = [
    "A regional court in the north shut down its file server on Sunday after clerks found a ransom note on it.",
    "The court's president, Edda Lorne, said that hearings would go on with paper files for at least two weeks.",
    "Prosecutors opened a case against persons unknown and asked the federal police for help on Monday morning.",
    "A group that calls itself Grey Petrel said on its site that it had copied 90 gigabytes of court files.",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#org", "name": "Northern Post"},
        {
            "@type": "NewsArticle",
            "headline": "Court returns to paper &amp; ink",
            "datePublished": "2024-02-12T06:30:00+01:00",
            "author": [{"@type": "Person", "name": "Mika Stern"}, {"@type": "Person", "name": "Ola Bright (ob)"}],
            "publisher": {"@id": "#org"},
        },
    ],
}
FULL = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Court returns to paper & ink | Northern Post</title>
<link rel="canonical" href="https://post.example/court"><meta property="og:site_name" content="NP">
<script type="application/ld+json">{json.dumps(LINKED)}</script><script>var x = "<p>never read</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Court returns to paper &amp; ink</h1><p>By Mika Stern</p><p>12 February 2024</p>
<figure><img src="a.jpg"><figcaption>The courthouse on a grey day last year</figcaption></figure>
{PARAGRAPHS}<p>Read more: Courts and their servers</p>
<ul><li><a href="/one">Judges want new computers at last</a></li>
<li><a href="/two">Five years of court hacks</a></li></ul>
<p>Sign up for our newsletter to get court news in your inbox.</p></article>
<footer><p>© 2024 Northern Post</p></footer></body></html>"""


def page(source: str | bytes, media_type: str = "text/html", url: str | None = None) -> Report:
    body = source if isinstance(source, bytes) else source.encode()
    return next(read(Page("story.html", body, media_type, url)))


def test_the_body_is_the_article_and_nothing_else() -> None:
    assert page(FULL).text.split("\n") == BODY


def test_json_ld_comes_first() -> None:
    report = page(FULL)
    assert (report.id, report.title, report.published) == ("story", "Court returns to paper & ink", "2024-02-12")
    assert report.authors == ("Mika Stern", "Ola Bright")
    assert (report.publisher, report.url, report.language) == ("Northern Post", "https://post.example/court", "en")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            (
                '<meta property="og:title" content="Court returns to paper"><meta property="og:site_name" content="NP">'
                '<meta property="article:published_time" content="2024-02-12T06:30Z">'
                '<meta name="author" content="By Mika Stern">'
            ),
            "",
        ),
        (
            "<title>Court returns to paper - NP</title><meta name='application-name' content='NP'>",
            (
                "<h1>Court returns to paper</h1><div itemprop='author'>Mika Stern</div>"
                "<time datetime='2024-02-12T06:30'>Monday</time>"
            ),
        ),
        (
            "<title>Court returns to paper | NP</title><meta property='og:site_name' content='NP'>",
            (
                "<div class='article-byline'>By Mika Stern | 12 February 2024</div>"
                "<span itemprop='datePublished' content='2024-02-12'>12/2</span>"
            ),
        ),
    ],
)
def test_metadata_from_tags_then_microdata_then_the_page(head: str, body: str) -> None:
    report = page(f"<html><head>{head}</head><body><article>{body}{PARAGRAPHS}</article></body></html>")
    found = (report.title, report.published, report.authors, report.publisher)
    assert found == ("Court returns to paper", "2024-02-12", ("Mika Stern",), "NP")


@pytest.mark.parametrize(
    ("linked", "tagged", "shown", "whole", "title"),
    [
        # <title> and JSON-LD have words for search engines; readers and OpenGraph have the headline.
        ("Best locks 2024, tested", "The locks that held", "The locks that held", "Best locks 2024, tested", 1),
        # <title> is the headline too: JSON-LD is as good a source.
        ("Best locks, tested", "The locks that held", "The locks that held", "The locks that held", 0),
        # OpenGraph alone differs: it is written for those who share.
        ("The locks that held", "You will not believe this lock", "The locks that held", "The locks that held", 0),
        # A kicker before the headline goes.
        ("Canals: The locks that held", "The locks that held", "Canals: The locks that held", "Locks", 1),
    ],
)
def test_which_of_a_pages_wordings_is_its_title(linked: str, tagged: str, shown: str, whole: str, title: int) -> None:
    head = (
        f"<title>{whole}</title><meta property='og:title' content='{tagged}'>"
        f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', 'headline': linked})}</script>"
    )
    source = f"<html><head>{head}</head><body><h1>{shown}</h1><article>{PARAGRAPHS}</article></body></html>"
    assert page(source).title == (linked, tagged)[title]


def test_a_stub_in_json_ld_does_not_replace_the_page_but_a_full_text_does() -> None:
    stub = {"@type": "NewsArticle", "headline": "H", "articleBody": BODY[0][:40] + "..."}
    whole = {"@type": "NewsArticle", "headline": "H", "articleBody": "\n".join(BODY)}
    for linked, shown in ((stub, PARAGRAPHS), (whole, f"<p>{BODY[0]}</p><p>To read on, pay.</p>")):
        source = f"<script type='application/ld+json'>{json.dumps(linked)}</script><article>{shown}</article>"
        assert BODY[-1] in page(f"<html><body>{source}</body></html>").text


def test_indicators_in_lists_of_links_stay() -> None:
    links = "".join(f'<li><a href="https://nvd.example/{n}">CVE-2024-100{n}</a></li>' for n in range(3))
    assert "CVE-2024-1002" in page(f"<html><body><article>{PARAGRAPHS}<ul>{links}</ul></article></body></html>").text


def test_a_fetched_page_takes_its_id_from_its_url() -> None:
    pages = [
        Page("https://post.example/c?x=1", text.encode(), "text/html", "https://post.example/c?x=1", "2024-02-12")
        for text in (FULL, FULL.replace("Sunday", "Saturday"))
    ]
    first, second = (next(read(p)).id for p in pages)
    assert first == second != "story"


@pytest.mark.parametrize(
    "source",
    [
        "<html><head><title>Nothing</title></head><body></body></html>",
        "<html><body><nav><a href='/'>Home</a></nav><div id='app'></div><script>start()</script></body></html>",
        "<html></html>",
        "<!-- -->",
    ],
)
def test_a_page_without_an_article_says_so(source: str) -> None:
    with pytest.raises(InputError, match=r"^no article text found$"):
        page(source)


HOSTILE = {
    "div": "<div>" * 10_000 + PARAGRAPHS + "</div>" * 10_000,
    "span": f"<body>{PARAGRAPHS}" + "<span>" * 10_000 + "end",
    "table": "<table><tr><td>" * 10_000 + PARAGRAPHS,
    "list": "<ul><li>" * 10_000 + PARAGRAPHS,
    "quote": "<blockquote>" * 10_000 + PARAGRAPHS,
    "ld": f"<script type='application/ld+json'>{'[' * 100_000}</script>{PARAGRAPHS}",
    "scripts": f"{PARAGRAPHS}{'<script>' * 50_000}",
    "comments": f"{PARAGRAPHS}{'<!--' * 50_000}",
    "angles": f"{PARAGRAPHS}{'<' * 200_000}",
    "cut": f"<body><article>{PARAGRAPHS}<p>and th<b",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_pages_made_to_hurt_are_read_or_fail_in_one_line(name: str) -> None:
    start = time.process_time()
    try:
        said = page(f"<html>{HOSTILE[name]}</html>").text
    except InputError as error:
        said = str(error)
    assert said.startswith((BODY[0], "no article text found: the HTML is nested too deeply"))
    assert time.process_time() - start < 10


def test_heavy_parts_and_nulls_are_left_out() -> None:
    script = "<script>" + "var a = '<p>no</p>';" * 50_000 + "</script>"
    picture = f'<img src="data:image/png;base64,{"A" * 2_000_000}">'
    source = f"<html><body>{script}{picture}<article>{PARAGRAPHS}</article></body></html>".replace("court", "co\0urt")
    assert page(source).text.split("\n") == BODY
    assert len(lighten(source)) < 2000


def test_broken_markup_is_read() -> None:
    source = f"<html><body><div class=x><p>{BODY[0]}<p>{BODY[1]}</div></div></p></b><p>{BODY[2]}<i>{BODY[3]}"
    assert all(line in page(source).text for line in BODY)


UKRAINIAN = (
    "Урядова команда реагування повідомила у вівторок, що невідомі отримали доступ до поштових скриньок установи. "
    "Фахівці вже відновили роботу серверів і перевіряють, чи було скопійовано документи співробітників міністерства."
)


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "iso-8859-1", ""),
        ("cp1251", "utf-8", ""),
        ("cp1251", "", ""),
        ("cp1251", "windows-1251", ""),
        ("cp1251", "iso-8859-1", ""),
        ("koi8-u", "", "text/html; charset=KOI8-U"),
        ("utf-16", "utf-8", ""),
        ("utf-8-sig", "windows-1251", ""),
    ],
)
def test_ukrainian_in_whatever_encoding_it_claims(encoding: str, declared: str, header: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    source = f"<html><head>{meta}<title>Пошта</title></head><body><article><p>{UKRAINIAN}</p></article></body></html>"
    report = page(source.encode(encoding), header or "text/html")
    assert (report.text, report.title, report.language) == (UKRAINIAN, "Пошта", "uk")


def test_declared_utf8_that_is_windows_1252() -> None:
    line = "“We paid nothing – not a cent,” said Zoë Müller, the court’s head of computing, on the second day after it."
    source = (
        f'<html><head><meta charset="utf-8"></head><body><article><p>{line}</p>{PARAGRAPHS}</article></body></html>'
    )
    assert page(source.encode("cp1252")).text.split("\n")[0] == line


def test_a_page_from_another_age() -> None:
    """Layout tables, no metadata: the dateline dates it, the title tag names the outlet, a masthead is no headline."""
    body = "".join(f"<p>{line}</p>" for line in ["Orlava, February 12, 2024. By our reporter Mika Stern", *BODY])
    source = f"""<html><head><title>Northern Post: Court returns to paper</title></head><body><table><tr><td>
    <h1>Northern Post</h1><a href="a">Front page</a></td></tr><tr><td><h2>Court returns to paper</h2>{body}</td>
    <td><b>Weather</b><br>Wind from the west</td></tr></table></body></html>"""
    report = page(source)
    assert report.text.split("\n")[:4] == BODY
    assert (report.published, report.publisher) == ("2024-02-12", "Northern Post")


def test_the_headline_is_not_the_masthead() -> None:
    source = f"<title>Court returns to paper and ink</title><h1>Northern Post</h1><article>{PARAGRAPHS}</article>"
    assert page(f"<html>{source}</html>").title == "Court returns to paper and ink"


def test_publisher_from_microdata() -> None:
    mark = '<span itemprop="publisher" itemscope><meta itemprop="name" content="Northern Post"></span>'
    report = page(f"<html><body><article><h1>Court returns</h1>{mark}{PARAGRAPHS}</article></body></html>")
    assert report.publisher == "Northern Post"

"""The quick reading of HTML: the same article and metadata on ordinary pages, and no page can stop it."""

import time
from contextlib import suppress
from pathlib import Path

import pytest

from extractor.batch import Named, reports
from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read import read
from extractor.settings import Settings

BODY = [
    "The library of a small university closed its reading rooms on Tuesday after its catalogue had been wiped.",
    "Its director, Edda Lorne, said that cards from 1994 would be used until the end of the week at the earliest.",
    "A group that calls itself Grey Petrel said on its site that it had done so because nobody had paid it.",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
FULL = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Back to paper &amp; ink | Northern Post</title>
<link rel="canonical" href="https://post.example/paper"><meta property="og:site_name" content="Northern Post">
<meta property="og:title" content="Back to paper &amp; ink"><meta name="author" content="Mika Stern">
<meta property="article:published_time" content="2024-02-12T06:30"><script>var x = "<p>never read</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav><article><h1>Back to paper &amp; ink</h1>{PARAGRAPHS}</article>
<footer><p>© 2024 Northern Post</p></footer></body></html>"""


def quick(source: str, url: str | None = None) -> Report:
    return next(read(Page("story.html", source.encode(), "text/html", url), fast=True))


def test_an_ordinary_page_is_read_as_the_other_reader_does() -> None:
    found, slow = quick(FULL), next(read(Page("story.html", FULL.encode(), "text/html")))
    assert found.text.split("\n")[: len(BODY)] == BODY
    assert (found.id, found.title, found.published, found.authors, found.publisher, found.url, found.language) == (
        (slow.id, slow.title, slow.published, slow.authors, slow.publisher, slow.url, slow.language)
    )


def test_metadata_in_the_body_is_found_too() -> None:
    source = (
        f"<html lang='en'><head><title>Paper and ink | NP</title></head><body><h1>Paper and ink</h1>"
        f"<time datetime='2024-02-12T06:30'>Monday</time><article>{PARAGRAPHS}</article>"
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Paper and ink",'
        '"author": {"name": "Mika Stern"}}</script></body></html>'
    )
    found = quick(source, "https://post.example/a")
    assert (found.title, found.published, found.authors) == ("Paper and ink", "2024-02-12", ("Mika Stern",))
    assert found.url == "https://post.example/a"


def test_a_declared_language_is_believed_unless_the_text_is_plain_english() -> None:
    assert quick(FULL.replace('lang="en-GB"', 'lang="de"')).language == "en"
    german = "Das Gericht im Norden hat am Sonntag seinen Server abgeschaltet, weil eine Nachricht darauf lag. " * 4
    assert quick(f"<html lang='de-AT'><body><article><p>{german}</p></article></body></html>").language == "de"


def test_a_drawing_that_is_closed_at_once_ends_there() -> None:
    linked = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-05-01"}</script>'
    script = "<script>let icon = '<svg></svg>'; function openMenu() { return icon }</script>"
    icons = "<svg class='i'/><svg-icon></svg-icon>"
    found = quick(f"<html><body>{icons}<article>{PARAGRAPHS}</article>{linked}{script}</body></html>")
    assert (found.text.split("\n")[: len(BODY)], found.published) == (BODY, "2024-05-01")
    assert "openMenu" not in found.text


def test_what_no_tag_closes_takes_nothing_with_it() -> None:
    inside = '<script>"<style>"</script><svg><text>drawn</text></svg><style>p { color: red }</style>'
    source = FULL.replace("<article>", f"{inside}<article>").replace("</footer>", "</footer><script>let a = 1")
    assert quick(source).text.split("\n")[: len(BODY)] == BODY


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 12_000,
        "<DIV></x>" * 12_000,
        "<div><div></div>" * 9_000,
        "<script>" * 50_000,
        "<style><script>" * 30_000,
        "<p>" + " " * 500_000,
        "<" * 500_000,
        "<!--" * 100_000,
        "<h1>" * 50_000,
    ],
)
def test_pages_made_to_hurt(source: str) -> None:
    start = time.process_time()
    with suppress(InputError):
        quick(f"<html><body>{source}{PARAGRAPHS}")
    assert time.process_time() - start < 10


def test_a_page_without_an_article_says_so() -> None:
    with pytest.raises(InputError, match="no article text found"):
        quick("<html><head><title>Nothing</title></head><body></body></html>")


def test_other_kinds_are_read_as_ever() -> None:
    text = Page("a.txt", BODY[0].encode(), "text/plain")
    assert next(read(text, fast=True)) == next(read(text))


def test_the_settings_choose_the_reader(tmp_path: Path) -> None:
    shown = "<div class='article-byline'>Court news of 12 February 2024, told on that day and found by search</div>"
    source = f"<html><head><title>Paper</title></head><body>{shown}<article>{PARAGRAPHS}</article></body></html>"
    (tmp_path / "a.html").write_text(source, encoding="utf-8")
    dates = []
    for fast in (False, True):
        (item,) = reports([str(tmp_path / "a.html")], Settings(fast=fast))
        assert isinstance(item, Named)
        dates.append(item.report.published)
    assert dates == ["2024-02-12", None]

"""Each site on frozen pages in its structure: what is read, by which layout, and what its lists lead to."""

from datetime import date

import pytest

from extractor.acquire import sites
from extractor.acquire.crawl.pages import page_links
from extractor.model import Page, Report
from extractor.problems import ExtractorError
from extractor.read import read
from extractor.read.metadata import Metadata
from extractor.read.sites import site_article
from tests.acquire.sites.conftest import CLASSES
from tests.acquire.sites.frozen import ARTICLES, BODY, LISTED, LISTS, TEXT, TITLE, Article

pytestmark = pytest.mark.usefixtures("registered")

SHELL = """<!doctype html><html><head><title>{title} | The site</title></head><body>
<nav><ul><li><a href="/">Home</a></li></ul></nav>{html}<footer><p>All rights reserved.</p></footer></body></html>"""


def page(article: Article) -> Page:
    html = SHELL.format(title=article.title, html=article.html)
    return Page(article.url, html.encode(), "text/html; charset=utf-8", article.url)


def told(report: Report) -> tuple[str | None, str | None, tuple[str, ...], str]:
    return report.title, report.published, report.authors, report.text


def site_of(name: str) -> sites.Site:
    found = sites.find(name)
    assert found
    return found


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"{article.site}-{article.layout}")
def test_an_article_is_read_exactly(article: Article) -> None:
    (report,) = read(page(article))
    assert told(report) == (article.title, article.published, article.authors, article.text)
    site = site_of(article.site)
    assert site.is_article(article.url)
    about = Metadata()
    fitting = [bool(site_article(article.html, [layout], about)) for layout in site.layouts]
    assert fitting.index(True) == article.layout


@pytest.mark.parametrize("name", CLASSES)
def test_a_list_leads_to_articles_alone(name: str) -> None:
    site = site_of(name)
    links, _, _ = page_links(LISTS[name].encode(), site.starts[-1], site)
    assert [entry.url for entry in links if site.is_article(entry.url)] == [LISTED[name]]


@pytest.mark.parametrize("name", CLASSES)
def test_a_site_states_what_it_should_yield(name: str) -> None:
    site = site_of(name)
    assert site.name == name
    assert site.starts
    assert all(start.startswith("https://") for start in site.starts)
    assert site.expects.links > 0
    assert set(site.expects.fields) <= {"title", "date", "authors", "text"}
    assert site.expects.fields or site.expects.lacks
    days = [layout.since for layout in site.layouts]
    assert days == sorted(days, reverse=True)
    assert days[-1] == ""
    assert all(date.fromisoformat(day) for day in days[:-1])


def test_every_site_has_an_article_and_some_an_older_one() -> None:
    assert {article.site for article in ARTICLES if article.layout == 0} == set(CLASSES)
    assert len([article for article in ARTICLES if article.layout]) >= 5


def test_a_page_that_no_layout_fits_is_read_by_general_rules() -> None:
    html = f"<article><h1>{TITLE}</h1>{BODY}</article>"
    url = "https://krebsonsecurity.com/2025/05/anew/"
    (report,) = read(page(Article("krebs", url, html, "")))
    assert told(report) == (TITLE, None, (), TEXT)


def test_a_page_that_was_saved_is_told_by_its_canonical_address() -> None:
    article = next(a for a in ARTICLES if a.site == "thehackernews")
    body = f'<html><head><link rel="canonical" href="{article.url}"></head><body>{article.html}</body></html>'
    (report,) = read(Page("saved.html", body.encode()))
    assert told(report) == (article.title, article.published, article.authors, article.text)


def test_a_selector_that_is_none_names_the_page() -> None:
    broken = sites.Layout("", "", "", "", body="..body")
    with pytest.raises(ExtractorError, match=r"https://a\.example/x has a selector that is none"):
        site_article(BODY, [broken], Metadata(url="https://a.example/x"))

"""Who wrote it: JSON-LD in its many shapes, tags of many makes, and bylines where a page states nobody or itself."""

import json

import pytest

from extractor.model import Page
from extractor.read import read

PROSE = "".join(
    f"<p>{line}</p>"
    for line in (
        "A harbour in the south closed its gates on Friday after its crane computers had stopped without a warning.",
        "The harbour master said that ships would wait outside until a crew from the maker had looked at the machines.",
        "Police took copies of the disks and asked the public for patience while they searched for those behind it.",
    )
)
HEADING = "<h1>Cranes stand still in the south</h1>"


def authors(head: str = "", body: str = "", linked: object = None) -> tuple[str, ...]:
    article = {"@type": "NewsArticle", "headline": "Cranes stand still in the south", "author": linked}
    script = f'<script type="application/ld+json">{json.dumps(article)}</script>' if linked else ""
    site = '<meta property="og:site_name" content="The Quay">'
    source = f"<html><head>{site}{head}{script}</head><body><article>{HEADING}{body}{PROSE}</article></body></html>"
    return next(read(Page("a.html", source.encode(), "text/html"))).authors


@pytest.mark.parametrize(
    "linked",
    [
        [{"@type": "Person", "name": "Ada Lorne"}, [{"@type": "Person", "name": "Tim Orr"}]],
        [{"givenName": "Ada", "familyName": "Lorne"}, {"givenName": "Tim", "familyName": "Orr"}],
        {"name": ["Ada Lorne", "Tim Orr"]},
        "By Ada Lorne and Tim Orr",
        "Ada Lorne/Tim Orr (to)",
        "Ada Lorne; https://quay.example/tim/orr; Tim Orr",
    ],
)
def test_json_ld_in_many_shapes(linked: object) -> None:
    assert authors(linked=linked) == ("Ada Lorne", "Tim Orr")


def test_json_ld_made_to_hurt() -> None:
    deep: object = "Ada Lorne"
    for _ in range(300):
        deep = [deep]
    assert authors(linked=deep) == ()


def test_initials_of_an_agency_stay_one() -> None:
    assert authors(linked="npa/lor") == ("npa/lor",)


@pytest.mark.parametrize("name", ["dcsext.author", "articleauthor", "article:byline", "sailthru.author"])
def test_tags_of_many_makes(name: str) -> None:
    assert authors(f'<meta name="{name}" content="Ada Lorne">') == ("Ada Lorne",)


SIGNED = {
    "link": '<div><a href="/authors/ada-lorne">Ada Lorne</a></div>',
    "link and words": '<div><a href="/autoren/ada">Ada Lorne</a>, <span>12 May</span></div>',
    "byline": '<div class="post-byline">By <b>Ada Lorne</b> 12 May 2024</div>',
    "class alone": '<span class="authorName">Ada Lorne</span>',
    "line": "<p>Von Ada Lorne, Frankfurt</p>",
    "bare line": "<p><strong>Ada Lorne</strong></p>",
    "label": "</article><ul><li><strong>Author</strong> Ada Lorne</li></ul><article>",
}


@pytest.mark.parametrize("sign", SIGNED)
@pytest.mark.parametrize("stated", [None, {"@type": "Organization", "name": "The Quay"}])
def test_who_signs_counts_where_the_page_states_nobody_or_itself(sign: str, stated: object) -> None:
    assert authors(body=SIGNED[sign], linked=stated) == ("Ada Lorne",)


def test_the_outlet_is_the_author_where_nobody_signs() -> None:
    menu = '<div class="author-tools">Follow the news</div><p>Watch Live</p>'
    assert authors(body=menu, linked={"name": "The Quay"}) == ("The Quay",)


def test_an_agency_behind_by() -> None:
    assert authors(body='<div class="author">Von npa</div>') == ("npa",)


def test_authors_of_teasers_are_no_co_authors() -> None:
    own = '<header><span><a rel="author" href="/a">Ada Lorne</a></span></header>'
    teaser = '<li><div><h3>Locks</h3><p><span><a rel="author" href="/b">Joan Hale</a></span></p></div></li>'
    assert authors(body=f"{own}<section><ul>{teaser}</ul></section>") == ("Ada Lorne",)


def test_a_byline_with_more_names_than_json_ld_is_believed() -> None:
    line = '<div><a rel="author" href="/a">Ada Lorne</a> <a rel="author" href="/t">Tim Orr</a></div>'
    assert authors(body=line, linked="Tim Orr") == ("Ada Lorne", "Tim Orr")
    assert authors(body=line, linked="Joan Hale") == ("Joan Hale",)

"""The article's text: a standfirst comes in, boxes and teasers go out, a text in parts is made one."""

import time

import pytest

from extractor.model import Page
from extractor.read import read

BODY = [
    "A harbour in the south closed its gates on Friday after its crane computers had stopped without any warning.",
    "The harbour master said that ships would wait outside until a crew from the maker had looked at the machines.",
    "Police took copies of the disks and asked the public for patience while they searched for those behind it.",
    "Two freighters with grain turned back to the open sea, and lorries stood in a queue as long as the mole.",
]
PROSE = "".join(f"<p>{line}</p>" for line in BODY)
LEAD = "Nothing has moved in the port since a worm got into the computers that steer its cranes."


def lines(inner: str, head: str = "") -> list[str]:
    source = f"<html><head><title>T</title>{head}</head><body>{inner}</body></html>"
    return next(read(Page("a.html", source.encode(), "text/html"))).text.split("\n")


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        (f'<meta name="description" content="{LEAD}">', f"<div>{LEAD}</div>"),
        (f'<meta property="og:description" content="{LEAD[:70]}…">', f"<h2>{LEAD}</h2>"),
        (f'<meta name="description" content="{LEAD}">', f"<div><span>Orlava.</span> {LEAD}</div>"),
        ("", f'<p class="article-standfirst">{LEAD}</p>'),
        ("", f'<div class="story__summary"><p>{LEAD}</p></div>'),
    ],
)
def test_a_standfirst_is_the_first_paragraph(head: str, shown: str) -> None:
    found = lines(
        f"<main><header><h1>Cranes stand still in the south</h1>{shown}</header><article>{PROSE}</article></main>", head
    )
    assert found[0].endswith(LEAD)
    assert found[1:] == BODY


@pytest.mark.parametrize(
    "shown",
    [
        f'<div class="lead-image"><p class="caption">{LEAD}</p></div>',
        f'<p class="lead">{LEAD} © Ada Lorne</p>',
        f'<aside><p class="intro">{LEAD}</p></aside>',
        f'<a href="/other"><span class="excerpt">{LEAD}</span></a>',
        '<p class="lead">Short.</p>',
    ],
)
def test_what_is_no_standfirst(shown: str) -> None:
    head = f"<header><h1>Cranes stand still in the south</h1>{shown}</header>"
    assert lines(f"<main>{head}<article>{PROSE}</article></main>") == BODY


BOX = "<p>Grain is what the port lives on: every second loaf in the country is baked from what its ships bring in.</p>"


@pytest.mark.parametrize(
    "box",
    [
        f'<div class="c-fact-box">{BOX}</div>',
        f'<div class="read-more-big">{BOX}</div>',
        f'<section class="Related_stories">{BOX}</section>',
        f'<div class="show-comments">{BOX}</div>',
        f'<div class="visually-hidden">{BOX}</div>',
        f'<div class="image__info"><p>{BOX}</p></div>',
        f'<ul><li><a href="/grain"><div><h3>Grain</h3>{BOX}</div></a></li></ul>',
        '<p>Read too: <a href="/grain">Every second loaf comes by ship</a></p>',
        '<ul><li><b>Grain:</b> <a href="/grain">Every second loaf comes by ship</a></li></ul>',
    ],
)
def test_boxes_in_the_text_go(box: str) -> None:
    parts = [f"<p>{line}</p>" for line in BODY]
    assert lines(f"<article><div>{''.join([*parts[:2], box, *parts[2:]])}</div></article>") == BODY


@pytest.mark.parametrize(
    "box",
    [
        f'<div class="hidden md:block">{BOX}</div>',
        '<div class="info-box"><p>The worm has the hash d41d8cd98f00b204e9800998ecf8427e, says the harbour.</p></div>',
        '<p>The harbour wrote to <a href="/makers">the makers of all four cranes</a> on the same day.</p>',
    ],
)
def test_what_only_looks_like_a_box_stays(box: str) -> None:
    assert len(lines(f"<article><div>{PROSE}{box}</div></article>")) == len(BODY) + 1


def test_the_article_stays_whatever_it_is_called() -> None:
    assert lines(f'<article><div class="related-content newsletter">{PROSE}</div></article>') == BODY


def test_a_text_in_parts_is_made_one() -> None:
    parts = [f"<p>{line}</p>" for line in BODY]
    chunks = "".join(
        f'<div class="row"><div class="article__body">{"".join(part)}</div></div><div class="ad-slot">Ad</div>'
        for part in (parts[:2], parts[2:])
    )
    assert lines(f"<main><h1>Cranes stand still in the south</h1><div>{chunks}</div></main>") == BODY


def test_another_article_below_is_no_part() -> None:
    other = "".join(f"<p>The second article of this page speaks of sheep and nothing else, line {n}.</p>" for n in "12")
    first = f'<article><h1>Cranes stand still in the south</h1><div class="body">{PROSE}</div></article>'
    second = f'<article><h1>Sheep walk about in the hills</h1><div class="body">{other}</div></article>'
    assert "sheep" not in " ".join(lines(f"<main>{first}{second}</main>"))


@pytest.mark.parametrize("kind", ["image" * 50_000, "related " * 50_000, "hidden" + " x" * 50_000])
def test_no_class_takes_long(kind: str) -> None:
    start = time.process_time()
    assert lines(f'<article><div><span class="{kind}"></span>{PROSE}</div></article>') == BODY
    assert time.process_time() - start < 5

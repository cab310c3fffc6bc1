"""JSON, Markdown, encodings, dates, languages."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read import read
from extractor.read.dates import iso_day
from extractor.read.encoding import decode
from extractor.read.language import language

LONG = "A grid operator on the coast said on Monday that its control room had seen odd commands from a supplier. "


def from_json(value: object, name: str = "news.jsonl:3") -> list[Report]:
    return list(read(Page(name, json.dumps(value).encode(), "application/json")))


@settings(deadline=None)  # the first call loads a model
@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1).filter(lambda text: text.strip() != ""))
def test_json_text_is_kept_character_for_character(text: str) -> None:
    assert from_json({"id": "a", "text": text})[0].text == text


def test_json_fields() -> None:
    full = {
        "doc_id": 7,
        "id": "no",
        "text": LONG,
        "title": " T ",
        "url": "https://a.example/1",
        "date": "2023-05-06T10:00Z",
    }
    report = from_json({**full, "publisher": {"name": "P"}, "authors": ["A B", {"name": "C D"}], "language": "en"})[0]
    assert report == Report("7", LONG, "https://a.example/1", "T", "2023-05-06", "P", "en", ("A B", "C D"))
    bare = from_json({"text": LONG, "published": "6 May 2023", "author": "A B", "title": None, "date": None})[0]
    assert (bare.published, bare.authors, bare.language, bare.title) == ("2023-05-06", ("A B",), "en", None)


def test_ids() -> None:
    assert from_json({"text": LONG}, "folder/story.json")[0].id == "story"
    one, two = from_json([{"text": LONG}, {"text": LONG + "!"}], "news.jsonl:4")
    assert one.id != two.id
    assert one.id == from_json({"text": LONG}, "other.jsonl:9")[0].id
    assert next(read(Page("a/b.c.txt.gz", LONG.encode(), "text/plain"))).id == "b.c"


def test_a_result_document_is_an_article_again() -> None:
    assert from_json({"report": {"id": "x", "text": LONG}, "mentions": []})[0].id == "x"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"text": "a', "not valid JSON: "),
        (b'{"title": "a"}', "the field 'text' is missing"),
        (b'{"text": 3}', "the field 'text' is not a string"),
        (b'{"text": "  "}', "the field 'text' is empty"),
        (b'"text"', "a JSON object was expected, not str"),
        (b'{"text": "\xff"}', "not valid JSON: "),
        (b"  ", "file is empty"),
    ],
)
def test_json_that_is_no_article(body: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        list(read(Page("x.jsonl:2", body, "application/json")))
    assert str(caught.value).startswith(message)


MARKDOWN = """---
title: "Grid operator cuts off supplier"
date: 2022-09-01
author:
  - Nils Orr
  - Ada Finch
url: https://grid.example/supplier
---
# Grid operator cuts off supplier

A **grid operator** on the *coast* [cut off](https://x.example/a_(b)) a supplier[^1] ![map](map.png) after
seeing `net_use * /delete` on a server, see <https://x.example/>.

## What _came_ next \\[draft\\]

> "We saw it in time," said Ada Orr.

- first item
- second item

```
* not *markup* [here](x)
```
"""


def test_markdown_reads_as_text() -> None:
    report = next(read(Page("story.md", MARKDOWN.encode(), "text/markdown")))
    assert (report.title, report.published, report.url) == (
        "Grid operator cuts off supplier",
        "2022-09-01",
        "https://grid.example/supplier",
    )
    assert report.authors == ("Nils Orr", "Ada Finch")
    assert report.text.startswith("A grid operator on the coast cut off a supplier[^1]  after\n")
    for kept in (
        "`net_use * /delete`",
        "see https://x.example/.",
        "\nWhat _came_ next [draft]\n",
        '\n"We saw it',
        "- first",
    ):
        assert kept in report.text
    assert "* not *markup* [here](x)" in report.text


def test_markdown_without_front_matter_takes_its_heading_as_title() -> None:
    report = next(read(Page("a.md", f"Grid cut off\n============\n\n{LONG}\n".encode(), "text/markdown")))
    assert (report.title, report.text) == ("Grid cut off", LONG.rstrip() + " ")


def test_kinds_are_told_by_type_name_and_content() -> None:
    html = f"<!doctype html><html><body><article><p>{LONG * 3}</p></article></body></html>".encode()
    for name, kind in (("a.txt", "text/plain"), ("a", ""), ("https://a.example/x", "text/html; charset=utf-8")):
        assert next(read(Page(name, html, kind))).text.startswith("A grid operator")
    assert next(read(Page("x", b'{"text": "Some words"}'))).text == "Some words"
    assert next(read(Page("x", b"Some words", "application/octet-stream"))).text == "Some words"
    with pytest.raises(InputError, match="not an article but image/png"):
        list(read(Page("x", b"png", "image/png")))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("naïve café – “quoted”", "utf-8"),
        ("naïve café – “quoted”", "cp1252"),
        ("naïve café – “quoted”", "utf-16-le"),
        ("naïve café – “quoted”", "utf-32"),
        ("Хакери атакували енергетичну компанію, повідомила поліція.", "cp1251"),
        ("Хакеры атаковали энергетическую компанию, сообщила полиция.", "koi8-r"),
        ("", "utf-8"),
    ],
)
def test_decode_without_a_declaration(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_decode_minds_declarations_only_where_they_can_be_true() -> None:
    assert decode("Žluťoučký kůň".encode("iso8859-2"), "text/plain; charset=ISO-8859-2") == "Žluťoučký kůň"
    assert decode("kůň".encode(), "text/plain; charset=iso-8859-2") == "kůň"
    assert decode(b"plain", "text/plain; charset=no-such-thing") == "plain"
    assert decode("日本語のニュース".encode("shift_jis"), "text/html; charset=Shift_JIS") == "日本語のニュース"


@settings(deadline=None)  # the first call loads a model
@given(
    st.binary(max_size=400),
    st.sampled_from(["", "utf-8", "utf-16", "cp1251", "hex", "idna", "big5", "iso-2022-jp", "\0"]),
)
def test_decode_never_raises(body: bytes, charset: str) -> None:
    assert isinstance(decode(body, f"text/html; charset={charset}"), str)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Fri, 29 Jul 2022", "2022-07-29"),
        ("July 3rd, 2021 at noon", "2021-07-03"),
        ("2024-02-29T23:59:59Z", "2024-02-29"),
        ("20240229", "2024-02-29"),
        ("/2023/11/5/story", "2023-11-05"),
        ("25/12/2020", "2020-12-25"),
        ("12/25/2020", "2020-12-25"),
        ("3. März 2022", "2022-03-03"),
        ("24 лютого 2022", "2022-02-24"),
        ("30 February 2022", None),
        ("call 2022 5551 now", None),
        (None, None),
    ],
)
def test_dates(words: str | None, day: str | None) -> None:
    assert iso_day(words) == day


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        (LONG, "de", "en"),
        ("Невідомі отримали доступ до поштових скриньок установи, повідомила поліція у вівторок.", None, "uk"),
        ("Неизвестные получили доступ к почтовым ящикам учреждения, сообщила полиция во вторник.", None, "ru"),
        ("Unbekannte haben sich Zugang zu den Postfächern der Behörde verschafft, teilte die Polizei mit.", "en", "de"),
        ("Too short", None, None),
        ("Zu kurz", "de-AT", "de"),
    ],
)
def test_language(text: str, declared: str | None, code: str | None) -> None:
    assert language(text, declared) == code


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("story.md", f"# Pact signed\n\n*Published 9 September 2024*\n\n{LONG}"),
        ("story.md", f"# Pact signed\n\nBONN, 9 September 2024 - {LONG}"),
        ("story.txt", f"Pact signed by three\n\nBONN, 9 September 2024 — {LONG}"),
    ],
)
def test_a_dateline_dates_text(name: str, text: str) -> None:
    assert next(read(Page(name, text.encode()))).published == "2024-09-09"

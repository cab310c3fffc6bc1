"""An article as a JSON object -> Report. The text is kept character for character: offsets point into it."""

from collections.abc import Iterator
from typing import Any

import orjson

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read.dates import iso_day
from extractor.read.language import language


def read_json(page: Page) -> Iterator[Report]:
    """The article, or each article of a list. Raises InputError at the first that is none."""
    try:
        value = orjson.loads(page.body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise InputError(f"not valid JSON: {error}") from None
    for item in value if isinstance(value, list) else [value]:
        yield _report(item, page)


def _report(item: Any, page: Page) -> Report:
    from extractor.read.identity import report_id

    if not isinstance(item, dict):
        raise InputError(f"a JSON object was expected, not {type(item).__name__}")
    if isinstance(item.get("report"), dict):  # a result document: its report is the article
        item = item["report"]
    text = item.get("text")
    if not isinstance(text, str):
        raise InputError("the field 'text' is missing" if text is None else "the field 'text' is not a string")
    if not text.strip():
        raise InputError("the field 'text' is empty")
    own = item.get("doc_id", item.get("id"))
    url = _string(item.get("url")) or page.url
    return Report(
        id=report_id(str(own) if isinstance(own, str | int) else None, page, url, text),
        text=text,
        url=url,
        title=_string(item.get("title")),
        published=iso_day(_string(item.get("date")) or _string(item.get("published"))),
        publisher=_name(item.get("publisher")),
        language=_string(item.get("language")) or language(text),
        authors=_names(item.get("authors", item.get("author"))),
    )


def _string(value: Any) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    return _string(value.get("name") if isinstance(value, dict) else value)


def _names(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(name for item in items if (name := _name(item)))

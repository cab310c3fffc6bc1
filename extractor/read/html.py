"""HTML page -> Report: the article body without furniture. Nothing here goes online."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read.encoding import decode
from extractor.read.identity import report_id
from extractor.read.language import language

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,60};base64,[A-Za-z0-9+/=%\s]{100,}")
_HEAVY = re.compile(r"<(/?)(script|style|svg|noscript|template)\b([^<>]*)>", re.I)


def read_html(page: Page) -> Iterator[Report]:
    """The article of an HTML page. Raises InputError where it holds no article text."""
    from lxml.etree import LxmlError

    from extractor.read.body import body_text
    from extractor.read.metadata import metadata

    try:
        tree, deep = parse(decode(page.body, page.media_type))
        about = metadata(tree, page.url)
        text = body_text(tree, about)
    except (LxmlError, RecursionError) as error:
        raise InputError(f"the HTML cannot be parsed: {str(error) or type(error).__name__}") from None
    if not text:
        raise InputError("no article text found" + (": the HTML is nested too deeply" if deep else ""))
    yield Report(
        id=report_id(None, page, about.url, text),
        text=text,
        url=about.url,
        title=about.title,
        published=about.published,
        publisher=about.publisher,
        language=language(text, about.language),
        authors=about.authors,
    )


def parse(source: str) -> "tuple[HtmlElement, bool]":
    """The page as a tree without scripts and drawings, and whether it is cut off for being nested too deeply.

    Raises InputError where there is no markup.
    """
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        tree = document_fromstring(lighten(source).encode("utf-8", "replace"), parser=parser)
    except ParserError:
        raise InputError("no article text found") from None
    return tree, any("depth" in error.message for error in parser.error_log)


def lighten(source: str) -> str:
    """`source` without scripts (JSON-LD stays), styles, drawings and embedded pictures; one pass, however broken."""
    source = _INVALID.sub("", source)
    if ";base64," in source:
        source = _EMBEDDED.sub("", source)
    kept: list[str] = []
    position, inside = 0, ""
    for tag in _HEAVY.finditer(source):
        name = tag[2].lower()
        if (
            not inside
            and not tag[1]
            and not tag[3].endswith("/")
            and not (name == "script" and "ld+json" in tag[3].lower())
        ):
            kept.append(source[position : tag.start()])
            position, inside = tag.start(), name
        elif inside == name and tag[1]:
            position, inside = tag.end(), ""
    kept.append(source[position:])
    return "".join(kept)

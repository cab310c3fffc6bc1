"""HTML page -> Report: the article body without furniture. Nothing here goes online."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read.dates import iso_day
from extractor.read.encoding import decode
from extractor.read.furniture import day_at_top
from extractor.read.identity import report_id
from extractor.read.language import language
from extractor.read.light import lighten
from extractor.read.sites import layouts_of, site_article

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def read_html(page: Page) -> Iterator[Report]:
    """The article of an HTML page. Raises InputError where it holds no article text."""
    from lxml.etree import LxmlError

    from extractor.read.body import body_text, clean
    from extractor.read.metadata import metadata
    from extractor.read.soup import paragraphs

    try:
        source = decode(page.body, page.media_type)
        tree, deep = parse(source)
        about = metadata(tree, page.url)
        layouts = layouts_of(page.url or about.url)
        own = site_article(lighten(source), layouts, about) if layouts else None
        whole, about = own or (body_text(tree, about), about)
    except (LxmlError, RecursionError) as error:
        raise InputError(f"the HTML cannot be parsed: {str(error) or type(error).__name__}") from None
    text = clean(whole, about) or clean(paragraphs(lighten(source)), about)
    if not text:
        raise InputError("no article text found" + (": the HTML is nested too deeply" if deep else ""))
    yield Report(
        id=report_id(None, page, about.url, text),
        text=text,
        url=about.url,
        title=about.title,
        published=about.published or day_at_top(whole) or found_day(source),
        publisher=about.publisher,
        language=language(text, about.language),
        authors=about.authors,
    )


def found_day(source: str) -> str | None:
    """The day that htmldate finds on a page that states none."""
    from htmldate import find_date

    try:
        return iso_day(find_date(lighten(source), extensive_search=False, original_date=True))
    except (ValueError, TypeError, AttributeError):  # its patterns met a page they did not expect
        return None


def parse(source: str) -> "tuple[HtmlElement, bool]":
    """The page as a tree without scripts and drawings, and whether it is cut off for being nested too deeply.

    Raises InputError where there is no markup.
    """
    return grown(lighten(source))


def grown(source: str) -> "tuple[HtmlElement, bool]":
    """As `parse`, of a source that is light already."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        tree = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        raise InputError("no article text found") from None
    return tree, any("depth" in error.message for error in parser.error_log)

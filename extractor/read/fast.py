"""HTML page -> Report for first passes over huge archives: resiliparse picks the text, only the head tells the rest.

Many times quicker than `read_html`. Its texts keep more of the page's furniture; a date that a page shows but does not
state, and a language other than the one it declares, are not looked for; sites' own layouts, which BeautifulSoup reads,
would take longer than all the rest and are left out.
"""

import re
from collections.abc import Iterator

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read.body import clean
from extractor.read.encoding import decode
from extractor.read.furniture import day_at_top
from extractor.read.html import grown, read_html
from extractor.read.identity import report_id
from extractor.read.language import language
from extractor.read.metadata import Metadata, metadata

LEAST = 25
"""Characters below which a text is no article."""
_HEAD_END = re.compile(r"</head\b|<body\b", re.I)
_HEAD_PART = re.compile(r"<(?:html|meta|link)\b[^<>]*>|<title\b[^<>]*>[^<>]{0,1000}</title\s*>", re.I)
_LONGEST_LINE = 160
"""Characters of a furniture line: of longer ones one in four hundred is, and they take half the time (measured)."""
_LONGEST_HEAD = 500_000
_PARTS = (("<h1", "</h1", 3), ("<time", ">", 3))
"""What the body tells about the article: how it begins, how it ends, how many are looked at."""
_LONGEST = 3_000_000
"""Characters of a page without its scripts, above which it is left to the other reader."""
_NESTED = ("div", "article")
_DEEPEST, _STEP = 500, 4096
"""Such elements within one another that are left to the other reader: resiliparse takes a second for 8,000 (measured)
and four times as long for twice as many. How deep a page is, is looked at every so many characters."""
_CAPITALS = re.compile("<(?:D|dI|A|aR)")
"""What begins such an element that is not written small; that of a closing one would only make the page look deeper."""
_SCRIPTS, _DRAWINGS = re.compile("<(script|style)"), re.compile("<(svg)")
"""What fills most of a page and holds nothing to read. Drawings go last: scripts speak of them."""


def read_html_fast(page: Page) -> Iterator[Report]:
    """The article of an HTML page, quickly. Raises InputError where it holds no article text."""
    from lxml.etree import LxmlError
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLParserException

    source, linked = _without(_SCRIPTS, decode(page.body, page.media_type))
    source, _ = _without(_DRAWINGS, source)
    if len(source) > _LONGEST or _is_deep(source):
        yield from read_html(page)
        return
    try:
        whole = extract_plain_text(
            source, main_content=True, alt_texts=False, comments=False, post_meta=False, list_bullets=False
        )
        about = _about(source, linked, page.url)
    except (LxmlError, HTMLParserException) as error:
        raise InputError(f"the HTML cannot be parsed: {str(error) or type(error).__name__}") from None
    text = clean(whole, about, longest=_LONGEST_LINE)
    if len(text) < LEAST:
        raise InputError("no article text found")
    yield Report(
        id=report_id(None, page, about.url, text),
        text=text,
        url=about.url,
        title=about.title,
        published=about.published or day_at_top(whole),
        publisher=about.publisher,
        language=language(text, about.language, believe=True),
        authors=about.authors,
    )


def _is_deep(source: str) -> bool:
    """Whether more elements are open somewhere than any page of news has."""
    # Pages of news write their tags small, and making a page's letters small takes longer than all this.
    low = source.lower() if _CAPITALS.search(source) else source
    if sum(low.count(f"<{name}") for name in _NESTED) <= _DEEPEST:
        return False  # most pages have not even so many of them
    depth = dict.fromkeys(_NESTED, 0)
    for start in range(0, len(low), _STEP):
        for name in _NESTED:
            opened, closed = (low.count(mark, start, start + _STEP) for mark in (f"<{name}", f"</{name}"))
            depth[name] = max(0, depth[name] + opened - closed)
        if sum(depth.values()) > _DEEPEST:
            return True
    return False


def _about(source: str, linked: str, url: str | None) -> Metadata:
    """What a page says of itself in its head, its JSON-LD and its first headings."""
    end = _HEAD_END.search(source, 0, _LONGEST_HEAD)
    start = end.start() if end else 0
    head = "".join(_HEAD_PART.findall(source, 0, start))
    shown = "".join(part for begin, close, most in _PARTS for part in _between(source, start, begin, close, most))
    try:
        return metadata(grown(f"{head}{linked}</head><body>{shown}</body></html>")[0], url)
    except InputError:
        return Metadata(url=url)


def _between(source: str, start: int, begin: str, close: str, most: int) -> Iterator[str]:
    """At most `most` parts of `source` from `begin` to `close`."""
    for _ in range(most):
        start = source.find(begin, start)
        end = source.find(close, start, start + 5000)
        if start < 0 or end < 0:
            return
        yield source[start : end + len(close)] + ("" if close == ">" else ">")
        start = end


def _without(elements: re.Pattern[str], source: str) -> tuple[str, str]:
    """`source` without such elements, and its JSON-LD scripts apart."""
    kept: list[str] = []
    linked: list[str] = []
    never_closed: set[str] = set()
    position = at = 0
    while match := elements.search(source, at):
        name, at = match[1], match.end()
        end = f"</{name}>"
        stop = -1 if name in never_closed else source.find(end, at)
        if stop < 0:
            never_closed.add(name)
            continue
        if name == "script" and "ld+json" in source[at : source.find(">", at)]:
            linked.append(source[match.start() : stop + len(end)])
        kept.append(source[position : match.start()])
        position = at = stop + len(end)
    return "".join(kept) + source[position:], "".join(linked)

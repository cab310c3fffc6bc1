"""The standfirst: the paragraph between headline and text that says what the article is about.

Body extraction takes it for part of the page's head. It is known by being what the page gives as its description, or
by what its element is called.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from extractor.read.furniture import is_furniture, plain
from extractor.read.markup import below_headline, words_of

_KIND = re.compile(
    r"stand-?first|sub-?(?:title|head|line|deck)|excerpt|(?:^|[\W_])(?:lead|lede|dek|deck|intro|chapo|sapo)(?:$|[\W_]|text)"
    r"|preamble|summary|vorspann|epigraph|entradilla|ingress|sottotitolo|bajada",
    re.I,
)
_NO_KIND = re.compile(r"caption|image|photo|picture|media|figure|credit|byline|author", re.I)
_CREDIT = re.compile(r"©|\([^()]+/[^()]+\)$|\b(?:photograph|photo|foto|image|picture) ?(?:by|:)", re.I)
_TAGS = frozenset({"p", "h2", "h3", "h4", "div", "span", "strong"})
_SHORTEST, _LONGEST = 60, 600
_PARTS = 8
"""Elements within a standfirst; what has more of them is a part of the page."""
_MOST = 200
"""Elements that are looked at."""
_PROSE = 100
"""Characters of a paragraph of the text: a standfirst stands above the second of them at the latest."""


def standfirst(tree: HtmlElement, descriptions: Iterable[str]) -> str | None:
    """The standfirst of the page `tree`, where it shows one."""
    told = [plain(text.rstrip("….")) for text in descriptions]
    told = [text for text in told if len(text) >= _SHORTEST]
    named: str | None = None
    for element in islice(_candidates(tree), _MOST):
        line = words_of(element)
        if not _SHORTEST <= len(line) <= _LONGEST:
            continue
        kind = _kind(element)
        is_told = any(_same(plain(line), text) for text in told)
        is_named = named is None and _KIND.search(kind) and not _NO_KIND.search(kind)
        if (is_told or is_named) and not _is_other(element, line):
            named = line
            if is_told:
                return line
    return named


def _is_other(element: HtmlElement, line: str) -> bool:
    """Whether `element` is a caption, a teaser, a notice or a part of the page, whatever it is called."""
    holds_heading = element.tag in ("div", "span") and any(True for _ in element.iter("h1", "h2"))
    return holds_heading or _in_link(element) or bool(_CREDIT.search(line)) or is_furniture(line)


def _candidates(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Small elements between the headline and the second paragraph of the text."""
    prose = 0
    for element in below_headline(tree):
        if element.tag == "p" and len(words_of(element)) > _PROSE:
            prose += 1
        if prose == 2:
            if element.tag == "p" and _KIND.search(_kind(element)):
                yield element
            return
        if element.tag in _TAGS and len(element) <= _PARTS:
            yield element


def _in_link(element: HtmlElement) -> bool:
    return any(up.tag in ("a", "figure", "nav", "aside") for up in element.iterancestors())


def _kind(element: HtmlElement) -> str:
    """What an element and the one around it are called."""
    around = element.getparent()
    return f"{element.get('class', '')} {around.get('class', '') if around is not None else ''}"


def _same(line: str, told: str) -> bool:
    """Whether `line` is what is told, one of them perhaps cut off, the line perhaps with a place before it."""
    if line.startswith(told[:_SHORTEST]) or told in line:
        return len(line) < 2 * len(told)
    return told.startswith(line)

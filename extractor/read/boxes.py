"""What stands in the article's element without being its text: boxes told by their class, cards, links with a lead-in.

And the other way round: a text that the page holds in several elements, for adverts between them, is made one.
"""

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.read.markup import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

INDICATOR = re.compile(r"CVE-\d{4}-\d{4,7}|[\da-f]{32,64}|(?:\d{1,3}\[?\.\]?){3}\d{1,3}", re.I)
_EDGE = r"(?:$|[\W_])"
_BOX = re.compile(
    r"fact-?box|info-?box|faktaboks|newsletter|recommend|recirc|popular-articles|most-?(?:popular|read)|carousel|swiper"
    r"|author-?(?:bio|box|info|desc|card)|about-?(?:the-?)?author"
    rf"|(?:^|[\W_])related|read-?(?:more|also|next)|(?:see|also)-?(?:also|read)|(?:comments?|bio|poll|slider){_EDGE}"
)
"""Classes of boxes with other matters, in the words that publishing systems share."""
_CAPTION = re.compile(
    r"caption|bildunterschrift|pie-?de-?foto"
    r"|(?:image|photo|picture|bild|foto|media)\w*[-_]{0,2}(?:info|text|credit|copyright|desc|legend)"
)
_HIDDEN = re.compile(r"(?:^|\s)(?:sr-only|hidden|visually-?hidden|screen-reader\S*)(?:$|\s)")
_TELLING = tuple(
    "box newsletter recomm recirc popular most carousel swiper author related read also comment bio poll slider "
    "caption bild pie image photo picture foto media hidden sr-only screen-reader".split()
)
"""One of these is in each class that the patterns above find; looking for them is quicker."""
_SHOWN = re.compile(r":(?:block|flex|grid|inline|contents|table)")
"""Beside `hidden`: shown where the window is wide."""
_CARDS = "//a[@href and * and (.//p or .//h2 or .//h3 or .//h4 or .//div or .//ul)]"
_KEPT = frozenset({"html", "body", "main", "article", "h1"})
_LARGEST_BOX, _LARGEST_CAPTION, _LARGEST_CARD, _LARGEST_LINE = 3000, 600, 1200, 200
"""Characters above which an element holds more than its class says, or is no card, no line."""
_LONGEST_CLASS = 300
_MOST = 0.3
"""Of all text: what holds more is the article, whatever it is called."""
_CHUNK = re.compile(r"[Bb]ody|[Cc]ontent|[Cc]hunk")
_PROSE = 80
"""Characters of a paragraph of a text."""
_UP = 6
"""Steps up to the element that holds all parts of a text."""
_BEFORE_LINK = (":", "|", "»", "–", "+")


def drop(element: "HtmlElement") -> None:
    """Take `element` out of its tree, where it is not out already."""
    if element.getparent() is not None:
        element.drop_tree()


def drop_boxes(tree: "HtmlElement") -> None:
    """Take boxes, captions and what is hidden out of `tree`, and cards: links that hold paragraphs or headings."""
    most = _MOST * float(tree.xpath("string-length()"))
    for element in tree.xpath("//*[@class]"):
        if element.tag not in _KEPT and _is_box(element, most):
            drop(element)
    for link in tree.xpath(_CARDS):
        if _holds_less(link, _LARGEST_CARD) and not INDICATOR.search(words_of(link)):
            drop(link)


def _is_box(element: "HtmlElement", most: float) -> bool:
    limit = min(most, _largest(element.get("class", "")[:_LONGEST_CLASS]))
    return limit > 0 and _holds_less(element, limit) and not INDICATOR.search(words_of(element))


@lru_cache(4096)
def _largest(kind: str) -> int:
    """Characters up to which an element of the class `kind` is a box; 0 where the class tells of none."""
    kind = kind.lower()
    if not any(word in kind for word in _TELLING):
        return 0
    if _BOX.search(kind):
        return _LARGEST_BOX
    hidden = _HIDDEN.search(kind) and not _SHOWN.search(kind)
    return _LARGEST_CAPTION if hidden or _CAPTION.search(kind) else 0


def _holds_less(element: "HtmlElement", limit: float) -> bool:
    """Whether `element` has fewer characters than `limit`; no more of them are counted."""
    size = 0
    for text in element.itertext():
        size += len(text)
        if size >= limit:
            return False
    return True


def is_led_link(element: "HtmlElement") -> bool:
    """Whether `element` is the headline of another page behind a few words that lead to it: `Read too: ...`."""
    links = list(element.iter("a"))
    if len(links) != 1:
        return False
    line, linked = words_of(element), words_of(links[0])
    lead = line.removesuffix(linked).rstrip()
    return len(linked.split()) >= 4 and len(line) < _LARGEST_LINE and lead != line and lead.endswith(_BEFORE_LINK)


def join_chunks(tree: "HtmlElement") -> None:
    """Move the paragraphs of a text that several elements of one class hold into the first of them."""
    chunks: dict[str, dict[HtmlElement, int]] = defaultdict(lambda: defaultdict(int))
    for paragraph in tree.iter("p"):
        holder = paragraph.getparent()
        if holder is not None and holder.tag in ("div", "section") and _CHUNK.search(kind := holder.get("class", "")):
            chunks[kind][holder] += not _holds_less(paragraph, _PROSE)
    for counted in chunks.values():
        if sum(count >= 2 for count in counted.values()) >= 2:
            first, *others = (holder for holder, count in counted.items() if count)
            for other in list(_of_same_text(first, others)):
                first.extend(list(other))


def _of_same_text(first: "HtmlElement", others: list["HtmlElement"]) -> "Iterator[HtmlElement]":
    """Those of `others` that go on with the text: near, in the same article, without a headline of their own."""
    article = next(first.iterancestors("article"), None)
    near = set(list(first.iterancestors())[:_UP])
    for other in others:
        above = list(other.iterancestors())
        if first in above or other in near or next(other.iterancestors("article"), None) is not article:
            continue
        part = other
        for up in above:
            if up in near:
                if not any(True for _ in part.iter("h1")):
                    yield other
                break
            part = up

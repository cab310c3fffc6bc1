"""The article's paragraphs out of a page's tree: trafilatura's choice, furniture taken out before and after."""

import logging
import re
from typing import TYPE_CHECKING

from extractor.read.boxes import INDICATOR, drop, drop_boxes, is_led_link, join_chunks
from extractor.read.furniture import LONGEST, is_dateline, is_furniture, is_vita, plain
from extractor.read.standfirst import standfirst

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from extractor.read.metadata import Metadata

_NEVER_BODY = (
    "script", "style", "svg", "link", "meta", "iframe", "template", "canvas", "object", "embed", "button", "select",
    "video", "audio", "noscript", "nav", "input", "footer", "textarea", "figcaption", "label",
)  # fmt: skip
_LEAST = 25
"""Characters below which a text is no article."""
_HEAD_WORDS, _TOP = 60, 3000
"""Characters of a standfirst by which it is looked for among the first characters of the text."""
_TEASER = 200
"""Characters above which a paragraph that is one link is no teaser."""
_HEAD, _TAIL = 5, 3
"""Lines at either end where bylines and author notes stand."""
_BYLINE = re.compile(r"(?:written |reported |story )?(?:by|von|par|por|di|av|af|door|od|автор|текст)\b\s*:?\s*", re.I)


def body_text(tree: "HtmlElement", about: "Metadata") -> str:
    """The article body of `tree` as it comes, a line a paragraph; empty when there is none. `tree` is used up."""
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    head = standfirst(tree, about.descriptions)
    prune(tree)
    text = extract(tree, include_comments=False) or ""
    if about.body and len(about.body) > 2 * len(text):
        text = about.body
    if len(text) < _LEAST:
        return ""
    return f"{head}\n{text}" if head and plain(head)[:_HEAD_WORDS] not in plain(text[:_TOP]) else text


def prune(tree: "HtmlElement") -> None:
    """Take out what is never an article's body, and lines that are links and nothing else."""
    for element in list(tree.iter(*_NEVER_BODY)):
        drop(element)
    for table in [t for t in tree.iter("table") if len(list(t.iter("p"))) > 1]:
        _unfold(table)
    for link in [a for a in tree.iter("a") if INDICATOR.fullmatch((a.text or "").strip())]:
        link.drop_tag()  # a list of these would pass for a menu
    drop_boxes(tree)
    join_chunks(tree)
    for element in [e for e in tree.iter("p", "li", "h3", "h4") if _is_teaser(e)]:
        drop(element)


def _unfold(table: "HtmlElement") -> None:
    """Make divisions of a table that holds paragraphs: it lays out a page."""
    for part in list(table.iter("table", "tbody", "thead", "tr", "td", "th")):
        part.tag = "div"


def _is_teaser(element: "HtmlElement") -> bool:
    """Whether `element` is a link to another page and nothing else but a word or two.

    Links of one to three words stay: lists of vulnerabilities and indicators are written so.
    """
    link = next(element.iter("a"), None)
    if link is None:
        return False
    words = "".join(element.itertext()).strip()
    linked = sum(
        len("".join(a.itertext()).strip()) for a in element.iter("a") if not a.get("href", "#").startswith("#")
    )
    if len(words.split()) < 4 or len(words) >= _TEASER:
        return False
    return linked >= 0.8 * len(words) or (element.tag in ("p", "li") and is_led_link(element))


def clean(text: str, about: "Metadata", *, longest: int = LONGEST) -> str:
    """`text` without furniture lines, the title said again, bylines at the top and notes on the authors at the end."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not is_furniture(line, longest)]
    said = {words for title in about.titles if (words := plain(title))}
    names = [plain(name) for name in about.authors]
    last = len(lines) - _TAIL
    kept = [
        line
        for n, line in enumerate(lines)
        if not _is_title(line, said, n < _HEAD)
        and not (n < _HEAD and (is_dateline(line, named=True) or _is_byline(line, names)))
        and not (n >= max(last, _HEAD) and is_vita(line, names))
    ]
    return "\n".join(kept)


def _is_title(line: str, said: set[str], top: bool) -> bool:
    """Whether `line` is a title of the page; at the top also with a few words (a kicker) before it."""
    if len(line) > 2 * max(map(len, said), default=0) + 40 or not (top or _begins_as(line, said)):
        return False
    words = plain(line)
    if words in said:
        return True
    return top and len(words) < 240 and any(words.endswith(t) and len(t) * 2 > len(words) for t in said)


def _begins_as(line: str, said: set[str]) -> bool:
    """Whether the first letter of `line` is one of theirs: most lines need no closer look."""
    first = next(filter(str.isalnum, line), "").lower()
    return any(words.startswith(first) for words in said)


def _is_byline(line: str, names: list[str]) -> bool:
    words = plain(line)
    if words in names:
        return True
    return len(line) < 120 and bool(_BYLINE.match(line)) and any(name in words for name in names)

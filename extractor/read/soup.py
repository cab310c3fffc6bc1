"""A second reading of pages that the first finds no article in: markup too broken or too deep, or text in odd places.

BeautifulSoup's own parser takes any markup at any depth; the article is taken to be the element whose paragraphs
hold the most text.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

LEAST = 200
"""Characters below which paragraphs are taken for furniture, not for an article."""
_SKIPPED = frozenset({"nav", "footer", "aside", "header", "form", "figure", "noscript", "template"})
_UP = 12
"""Ancestors that are looked at for furniture: all of them would be slow where pages nest deeply on purpose."""


def paragraphs(source: str) -> str:
    """The paragraphs of the element that holds most of the page's text, a line each; empty where none hold enough."""
    from bs4 import BeautifulSoup

    tree = BeautifulSoup(source, "html.parser")
    found: dict[int, list[str]] = defaultdict(list)
    for paragraph in tree.find_all("p"):
        text = " ".join(_own_words(paragraph).split())
        if text and paragraph.parent is not None and not _is_furniture(paragraph):
            found[id(paragraph.parent)].append(text)
    best = max(found.values(), key=lambda lines: sum(map(len, lines)), default=[])
    text = "\n".join(best)
    return text if len(text) >= LEAST else ""


def _own_words(paragraph: "Tag") -> str:
    """The words of a paragraph, not those of a paragraph that it never closed."""
    words = []
    for node in paragraph.descendants:
        if getattr(node, "name", None) == "p":
            break
        if isinstance(node, str):
            words.append(node)
    return "".join(words)


def _is_furniture(paragraph: "Tag") -> bool:
    return any(parent.name in _SKIPPED for parent, _ in zip(paragraph.parents, range(_UP), strict=False))

"""Clean words out of JSON values and elements."""

import html
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement


def text_of(value: Any) -> str | None:
    """`value` as clean words if it is a string that holds any."""
    if not isinstance(value, str):
        return None
    return html.unescape(value).replace("\xa0", " ").replace("\xad", "").strip() or None


def words_of(element: HtmlElement | None) -> str:
    """The words of an element, one space between; none where there is no element."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def marked(tree: HtmlElement, kind: str) -> list[HtmlElement]:
    """The microdata elements that name a `kind` (`author`): the name within, where it is marked, else the whole."""
    found = tree.xpath(f'//*[@itemprop="{kind}"]//*[@itemprop="name"]') or tree.xpath(f'//*[@itemprop="{kind}"]')
    return list(found)


def below_headline(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that follow the first heading of three words, since a masthead has fewer; none without a heading."""
    head = next((h for h in tree.iter("h1") if len(words_of(h).split()) >= 3), None)
    if head is not None:
        for up in (head, *head.iterancestors()):
            for beside in up.itersiblings():
                yield from beside.iter("*")

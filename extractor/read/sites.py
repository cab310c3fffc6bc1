"""A page of a known site, read by the site's own rules (`extractor.sites` plugins): its dated layouts, newest first.

Layouts are plain words; nothing of them is run but their selectors. A page that none fits is read like any other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from extractor import plugins
from extractor.model import Page
from extractor.problems import ExtractorError
from extractor.read.dates import iso_day
from extractor.read.encoding import decode
from extractor.read.light import lighten
from extractor.read.metadata import Metadata

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

GROUP = "extractor.sites"
LEAST = 200
"""Characters below which a layout is taken not to fit."""
_BLOCKS = frozenset(
    "p div section article li ul ol h1 h2 h3 h4 h5 h6 blockquote pre table tr dl dt dd figure br".split()
)
_CELLS = frozenset({"td", "th"})
_NEVER = frozenset(
    "script style noscript nav form aside button iframe svg figcaption template input select textarea".split()
)
_BREAK = "\x1e"
"""Between paragraphs; no page holds it, since readers take control characters out."""
_BY = re.compile(r"^(?:(?:written |reported |posted )?by\b|автор)\s*:?\s*", re.I)
_BETWEEN = re.compile(r"\s*(?:[,;|]|&|\band\b|\bта\b)\s*")


class Layout(Protocol):
    """What a layout states, as in extractor.acquire.sites: CSS selectors."""

    @property
    def title(self) -> str:
        """Of the headline."""

    @property
    def date(self) -> str:
        """Of the day of publication."""

    @property
    def authors(self) -> str:
        """Of the names of who wrote it."""

    @property
    def body(self) -> str:
        """Of what holds the article."""

    @property
    def drop(self) -> str:
        """Of what is no article within the body."""


def layouts_of(url: str | None) -> tuple[Layout, ...]:
    """The layouts of the site that `url` lies on, newest first. Raises ExtractorError where a plugin does not load."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # an address that is none
        return ()
    return _by_host(plugins.names(GROUP)).get(host, ()) if host else ()


@cache
def _by_host(names: tuple[str, ...]) -> dict[str, tuple[Layout, ...]]:
    """Layouts by host. Of two sites on a host the first by name counts."""
    found: dict[str, tuple[Layout, ...]] = {}
    for name in names:
        site = plugins.load(GROUP, name)()
        for host in site.hosts:
            found.setdefault(host, tuple(getattr(site, "layouts", ())))
    return found


def site_article(source: str, layouts: Iterable[Layout], about: Metadata) -> tuple[str, Metadata] | None:
    """The text of a page by the first layout that fits, and what it says better than `about`; None where none fits."""
    from bs4 import BeautifulSoup
    from soupsieve import SelectorSyntaxError

    soup = BeautifulSoup(source, "lxml")
    for layout in layouts:
        try:
            lines = [line for body in _outermost(soup.select(layout.body)) for line in _lines(body, layout.drop)]
            if sum(map(len, lines)) >= LEAST:
                return "\n".join(lines), _told(soup, layout, about)
        except SelectorSyntaxError as error:
            reason = str(error).splitlines()[0]
            raise ExtractorError(f"a layout of {about.url} has a selector that is none: {reason}") from error
    return None


def fits(page: Page, layouts: Iterable[Layout]) -> bool:
    """Whether one of `layouts` finds an article on `page`."""
    return site_article(lighten(decode(page.body, page.media_type)), layouts, Metadata(url=page.url)) is not None


def _told(soup: "BeautifulSoup", layout: Layout, about: Metadata) -> Metadata:
    """`about`, with what the layout shows in its place."""
    title = next(_values(soup, layout.title), None)
    days = (iso_day(value) for value in _values(soup, layout.date))
    authors = dict.fromkeys(name for value in _values(soup, layout.authors) for name in _names(value))
    return replace(
        about,
        titles=tuple(dict.fromkeys((title, *about.titles))) if title else about.titles,
        published=next((day for day in days if day), about.published),
        authors=tuple(authors) or about.authors,
    )


def _values(soup: "BeautifulSoup", selector: str) -> Iterator[str]:
    """What the selected elements state: `datetime`, `content`, or their words."""
    for element in soup.select(selector) if selector else ():
        stated = element.get("datetime") or element.get("content") or element.get_text(" ")
        if words := " ".join(str(stated).split()):
            yield words


def _names(line: str) -> list[str]:
    return [name for name in _BETWEEN.split(_BY.sub("", line)) if 1 < len(name) <= 60 and not iso_day(name)]


def _outermost(bodies: Iterable["Tag"]) -> list["Tag"]:
    """The elements that lie in no other of them."""
    found = list(bodies)
    known = {id(body) for body in found}
    return [body for body in found if not any(id(parent) in known for parent in body.parents)]


def _lines(body: "Tag", drop: str) -> Iterator[str]:
    """The paragraphs of an article's body, without what is dropped."""
    dropped = {id(element) for element in body.select(drop)} if drop else set[int]()
    for line in "".join(_pieces(body, dropped)).split(_BREAK):
        if words := " ".join(line.split()):
            yield words


def _pieces(body: "Tag", dropped: set[int]) -> Iterator[str]:
    """The words below `body` and breaks between them; linear in the page's size, however it is built."""
    from bs4.element import NavigableString, Tag

    stack: list[object] = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if node.name not in _NEVER and id(node) not in dropped:
                edge = _BREAK if node.name in _BLOCKS else " " if node.name in _CELLS else ""
                stack += [edge, *reversed(node.contents), edge]
        elif type(node) in {str, NavigableString}:  # comments are of another type
            yield str(node)

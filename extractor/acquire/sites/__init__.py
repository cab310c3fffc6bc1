"""Sites by name: where a site's articles are listed, and which of its addresses are articles.

A site is a small object. Built-in ones and strangers' are registered alike, as entry points of the group
`extractor.sites` (name: the site's; object: a class that is called without arguments). Most subclass `Generic`
and state a few tuples. `read` takes the layouts as they are; `extractor sites check` tells when one no longer fits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable
from urllib.parse import urlsplit

from extractor import plugins

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

GROUP = "extractor.sites"
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,62}", re.I)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a site's article pages are built from a day on: CSS selectors, empty where the page does not say.

    since: ISO date; the empty string for a site's first layout.  title, date, authors, body: the elements that hold
    them; a date is read from `datetime` or `content` first.  drop: what is no article within the body.
    """

    since: str
    title: str
    date: str
    authors: str
    body: str
    drop: str = ""


@dataclass(frozen=True, slots=True)
class Expects:
    """What a site should yield.

    links: articles that each start lists at least.  fields: what an article has; none where no page can be read.
    lacks: what cannot be had from it, and why, for people.
    """

    links: int = 5
    fields: tuple[str, ...] = ("title", "date", "authors", "text")
    lacks: str = ""


@runtime_checkable
class Site(Protocol):
    """What a site plugin states.

    name: its entry point's.  hosts: where its articles lie.  starts: URLs of feeds, sitemaps or listing pages.
    layouts: of its article pages, the newest first.  expects: what it should yield.
    """

    name: str
    hosts: tuple[str, ...]
    starts: tuple[str, ...]
    layouts: tuple[Layout, ...]
    expects: Expects

    def is_article(self, url: str) -> bool:
        """Whether `url`, found in a sitemap or on a listing page, is an article."""

    def links(self, soup: "BeautifulSoup") -> Iterable[str]:
        """The addresses on a listing page, relative or absolute, in the page's order."""


class Generic:
    """A site whose articles are told by the look of their addresses. The base of most plugins."""

    name: str = "generic"
    hosts: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    layouts: tuple[Layout, ...] = ()
    expects: Expects = Expects(links=1, fields=("title", "text"))

    def is_article(self, url: str) -> bool:
        """On one of the hosts, and its last part is a headline (three words or more) or a number with a date."""
        parts = urlsplit(url)
        if self.hosts and (parts.hostname or "") not in self.hosts:
            return False
        last = parts.path.rstrip("/").rpartition("/")[2].rsplit(".", 1)[0]
        return len([word for word in re.split(r"[-_]", last) if word.isalnum()]) >= 3 or bool(_DATED.search(parts.path))

    def links(self, soup: "BeautifulSoup") -> Iterator[str]:
        """Every link of the page."""
        for anchor in soup.find_all("a", href=True):
            yield str(anchor["href"])


class Matching(Generic):
    """A site whose articles are told by a pattern of their addresses' path, and whose lists by a selector of links."""

    path: str = ""
    listed: str = "a[href]"

    def is_article(self, url: str) -> bool:
        """On one of the hosts, and `path` matches the whole path."""
        parts = urlsplit(url)
        return (parts.hostname or "") in self.hosts and bool(re.fullmatch(self.path, parts.path))

    def links(self, soup: "BeautifulSoup") -> Iterator[str]:
        """The links that `listed` selects."""
        for anchor in soup.select(self.listed):
            yield str(anchor["href"])


_DATED = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/(?:\d\d?/)?[^/]{4,}")


def find(word: str) -> Site | None:
    """The site called `word`, a plugin's name or (`generic`) a host's; None where it is neither.

    Raises ExtractorError where the plugin does not load.
    """
    if word in plugins.names(GROUP):
        return cast(Site, plugins.load(GROUP, word)())
    from extractor.acquire.sites.generic import AnyHost

    return AnyHost(word) if HOST.fullmatch(word) else None

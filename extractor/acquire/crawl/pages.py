"""A listing page -> the articles, feeds and further listing pages that it links to."""

from collections.abc import Iterable

from extractor.acquire.crawl.feeds import Entry
from extractor.acquire.crawl.urls import normal
from extractor.acquire.sites import Site
from extractor.acquire.sites.generic import AnyHost

FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
Entries = tuple[Entry, ...]


def page_links(body: bytes, url: str, site: Site, sitemaps: Iterable[str] = ()) -> tuple[Entries, Entries, Entries]:
    """The links that `site` sees on the page at `url`; and, of a host without a plugin, feeds and further lists.

    sitemaps: those that the host's robots.txt names.
    """
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(body, "lxml")
    base = soup.find("base", href=True)
    here = (normal(str(base["href"]), url) if base else None) or url
    links = _entries(site.links(soup), here)
    if not isinstance(site, AnyHost):
        return links, (), ()
    named = soup.find_all("link", rel="alternate", href=True)
    feeds = [str(link["href"]) for link in named if str(link.get("type", "")).strip().lower() in FEEDS]
    lists = [entry for entry in _entries(site.lists(soup), here) if site.is_list(entry.url)]
    return links, _entries([*feeds, *sitemaps], here), tuple(lists)


def _entries(links: Iterable[str], base: str) -> Entries:
    """Each address once, in the page's order."""
    found = (normal(link, base) for link in links)
    return tuple(Entry(url) for url in dict.fromkeys(found) if url)

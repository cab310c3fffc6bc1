"""A listing page -> the articles and feeds that it links to."""

from collections.abc import Iterable

from extractor.acquire.crawl.feeds import Entry
from extractor.acquire.crawl.urls import normal
from extractor.acquire.sites import Host, Site

FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
Entries = tuple[Entry, ...]


def page_links(body: bytes, url: str, site: Site) -> tuple[Entries, Entries]:
    """The links that `site` sees on the page at `url`; and, of a host without a plugin, the feeds that it names."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(body, "lxml")
    base = soup.find("base", href=True)
    here = (normal(str(base["href"]), url) if base else None) or url
    named = soup.find_all("link", rel="alternate", href=True) if isinstance(site, Host) else []
    feeds = [str(link["href"]) for link in named if str(link.get("type", "")).lower() in FEEDS]
    return _entries(site.links(soup), here), _entries(feeds, here)


def _entries(links: Iterable[str], base: str) -> Entries:
    """Each address once, in the page's order."""
    found = (normal(link, base) for link in links)
    return tuple(Entry(url) for url in dict.fromkeys(found) if url)

"""What the user named -> where to begin: a URL as it is, a site's own starts, or a host's home page."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractor import plugins
from extractor.acquire import sites
from extractor.acquire.crawl.rows import Role
from extractor.acquire.crawl.urls import normal
from extractor.problems import UsageError


@dataclass(frozen=True, slots=True)
class Start:
    """An address to begin at. `source`: the user's word for it, in one spelling.  `site`: its site's name."""

    source: str
    url: str
    role: Role
    site: str | None = None


def starts(words: list[str]) -> Iterator[Start]:
    """Where to begin. Raises UsageError for a word that names nothing."""
    for word in words:
        if "://" in word[:12]:
            url = normal(word)
            if url is None:
                raise UsageError(f"{word}: only http and https addresses are fetched")
            yield Start(url, url, "source")
        else:
            yield from _site(word)


def _site(word: str) -> Iterator[Start]:
    site = sites.find(word)
    if site is None:
        known = ", ".join(plugins.names(sites.GROUP)) or "none yet"
        raise UsageError(f"{word!r} is no URL, host name or site; sites: {known}")
    if not site.starts:
        raise UsageError(f"{word!r} stands for any host: name one, as in: extractor fetch example.org")
    for start in site.starts:
        if (url := normal(start)) is None:
            raise UsageError(f"site {word}: {start!r} is no http(s) address")
        yield Start(site.name, url, "listing", word)

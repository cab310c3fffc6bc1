"""Any host that no plugin describes: its home page, and the feeds, sitemaps and lists that it and robots.txt name."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from extractor.acquire.sites import Generic

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

HOME = "https://{host}/"
_LISTS = re.compile(
    r"(?:news\w*|blogs?|articles?|press|releases?|stories|latest|updates?|archives?|reports?|research|alerts?"
    r"|advisor(?:y|ies)|incidents?|threats?|malware|ransomware|breach(?:es)?|security|cyber\w*|tech\w*|topics?|tags?"
    r"|categor(?:y|ies)|sections?|novyny|novosti|statti|nachrichten|actualites|noticias|notizie|\d{1,4})",
    re.I,
)
"""A word that is part of a listing page's address. It keeps contact forms, shops and logins out."""


class AnyHost(Generic):
    """`generic`, for the host that a user names: `extractor fetch example.org`. Its pages are read by general rules."""

    def __init__(self, host: str = "") -> None:
        host = host.lower()
        self.name = host or "generic"
        self.hosts = (host, host.removeprefix("www.") if host.startswith("www.") else f"www.{host}") if host else ()
        self.starts = (HOME.format(host=host),) if host else ()

    def lists(self, soup: "BeautifulSoup") -> Iterator[str]:
        """Links that may lead to further lists: the next page, and what the page's menus name."""
        for link in soup.select("[rel~=next][href], nav a[href], header a[href], [role=navigation] a[href]"):
            if not link.find_parent("article"):  # a card on the page has a <header> too
                yield str(link["href"])

    def is_list(self, url: str) -> bool:
        """On one of the hosts, at most four short parts, one of them a word for lists; a page's number may follow."""
        parts = urlsplit(url)
        steps = [step for step in parts.path.split("/") if step]
        if (parts.hostname or "") not in self.hosts or self.is_article(url) or len(steps) > 4:
            return False
        if parts.query and not re.fullmatch(r"(?:page|paged|p|start|offset)=\d{1,4}", parts.query):
            return False
        words = [word for step in steps for word in re.split(r"[-_.]", step)]
        return len(words) <= 8 and (bool(parts.query) or any(_LISTS.fullmatch(word) for word in words))

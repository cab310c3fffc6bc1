"""RSS, Atom and JSON feeds and sitemaps -> the addresses they list, with dates and titles.

XML is parsed once, without entities, external files or unbounded depth; a document that declares entities is refused.
"""

import calendar
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import struct_time
from typing import TYPE_CHECKING, Any, Literal

from extractor.acquire.crawl.sitemaps import map_entries
from extractor.acquire.crawl.urls import normal
from extractor.acquire.decode import unpacked
from extractor.problems import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

Kind = Literal["feed", "sitemap", "index", "page"]

_XML_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<[\s\0]*(?:\?\0?x\0?m\0?l|!|[a-z])", re.I)
_BARE = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#?\w+;)", re.S)
"""An ampersand that should have been escaped; and whole CDATA sections, in which it need not be."""
SENSIBLE = ("1990", "2100")
"""Years from and before which pages are published: other dates stand for none."""
_ROOTS: dict[str, Kind] = {
    "rss": "feed",
    "feed": "feed",
    "RDF": "feed",
    "urlset": "sitemap",
    "sitemapindex": "index",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An address that a feed or sitemap lists. `published`: ISO, UTC, as precise as it was given."""

    url: str
    published: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a document lists; of kind `page` it lists nothing, and is a page itself."""

    kind: Kind
    entries: tuple[Entry, ...] = ()


PAGE = Listing("page")


def listing(body: bytes, url: str, limit: int) -> Listing:
    """What `body`, fetched from `url`, lists. A gzip file is unpacked up to `limit` bytes.

    Raises InputError where it is a feed or sitemap that must not or cannot be read.
    """
    if body.startswith(b"\x1f\x8b"):
        body = unpacked(body, limit)
    if found := _json_feed(body, url):
        return found
    if _XML_START.match(body[:1000]):
        return _xml(body, url)
    return _plain(body, url)


def _xml(body: bytes, url: str) -> Listing:
    root = _root(body)
    kind = "page" if root is None else _ROOTS.get(_local(root), "page")
    if root is None or kind == "page":
        return PAGE
    if entities(root):
        raise InputError("declares XML entities: refused")
    found = _feed_entries(root, url) if kind == "feed" else map_entries(root)
    return Listing(kind, tuple(_clean(found, url)))


def _root(body: bytes) -> "_Element | None":
    """The document's top element; None where it is no XML at all."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    if b"\0" not in body[:8]:  # in UTF-16 they are spelt otherwise
        body = _BARE.sub(lambda found: b"&amp;" if found[0] == b"&" else found[0], body)
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return None


def _local(element: "_Element") -> str:
    return str(element.tag).rpartition("}")[2]


def entities(root: "_Element") -> bool:
    """Whether the document declares entities of its own: only attacks do."""
    document = root.getroottree().docinfo
    return any(dtd is not None and any(True for _ in dtd.iterentities()) for dtd in (document.internalDTD,))


def _feed_entries(root: "_Element", url: str) -> Iterator[tuple[str, str | None, str | None]]:
    """The entries as feedparser reads them. It gets the tree written anew: no DTD, one encoding."""
    import feedparser  # type: ignore[import-untyped]
    from lxml import etree

    found = feedparser.parse(
        etree.tostring(root, encoding="utf-8", xml_declaration=True),
        response_headers={"content-location": url, "content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
    )
    for entry in found.entries:
        link = entry.get("link") or next((x.get("href") for x in entry.get("links", ()) if x.get("href")), None)
        if link:
            said, when = _told(entry, ""), _told(entry, "_parsed")
            zero = (said or "").startswith("-0001")  # read as the year 2000
            yield link, _stamp(when) if when and not zero else None, entry.get("title")


def _told(entry: dict[str, Any], ending: str) -> Any:
    """When an entry was published, else changed; its own `get` would take the one for the other, and warn of it."""
    return dict.get(entry, f"published{ending}") or dict.get(entry, f"updated{ending}")


def _stamp(when: struct_time) -> str | None:
    """A time in UTC as ISO has it; None where there is no such time."""
    try:
        return _iso(datetime.fromtimestamp(calendar.timegm(when), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _iso(when: datetime) -> str:
    return f"{when.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _json_feed(body: bytes, url: str) -> Listing | None:
    """A JSON feed (jsonfeed.org, version 1 or 1.1)."""
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or b"jsonfeed.org" not in body:
        return None
    try:
        document = json.loads(body.decode("utf-8-sig"))
        items = [item for item in document["items"] if isinstance(item, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError("a JSON feed that is broken") from None
    rows = ((_text(i, "url") or _text(i, "external_url"), _text(i, "date_published"), _text(i, "title")) for i in items)
    return Listing("feed", tuple(_clean(rows, url)))


def _text(item: dict[str, object], key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) else None


def _plain(body: bytes, url: str) -> Listing:
    """A sitemap in plain text: one address a line, nothing else."""
    lines = body.decode("utf-8-sig", "replace").split()
    if lines and all(line.startswith(("http://", "https://")) for line in lines):
        return Listing("sitemap", tuple(_clean(((line, None, None) for line in lines), url)))
    return PAGE


def _clean(rows: Iterable[tuple[str | None, str | None, str | None]], base: str) -> Iterator[Entry]:
    """Each address once, in its one spelling."""
    seen = set[str]()
    for link, when, title in rows:
        found = normal(link, base) if link else None
        if found and found not in seen:
            seen.add(found)
            yield Entry(found, day_or_time(when), _line(title) or None)


def _line(title: str | None) -> str:
    """A title on one line; JSON can write halves of characters, which nothing else can."""
    return " ".join((title or "").encode("utf-8", "replace").decode("utf-8").split())


def day_or_time(text: str | None) -> str | None:
    """An ISO date, or a time in UTC, from what a feed or sitemap says; None where it is neither, or absurd."""
    text = (text or "").strip()
    try:
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
            date.fromisoformat(f"{text}{'-01-01'[len(text) - 4 :]}")
            found = text
        else:
            when = datetime.fromisoformat(text)
            found = _iso(when.astimezone(UTC) if when.tzinfo else when)
    except (ValueError, OverflowError):
        return None
    return found if SENSIBLE[0] <= found < SENSIBLE[1] else None

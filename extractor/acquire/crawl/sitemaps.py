"""Sitemaps (sitemaps.org 0.9), their indexes, and news sitemaps: addresses, dates, titles."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def map_entries(root: "_Element") -> Iterator[tuple[str, str | None, str | None]]:
    """Address, date and title of each `url` or `sitemap` in a sitemap, whatever its namespaces are called.

    Also of more than the 50,000 that the standard allows: how large a document may be is bounded elsewhere.
    """
    for item in root:
        own = _children(item)
        news = next((_children(child) for child in item if _local(child) == "news"), {})
        if link := own.get("loc"):
            yield link, news.get("publication_date") or own.get("lastmod"), news.get("title")


def _children(item: "_Element") -> dict[str, str]:
    """The texts of the elements right below; of two with one name the first."""
    found: dict[str, str] = {}
    for child in item:
        found.setdefault(_local(child), (child.text or "").strip())
    return found


def _local(element: "_Element") -> str:
    """The name without its namespace; comments have none."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""

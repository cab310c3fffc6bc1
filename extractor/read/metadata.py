"""What a page says about itself: title, date, authors, publisher, canonical URL, language.

Order: JSON-LD, OpenGraph and other meta tags, microdata, the visible page.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from extractor.read.authors import authors
from extractor.read.dates import iso_day
from extractor.read.markup import marked, text_of, words_of
from extractor.read.titles import titles

_ARTICLE = re.compile(
    r"(?:News|Blog|Live|Report|Opinion|Analysis|Satirical|Scholarly|Tech|Review|Background|"
    r"Advertiser)?\w*(?:Article|Posting|Report|Review)$"
)
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline")
_DATES = (
    "article:published_time",
    "og:published_time",
    "article.published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "cxenseparse:recs:publishtime",
)
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself; `titles` best first; `body` is the text in its JSON-LD, often only a stub."""

    titles: tuple[str, ...] = ()
    published: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    body: str | None = None
    descriptions: tuple[str, ...] = ()

    @property
    def title(self) -> str | None:
        """The headline."""
        return self.titles[0] if self.titles else None


def metadata(tree: HtmlElement, url: str | None = None) -> Metadata:
    """The metadata of the page `tree`, fetched from `url` where that is known."""
    article = _article(list(_linked(tree)))
    tags = _tags(tree)
    where = _url(tree, tags, article, url)
    site = _publisher(tree, article, tags, where)
    return Metadata(
        titles=_titles(tree, article, tags, site),
        published=_published(tree, article, tags, where),
        authors=authors(tree, article, tags, _outlet(article, tags, site)),
        publisher=site,
        url=where,
        language=tree.get("lang") or tags.get("og:locale"),
        body=text_of(article.get("articleBody")),
        descriptions=_descriptions(article, tags),
    )


def _linked(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD, graphs and lists opened."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            yield from _objects(_loads(script.text))


def _loads(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().removesuffix(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(value.get(key), depth + 1)


def _article(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """The object that describes the article: of its type and with a headline, the fullest first."""
    found = [o for o in objects if any(_ARTICLE.match(t) for t in _types(o))]
    keys = ("headline", "datePublished", "author", "publisher", "articleBody")
    by_id = {o["@id"]: o for o in objects if isinstance(o.get("@id"), str) and len(o) > 1}
    best = max(found, key=lambda o: sum(bool(o.get(k)) for k in keys), default={})
    return {k: _resolved(v, by_id) if k in ("author", "publisher", "creator") else v for k, v in best.items()}


def _resolved(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    """`value` with references (`{"@id": ...}`) replaced by what they refer to."""
    if isinstance(value, list):
        return [_resolved(v, by_id) for v in value]
    if isinstance(value, dict) and not value.get("name"):
        return by_id.get(str(value.get("@id")), value)
    return value


def _types(item: dict[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]


def _tags(tree: HtmlElement) -> dict[str, str]:
    """Meta tags by lower-case name; the first of a name counts, several authors are joined."""
    tags: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower().strip()
        content = text_of(meta.get("content"))
        if not name or not content:
            continue
        if name in ("author", "article:author") and name in tags and content not in tags[name]:
            tags[name] += "; " + content
        tags.setdefault(name, content)
    return tags


def _titles(tree: HtmlElement, article: dict[str, Any], tags: dict[str, str], site: str | None) -> tuple[str, ...]:
    linked = text_of(article.get("headline")) or text_of(article.get("name"))
    tagged = next((tags[name] for name in _TITLES if name in tags), None)
    heads = [h for e in tree.iter("h1") if (h := words_of(e))]
    return titles(linked, tagged, heads, words_of(tree.find(".//title")), site)


def _descriptions(article: dict[str, Any], tags: dict[str, str]) -> tuple[str, ...]:
    """What the page says that the article is about."""
    told = (text_of(article.get("description")), *(tags.get(name) for name in _DESCRIPTIONS))
    return tuple(dict.fromkeys(text for text in told if text))


def _published(tree: HtmlElement, article: dict[str, Any], tags: dict[str, str], url: str | None) -> str | None:
    for key in ("datePublished", "dateCreated"):
        if day := iso_day(text_of(article.get(key))):
            return day
    for name in _DATES:
        if day := iso_day(tags.get(name)):
            return day
    return _shown_day(tree) or iso_day(urlsplit(url or "").path)


def _shown_day(tree: HtmlElement) -> str | None:
    """The day of microdata or of the first <time> that has one."""
    for element in tree.xpath('//*[@itemprop="datePublished"]|//time[@datetime]|//time'):
        stated = element.get("datetime") or element.get("content") or words_of(element)
        if day := iso_day(stated):
            return day
    return None


def _publisher(tree: HtmlElement, article: dict[str, Any], tags: dict[str, str], url: str | None) -> str | None:
    named = _named_whole(article.get("publisher"))
    tagged = next((tags[name] for name in _SITES if name in tags and not tags[name].startswith("http")), None)
    if named or tagged:
        return named or tagged
    shown = next((name for e in marked(tree, "publisher") if (name := e.get("content") or words_of(e))), None)
    host = urlsplit(url or "").hostname or ""
    return shown or _beside_title(tree) or host.removeprefix("www.") or None


def _outlet(article: dict[str, Any], tags: dict[str, str], site: str | None) -> list[str]:
    """The names that the outlet goes by."""
    return [n for n in (site, _named_whole(article.get("publisher")), *(tags.get(name) for name in _SITES)) if n]


def _beside_title(tree: HtmlElement) -> str | None:
    """What <title> says besides the headline: `The Ledger: Cranes stand still`, `Cranes stand still - The Ledger`."""
    whole = words_of(tree.find(".//title"))
    for head in filter(None, (words_of(h) for h in tree.iter("h1", "h2"))):
        if len(head.split()) >= 3 and head in whole and head != whole:
            rest = whole.replace(head, "", 1).strip(" :|-–—•·")
            return rest if 0 < len(rest.split()) <= 5 else None
    return None


def _named_whole(value: Any) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    return text_of(first.get("name") if isinstance(first, dict) else first)


def _url(tree: HtmlElement, tags: dict[str, str], article: dict[str, Any], url: str | None) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for candidate in (*links, tags.get("og:url"), text_of(article.get("url")), tags.get("mainentityofpage"), url):
        if candidate and (full := _absolute(candidate, url)):
            return full
    return url


def _absolute(address: str, base: str | None) -> str | None:
    try:
        full = urljoin(base or "", address.strip())
        return full if urlsplit(full).scheme in ("http", "https") and urlsplit(full).hostname else None
    except ValueError:
        return None

"""What a page says about itself: title, date, authors, publisher, canonical URL, language.

Order: JSON-LD, OpenGraph and other meta tags, microdata, the visible page.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from extractor.read.dates import iso_day
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
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
)
_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher")
_NO_PERSON = re.compile(
    r"https?:|www\.|@|/|^\d|^(?:admin|editor|staff|authors?|redaktion|unknown|none|null|undefined|guest "
    r"author|адмін|админ|редактор|редакц[іи]я(?: сайту| сайта)?|прес-?служба|пресс-?служба)$",
    re.I,
)
_BEFORE_NAME = re.compile(
    r"^(?:by|von|par|por|di|av|автор (?:статті|статьи|матеріалу|материала)|автор(?:ка|и|ы)?|текст)\s*:?\s+", re.I
)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|\||&|/|\band\b|\bund\b|\bet\b|\bog\b|\by\b|\bта\b|\s[ійи]\s)\s*")
_NAME = r"[А-ЯІЇЄҐЁ][а-яіїєґё'’ʼ-]+(?: [А-ЯІЇЄҐЁ][а-яіїєґё'’ʼ-]+){1,2}"
_CYRILLIC_NAME = re.compile(rf"{_NAME}(?:(?:,| та| і| й| и) {_NAME})*(?=\s*(?:$|[,|•·–—\d]))")
"""A line that begins with a person's name, as Ukrainian and Russian pages sign: "Олена Гайдук, 22 січня"."""


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
        authors=_authors(tree, article, tags),
        publisher=site,
        url=where,
        language=tree.get("lang") or tags.get("og:locale"),
        body=_text(article.get("articleBody")),
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
        content = _text(meta.get("content"))
        if not name or not content:
            continue
        if name in ("author", "article:author") and name in tags and content not in tags[name]:
            tags[name] += "; " + content
        tags.setdefault(name, content)
    return tags


def _titles(tree: HtmlElement, article: dict[str, Any], tags: dict[str, str], site: str | None) -> tuple[str, ...]:
    linked = _text(article.get("headline")) or _text(article.get("name"))
    tagged = next((tags[name] for name in _TITLES if name in tags), None)
    heads = [h for e in tree.iter("h1") if (h := _words(e))]
    return titles(linked, tagged, heads, _words(tree.find(".//title")), site)


def _published(tree: HtmlElement, article: dict[str, Any], tags: dict[str, str], url: str | None) -> str | None:
    for key in ("datePublished", "dateCreated"):
        if day := iso_day(_text(article.get(key))):
            return day
    for name in _DATES:
        if day := iso_day(tags.get(name)):
            return day
    return _shown_day(tree) or iso_day(urlsplit(url or "").path)


def _shown_day(tree: HtmlElement) -> str | None:
    """The day of microdata or of the first <time> that has one."""
    for element in tree.xpath('//*[@itemprop="datePublished"]|//time[@datetime]|//time'):
        stated = element.get("datetime") or element.get("content") or _words(element)
        if day := iso_day(stated):
            return day
    return None


def _authors(tree: HtmlElement, article: dict[str, Any], tags: dict[str, str]) -> tuple[str, ...]:
    linked = _people(_named(article.get("author") or article.get("creator")))
    if linked:
        return linked
    for name in _AUTHORS:
        if tagged := _people(_split(tags.get(name))):
            return tagged
    places = _marked(tree, "author") or tree.xpath('//*[@rel="author"]')
    if marked := _people([name for place in places[:8] for name in _split(_words(place))]):
        return marked
    signs = '//*[contains(@class, "byline") or contains(@class, "author") or contains(@class, "avtor")]'
    lines = [line for place in tree.xpath(signs)[:8] if len(line := _words(place)) < 80]
    signed = next((line for line in lines if _BEFORE_NAME.match(line)), "")
    if not signed:
        signed = next((found[0] for line in lines if (found := _CYRILLIC_NAME.match(line))), "")
    return _people(_split(re.split(r"\s*[|•·\d]", signed)[0]))


def _named(value: Any) -> list[str]:
    """The names in a JSON-LD author: a string, an object, a list of either."""
    items = value if isinstance(value, list) else [value]
    names: list[str] = []
    for item in items:
        name = item.get("name") if isinstance(item, dict) else item
        for one in name if isinstance(name, list) else [name]:
            names += _split(_text(one))
    return names


def _split(names: str | None) -> list[str]:
    return [n for n in _BETWEEN_NAMES.split(_BEFORE_NAME.sub("", names or "")) if n]


def _marked(tree: HtmlElement, kind: str) -> list[HtmlElement]:
    """The microdata elements that name a `kind` (`author`): the name within, where it is marked, else the whole."""
    found = tree.xpath(f'//*[@itemprop="{kind}"]//*[@itemprop="name"]') or tree.xpath(f'//*[@itemprop="{kind}"]')
    return list(found)


def _people(names: list[str]) -> tuple[str, ...]:
    """Distinct names in order, without addresses, account names and empty words."""
    kept: dict[str, str] = {}
    for written in names:
        name = _BEFORE_NAME.sub("", re.sub(r"\s*\([^()]*\)$", "", " ".join(written.split()))).strip(" .,")
        if 1 < len(name) <= 60 and not _NO_PERSON.search(name):
            kept.setdefault(name.lower(), name)
    return tuple(kept.values())


def _publisher(tree: HtmlElement, article: dict[str, Any], tags: dict[str, str], url: str | None) -> str | None:
    named = _named_whole(article.get("publisher"))
    tagged = next((tags[name] for name in _SITES if name in tags and not tags[name].startswith("http")), None)
    marked = next((name for e in _marked(tree, "publisher") if (name := e.get("content") or _words(e))), None)
    host = urlsplit(url or "").hostname or ""
    return named or tagged or marked or _beside_title(tree) or host.removeprefix("www.") or None


def _beside_title(tree: HtmlElement) -> str | None:
    """What <title> says besides the headline: `The Ledger: Cranes stand still`, `Cranes stand still - The Ledger`."""
    whole = _words(tree.find(".//title"))
    for head in filter(None, (_words(h) for h in tree.iter("h1", "h2"))):
        if len(head.split()) >= 3 and head in whole and head != whole:
            rest = whole.replace(head, "", 1).strip(" :|-–—•·")
            return rest if 0 < len(rest.split()) <= 5 else None
    return None


def _named_whole(value: Any) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    return _text(first.get("name") if isinstance(first, dict) else first)


def _url(tree: HtmlElement, tags: dict[str, str], article: dict[str, Any], url: str | None) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for candidate in (*links, tags.get("og:url"), _text(article.get("url")), tags.get("mainentityofpage"), url):
        if candidate and (full := _absolute(candidate, url)):
            return full
    return url


def _absolute(address: str, base: str | None) -> str | None:
    try:
        full = urljoin(base or "", address.strip())
        return full if urlsplit(full).scheme in ("http", "https") and urlsplit(full).hostname else None
    except ValueError:
        return None


def _text(value: Any) -> str | None:
    """`value` as clean words if it is a string that holds any."""
    if not isinstance(value, str):
        return None
    return html.unescape(value).replace("\xa0", " ").replace("\xad", "").strip() or None


def _words(element: HtmlElement | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""

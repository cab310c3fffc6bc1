"""Who wrote the article: what the page states (JSON-LD, meta tags), else what it shows (marked names, bylines).

Pages of shared systems often state the outlet as the author of everything; then who signs the article counts.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from extractor.read.furniture import plain
from extractor.read.markup import below_headline, marked, text_of, words_of

_TAGS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
)
_TAG = re.compile(r"(?:.*[^a-z])?(?:article)?(?:authors?|byline)(?:[-_.:]?names?)?")
"""Names that others give such tags: `dcsext.author`, `article:byline`."""
_NO_PERSON = re.compile(
    r"@|^\d|\d{4}|©|^foto\b|^(?:admin|editor|staff|authors?|redaktion|unknown|none|null|undefined|guest "
    r"author|адмін|админ|редактор|редакц[іи]я(?: сайту| сайта)?|прес-?служба|пресс-?служба)$",
    re.I,
)
_BEFORE_NAME = re.compile(
    r"^(?:(?:written |reported |story |posted |published |beitrag |ein \w+ )?(?:by|von|par|por|di|av|af|door|od)|"
    r"автор (?:статті|статьи|матеріалу|материала)|автор(?:ка|и|ы)?|текст|tekst|text|"
    r"auth?ors?|autor(?:in)?(?:/autor(?:in)?)?|autore|auteur)(?:\s*:\s*|\s+)",
    re.I,
)
_LABEL = re.compile(r"(?:auth?ors?|autor(?:in)?(?:/autor(?:in)?)?|autore|auteur|автор)\b\s*:?\s*\w", re.I)
_BETWEEN = re.compile(r"\s*(?:,|;|\||&|/(?=\s*[^\W\d_a-z])|\band\b|\bund\b|\bet\b|\bog\b|\by\b|\bта\b|\s[ійи]\s)\s*")
_AFTER_NAME = re.compile(r"\s*\([^()]*\)$|\s기자$")
"""What stands behind a name: initials, an outlet in brackets, `reporter` in Korean."""
_PARTICLES = frozenset("de del della der den di da do dos du la le van von vom zu bin ibn al el ter ten".split())
_TITLES = frozenset("dr prof mag dipl ing".split())
_NO_NAME = re.compile(
    r"\b(?:redaktion|newsletter|news|team|follow|more|read|stand|uhr|min|updated?|published|share|staff|editor|"
    r"reporter|correspondent|about|contact|email|comments?|posts?|articles?|view|all|the|watch|live|january|"
    r"february|march|april|june|july|august|september|october|november|december)\b",
    re.I,
)
_ADDRESS = re.compile(r"\S*(?:https?:|www\.|\w\.[a-z]{2,4}/)\S*")
_CUT = re.compile(r"\s*[|•·\d]")
_SIGN = re.compile(r"byline|author|avtor|autor|writer|signature", re.I)
_NO_SIGN = re.compile(r"comment|teaser|related|recommend|card|bio|descript|footer|sidebar|social|caption|source", re.I)
_PAGE_OF_AUTHOR = re.compile(
    r"/(?:authors?|autor(?:en|es|in|i)?|auteurs?|avtor(?:y|i)?|writers?|profiles?|journalists?|reporters?|contributors?)/[^/]",
    re.I,
)
"""Links to what else an author has written."""
_NEAR = 4
"""Steps up from the first name within which the names of its co-authors stand: others belong to teasers."""
_LONGEST, _LONGEST_LIST = 120, 1000
"""Characters of a byline, and of a list of names that a page states."""
_DEEPEST = 4
"""Lists and objects within one another that hold names."""
_PROSE = 100
"""Characters of a paragraph of the text; bylines stand above the first."""


def authors(tree: HtmlElement, article: dict[str, Any], tags: dict[str, str], outlet: Iterable[str]) -> tuple[str, ...]:
    """The authors of the page, in order.

    Args:
        tree: the page.
        article: its JSON-LD.
        tags: its meta tags.
        outlet: the names of the outlet.
    """
    own = {plain(form) for name in outlet for form in (name, _AFTER_NAME.sub("", name))}
    linked = people(_named(article.get("author") or article.get("creator")))
    stated = [names for names in (linked, *_tagged(tags)) if names]
    shown = _near_first(tree.xpath('//a[@rel="author"]'))
    for names in stated:
        if persons := [name for name in names if plain(name) not in own]:
            more = len(shown) > len(names) and {*map(plain, names)} <= {*map(plain, shown)}
            return shown if more else names if names is linked else tuple(persons)
    signed = (name for name in _signed(tree) if name)
    return next((s for s in signed if not own.issuperset(map(plain, s))), ()) or next(iter(stated), shown)


def _tagged(tags: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """What each meta tag for authors says, the best known first."""
    for name in (*_TAGS, *(tag for tag in tags if tag not in _TAGS and _TAG.fullmatch(tag))):
        yield people(split(tags.get(name)))


def _named(value: Any, depth: int = 0) -> list[str]:
    """The names in a JSON-LD author: a string, an object, a list of either, lists within lists."""
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [name for one in value for name in _named(one, depth + 1)]
    if isinstance(value, dict):
        parts = (text_of(value.get(key)) for key in ("givenName", "familyName"))
        return _named(value.get("name") or " ".join(filter(None, parts)), depth + 1)
    return split(text_of(value))


def split(names: str | None) -> list[str]:
    """The names in a line."""
    line = _ADDRESS.sub("", (names or "")[:_LONGEST_LIST]).strip()
    return [n for n in _BETWEEN.split(_BEFORE_NAME.sub("", line)) if n]


def people(names: Iterable[str]) -> tuple[str, ...]:
    """Distinct names in order, without addresses, account names and empty words."""
    kept: dict[str, str] = {}
    for written in names:
        name = _BEFORE_NAME.sub("", _AFTER_NAME.sub("", " ".join(written.split()))).strip(" .,")
        if 1 < len(name) <= 60 and not _NO_PERSON.search(name):
            kept.setdefault(name.lower(), name)
    return tuple(kept.values())


def _near_first(places: list[HtmlElement]) -> tuple[str, ...]:
    """The names in the first of `places` and in those next to it."""
    if not places:
        return ()
    around = set(_above(places[0]))
    near = [place for place in places[:8] if around.intersection(_above(place))]
    return people(name for place in near for name in split(words_of(place)))


def _above(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from islice(element.iterancestors(), _NEAR)


def _signed(tree: HtmlElement) -> Iterator[tuple[str, ...]]:
    """Who signs the article where the page shows it, the surest first: names below the headline come before others."""
    yield _near_first(marked(tree, "author"))
    below = list(below_headline(tree))
    yield from _marked_in(below)
    yield from (_names_in(e) for e in _lines_at_top(below))
    yield from (_names_in(e) for e in below if e.tag == "li" and _LABEL.match(words_of(e)))
    yield from _marked_in(list(tree.iter("*")))


def _marked_in(elements: list[HtmlElement]) -> Iterator[tuple[str, ...]]:
    """Names with a link to more by the same author, and bylines, the first of each kind."""
    links = [e for e in elements if e.tag == "a"]
    yield _near_first([link for link in links if link.get("rel") == "author"])
    linked = [link for link in links if _PAGE_OF_AUTHOR.search(link.get("href", "")) and _names_in(link)]
    yield from (_names_in(around) for link in linked[:1] if (around := link.getparent()) is not None)
    yield _near_first(linked)
    yield from (_names_in(e) for e in elements if _is_sign(e.get("class", "")[:_LONGEST]))


@lru_cache(4096)
def _is_sign(kind: str) -> bool:
    """Whether elements of the class `kind` are bylines."""
    return bool(_SIGN.search(kind) and not _NO_SIGN.search(kind))


def _lines_at_top(elements: list[HtmlElement]) -> Iterator[HtmlElement]:
    """Short lines above the article's first paragraph of prose."""
    for element in elements:
        if element.tag in ("p", "h5", "h6", "address"):
            if len(words_of(element)) > _PROSE:
                return
            yield element


def _names_in(element: HtmlElement) -> tuple[str, ...]:
    """The persons that a byline names: what looks like names; anything short behind `by`."""
    line = words_of(element)
    if len(line) > _LONGEST:
        return ()
    pieces = [_CUT.split(" ".join(piece.split()))[0] for piece in element.itertext()]
    if found := tuple(name for name in people(n for piece in pieces for n in split(piece)) if _is_name(name)):
        return found
    agencies = people(split(_CUT.split(line)[0])) if _BEFORE_NAME.match(line) else ()
    return tuple(name for name in agencies if len(name.split()) <= 3 and (name[0].isupper() or len(name) <= 4))


def _is_name(words: str) -> bool:
    """Whether `words` look like a person's name as it is signed: two to four with capitals, particles between them."""
    parts = [part for part in words.split() if part.lower().rstrip(".") not in _TITLES]
    main = [part for part in parts if part.lower() not in _PARTICLES]
    return 2 <= len(main) <= 4 and all(part[0].isupper() for part in main) and not _NO_NAME.search(words)

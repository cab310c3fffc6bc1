"""What an article says of a thing beside its name: the country it belongs to and its sector."""

import re
from dataclasses import dataclass

from extractor.catalogue import Catalogue
from extractor.link.candidates import country_code
from extractor.model import Mention, Span

HEAD = (
    r"(?:agency|ministry|department|bureau|service|services|intelligence|police|authority|regulator|watchdog|company|"
    r"firm|vendor|retailer|bank|hospital|operator|provider|utility|conglomerate|university|school|airline|airport|port|"
    r"broadcaster|newspaper|magazine|outlet|giant|group|holding|\w*maker|manufacturer|producer|supplier|contractor|"
    r"developer|distributor|exchange|lender|insurer|organisation|organization|institute|party|scheme|chain|startup|"
    r"subsidiary|association|hackergroup|gang|collective|crew|team|actor|unit|subgroup|army|house)"
)
"""Nouns for what a name names: "the German shipping company Acme"."""
CALLED = r"(?: (?:called|named|dubbed|known as))?"
BEFORE = re.compile(
    rf"(?:['’]s)?(?:-[a-z]+)?(?: (?!and\b|or\b)[a-z][a-z-]*){{0,5}}(?: {HEAD}|-[a-z]+){CALLED},? (?:the )?|"
    r"(?:['’]s)? (?:the )?"
)
IN_OR_OF = r"(?:in|of|from|based in|headquartered in|located in)(?: the)? "
AFTER = re.compile(
    rf"(?: ?\([^()]{{2,20}}\))?(?:,? {IN_OR_OF}|, |,? (?:which is )?(?:linked to|affiliated with|backed by) (?:the )?|"
    rf",? (?:an?|the|one of)(?: [a-z-]+){{0,2}} |,? (?:an?|the|one of)(?: [a-z-]+){{0,4}} {HEAD} {IN_OR_OF})"
)
OWNS_NEXT = re.compile(r"['’]s (?:[a-z]+ ){0,3}[A-Z]")
"""A country that belongs to the next name: "..., Germany's BSI"."""
NEAR = 70
WORDS = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
BREAK = re.compile(r"[.;:,\n]")
DESCRIBED_AFTER = re.compile(r"(?: ?\([^()]{2,20}\))?, ([^,.;\n]{4,80})")
ANY_TRADE = re.compile(r" (?:conglomerate|company|firm|giant|group|holding)\s*$")
"""Nouns that say nothing of a sector while the words before them do: "energy conglomerate"."""
DESCRIBED_BEFORE = re.compile(rf"\b{HEAD}\s*$")


@dataclass(frozen=True, slots=True)
class Said:
    """A property as the article tells it, and the words that do."""

    value: str
    words: Span


def country_of(mention: Mention, countries: tuple[Mention, ...], catalogue: Catalogue) -> Said | None:
    """The ISO code that the name's own words or the words beside it tell. `countries`: the text's, in order."""
    inside = country_in(mention.text, catalogue) or catalogue.metonyms().get(mention.text)
    if inside:
        return Said(inside, mention.span)
    for country in countries:
        if country.start > mention.end + NEAR:
            break
        if _describes(country, mention) and (code := country_code(country.text, catalogue)):
            return Said(code, Span(min(country.start, mention.start), max(country.end, mention.end)))
    return None


def _describes(country: Mention, mention: Mention) -> bool:
    text = mention.report.text
    if country.end <= mention.start:
        near = mention.start - country.end < NEAR
        return near and mention.kind != "Place" and bool(BEFORE.fullmatch(text, country.end, mention.start))
    if country.start < mention.end or not AFTER.fullmatch(text, mention.end, country.start):
        return False
    return not OWNS_NEXT.match(text, country.end)


def country_in(name: str, catalogue: Catalogue) -> str | None:
    """The ISO code of the country that a name's own words tell: "Bank of Bangladesh"."""
    words = WORDS.findall(name)
    names = catalogue.country_names()
    for size in (3, 2, 1):
        for start in range(len(words) - size, -1, -1):
            phrase = " ".join(words[start : start + size])
            if phrase[0].isupper() and (code := names.get(phrase) or catalogue.country_of_demonym(phrase)):
                return code
    return None


def sector_of(mention: Mention, catalogue: Catalogue) -> Said | None:
    """The sector that the words of the name, or the description right beside it, tell."""
    text = mention.report.text
    if own := catalogue.sector_of(mention.text):
        return Said(own, mention.span)
    from_here = max(0, mention.start - 60)
    before = BREAK.split(text[from_here : mention.start].rstrip(" ,"))[-1]
    if DESCRIBED_BEFORE.search(before):
        sector, words = _sector_in(before, catalogue), Span(max(0, mention.start - len(before) - 1), mention.end)
    elif after := DESCRIBED_AFTER.match(text, mention.end, mention.end + 110):
        sector, words = _sector_in(after.group(1), catalogue), Span(mention.start, after.end())
    else:
        return None
    return Said(sector, words) if sector else None


def _sector_in(description: str, catalogue: Catalogue) -> str | None:
    return catalogue.sector_of(ANY_TRADE.sub("", description)) or catalogue.sector_of(description)

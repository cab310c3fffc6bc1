"""What an article itself offers for deciding who is meant: its acronyms, its people's surnames, its countries."""

import re
from collections import Counter
from dataclasses import dataclass

from extractor.catalogue import Catalogue
from extractor.link.candidates import candidates
from extractor.link.choose import Context
from extractor.link.coref import acronym_pairs
from extractor.link.describe import Said, country_of
from extractor.link.keys import normalised
from extractor.model import Annotated, Mention

DESCRIBED = "rule:nominal"
"""`found_by` of mentions that describe a thing instead of naming it."""

_GENERIC_NAMES = (
    "Ministry|Department|Central Bank|National Bank|Parliament|Senate|Congress|Foreign Ministry|Defen[cs]e Ministry|"
    "Interior Ministry|National Police|Federal Police|State Police|Supreme Court|Election Commission|Air Force|Navy|"
    "Army|Police|Treasury|Prosecutor|"
    "National Security (?:Council|Authority)|Coast Guard|Secret Service|Security Service|"
    "Intelligence Service|National Assembly|House of Representatives|Electoral Commission|Central Election Commission"
)
GENERIC = re.compile(rf"^(?:{_GENERIC_NAMES})\b(?!.*\bof the (?:United|Russian|People)\b)")
"""Names that many states have: one of these means a catalogue's entry only where the article names that state."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article's annotations, with what its own words tell about its names."""

    annotated: Annotated
    catalogue: Catalogue
    names: tuple[Mention, ...]
    described: tuple[Mention, ...]
    countries: tuple[Mention, ...]
    acronyms: dict[str, str]
    surnames: dict[str, frozenset[str]]
    context: Context

    def country(self, mention: Mention) -> Said | None:
        """The country that the article gives the thing named or described here."""
        return country_of(mention, self.countries, self.catalogue)


def article(annotated: Annotated, catalogue: Catalogue) -> Article:
    """Reads an article's own help for linking."""
    names = tuple(m for m in annotated.mentions if not _is_described(m))
    acronyms = acronym_pairs(names, annotated.report.text)
    return Article(
        annotated,
        catalogue,
        names,
        described=tuple(m for m in annotated.mentions if _is_described(m)),
        countries=tuple(sorted((m for m in names if m.kind == "Country"), key=lambda m: m.start)),
        acronyms=acronyms,
        surnames=_surnames(names),
        context=_context(names, catalogue, acronyms),
    )


def _is_described(mention: Mention) -> bool:
    """A capital that acts for its country ("Kyiv blamed ...") names it, whoever found it."""
    return mention.found_by == DESCRIBED and mention.kind != "Country"


def _surnames(names: tuple[Mention, ...]) -> dict[str, frozenset[str]]:
    """Surname -> the full names in the text that end with it."""
    found: dict[str, set[str]] = {}
    for mention in names:
        words = normalised(mention.text).split() if mention.kind == "Person" else ()
        if len(words) > 1:
            found.setdefault(words[-1], set()).add(" ".join(words))
    return {surname: frozenset(people) for surname, people in found.items()}


def _context(names: tuple[Mention, ...], catalogue: Catalogue, acronyms: dict[str, str]) -> Context:
    countries: Counter[str] = Counter()
    sure: set[str] = set()
    for mention in names:
        if mention.kind == "Place":
            lies_in = catalogue.places.get(mention.text, ())
            countries.update(lies_in if len(lies_in) == 1 else ())
        options = candidates(mention, catalogue)
        if len(options) != 1 or GENERIC.match(mention.text):
            continue
        (entry,) = options
        if entry.kind == "Country":
            countries[entry.key.removeprefix("country/")] += 1
        elif normalised(mention.text) not in acronyms:
            sure.add(entry.key)
            countries[entry.country or ""] += 1
    del countries[""]
    return Context(countries, frozenset(sure))

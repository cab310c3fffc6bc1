"""Names in a text, after the model: what the catalogue, the patterns, the acronym definitions and the model found,
brought to one answer. Text-internal evidence first, catalogue second, model third; one name, one type.
"""

import re
from dataclasses import dataclass, replace
from itertools import chain

from extractor.annotate.acronyms import Definition, find_definitions
from extractor.annotate.catalogue import COUNTRY, DEMONYM, Known
from extractor.annotate.found import Found, Name, trim
from extractor.annotate.inflected import find_inflected
from extractor.annotate.patterns import (
    ACTOR_NAME,
    AGENCY_NAME,
    CALLED,
    DESCRIBED,
    ORGANISATION_NAME,
    PERSON_NAMES,
    group_names,
    is_agency_name,
)
from extractor.annotate.recognised import Recognised, organisation_kind, recognised
from extractor.annotate.support import add_held
from extractor.annotate.words import TITLES
from extractor.catalogue import Catalogue
from extractor.catalogue.inflected import is_cyrillic
from extractor.model import EntityType

ACTOR_NOUNS = frozenset("group gang collective hackers hacker actor actors crew team hacktivists apt".split())
OWNER = re.compile(r"[\w. ]+['’]s (?=[A-Z])")
LEGAL = re.compile(
    r"[,\s]+(?:Inc|Corp|Corporation|Group|Holdings?|Ltd|LLC|GmbH|AG|SA|S\.A|Plc|PLC|Co|Company|"
    r"International|Limited)\.?$"
)
MODEL = "model:ner"
REPEATED = (MODEL, "pattern:called", "pattern:agency", "pattern:does")
PLACES = ("GPE", "LOC", "NORP")


@dataclass(frozen=True, slots=True)
class Sources:
    """What names are found from. `model` holds the recogniser's (start, end, label); None in a foreign text."""

    text: str
    known: tuple[Known, ...]
    model: tuple[tuple[int, int, str], ...] | None
    indicators: tuple[Name, ...]
    catalogue: Catalogue


def find_names(sources: Sources) -> tuple[Name, ...]:
    """Every name in the text, in order; where finders disagree about the same words, the better one's type holds.

    In a foreign text only the catalogue's, Ukrainian and Russian ones in any grammatical case, and the indicators:
    model and patterns read English.
    """
    found = Found(sources.text)
    for name in sources.indicators:
        found.add(name.start, name.end, name.kind, name.found_by)
    if sources.model is None:
        _add_foreign(found, sources)
    else:
        _add_english(found, sources, recognised(sources.text, sources.model))
    return _one_type(found)


def _add_foreign(found: Found, sources: Sources) -> None:
    inflected = find_inflected(sources.text, sources.catalogue) if is_cyrillic(sources.text) else ()
    for k in (*inflected, *sources.known):
        if not k.held:
            found.add(k.start, k.end, k.kind, k.found_by)


def _add_english(found: Found, sources: Sources, model: Recognised) -> None:
    definitions = find_definitions(sources.text)
    common = frozenset(d.short for d in definitions if not d.proper)
    _add_known(found, sources.known, common)
    _add_definitions(found, definitions)
    _add_patterns(found)
    _add_surnames(found)
    add_held(found, sources.known, model)
    _add_attackers(found, sources.catalogue, model)
    _add_described(found, sources.catalogue)
    _add_countries_and_recognised(found, sources, model, common)
    _add_organisations(found)
    _add_surnames(found)
    _add_repeats(found)
    found.names = [n for n in found.names if n.found_by != MODEL or _is_no_word(found, n)]


def _is_place(catalogue: Catalogue, words: str) -> bool:
    """Is it a country, its people, or a known place?"""
    return bool(catalogue.country_of_name(words)) or words in catalogue.places


def _add_known(found: Found, known: tuple[Known, ...], common: frozenset[str]) -> None:
    for k in known:
        if k.found_by not in (COUNTRY, DEMONYM) and not k.held and found.text[k.start : k.end] not in common:
            found.add(k.start, k.end, k.kind, k.found_by)


def _add_definitions(found: Found, definitions: tuple[Definition, ...]) -> None:
    """Long and short form of each acronym the text explains, of the type that either has already."""
    for d in definitions:
        long_form = found.text[d.long_start : d.long_end]
        if not d.proper or len(long_form.split()) < 2:
            continue
        known = found.over(d.long_start, d.long_end) or found.over(d.short_start, d.short_end)
        kind = known.kind if known else organisation_kind(long_form)
        if kind not in ("Country", "Person"):
            found.add(d.long_start, d.long_end, kind, "rule:acronym")
            found.add_everywhere(d.short, kind, "rule:acronym")


def _add_patterns(found: Found) -> None:
    for match in ACTOR_NAME.finditer(found.text):
        found.add(match.start(), match.end(), "ThreatActor", "pattern:actor")
    for match in AGENCY_NAME.finditer(found.text):
        if is_agency_name(match.group()):
            found.add(_agency_start(match), match.end(), "GovernmentAgency", "pattern:agency")
    for match in chain.from_iterable(pattern.finditer(found.text) for pattern in PERSON_NAMES):
        if not is_agency_name(match["name"]):
            found.add(match.start("name"), match.end("name"), "Person", "pattern:person")
    for match in CALLED.finditer(found.text):
        kind: EntityType = "ThreatActor" if match.group("what").lower() in ACTOR_NOUNS else "Malware"
        found.add(match.start("name"), match.end("name"), kind, "pattern:called")


def _agency_start(match: re.Match[str]) -> int:
    """Where the agency's own name begins: behind its article, behind its owner ("Ukraine's Security Service")."""
    owner = OWNER.match(match.group())
    if owner and is_agency_name(match.group()[owner.end() :]):
        return match.start() + owner.end()
    return match.start() + (len("The ") if match.group().startswith("The ") else 0)


def _add_attackers(found: Found, catalogue: Catalogue, model: Recognised) -> None:
    for start, end in group_names(found.text):
        words = found.text[start:end]
        if not _is_place(catalogue, words) and model.label(words) not in ("GPE", "NORP"):
            found.add(start, end, "ThreatActor", "pattern:does")


def _add_countries_and_recognised(found: Found, sources: Sources, model: Recognised, common: frozenset[str]) -> None:
    """Organisations first: "Bank of Ireland" holds a country. Held countries ("Turkey") need the model's word."""
    countries = [k for k in sources.known if k.found_by in (COUNTRY, DEMONYM)]
    codes = frozenset(found.text[k.start : k.end] for k in countries)
    model.add(found, sources.catalogue, common, without=codes)
    for k in countries:
        if not k.held or model.covers(k.start, k.end, PLACES):
            found.add(k.start, k.end, k.kind, k.found_by)
    model.add(found, sources.catalogue, common, without=None)


def _add_described(found: Found, catalogue: Catalogue) -> None:
    """Names behind their description ("the security firm X"): the model often takes them for people."""
    for match in DESCRIBED.finditer(found.text):
        if not _is_place(catalogue, match["name"]):
            found.add(match.start("name"), match.end("name"), "Organization", "pattern:described")


def _add_organisations(found: Found) -> None:
    for match in ORGANISATION_NAME.finditer(found.text):
        found.add(*trim(found.text, match.start(), match.end()), "Organization", "pattern:organisation")


def _add_surnames(found: Found) -> None:
    """A surname alone, after the full name: "Easterly said"."""
    for full in [n for n in found.names if n.kind == "Person"]:
        surname = found.words(full).split()[-1]
        if len(surname) < 3 or surname.lower() in TITLES or not surname[0].isupper():
            continue
        for match in re.finditer(rf"(?<![\w@-]){re.escape(surname)}(?![\w-])", found.text):
            found.add(match.start(), match.end(), "Person", "rule:surname")


def _add_repeats(found: Found) -> None:
    """The same name elsewhere in the text, where the model did not see it; a company also without its legal form."""
    kinds: dict[str, EntityType] = {}
    for name in found.found_by(*REPEATED):
        if name.kind in ("Person", "Place"):
            continue
        words = found.words(name)
        kinds.setdefault(words, name.kind)
        if name.kind == "Organization" and len(short := _short_name(words)) > 2:
            kinds.setdefault(short, name.kind)
    for words in sorted(kinds, key=len, reverse=True):
        found.add_everywhere(words, kinds[words], "rule:repeat")


def _short_name(name: str) -> str:
    """A company's name without its legal form: "DTEK Group" -> "DTEK"."""
    return LEGAL.sub("", LEGAL.sub("", name))


def _is_no_word(found: Found, name: Name) -> bool:
    """A single word that the same text has in lower case is a common noun at a sentence's head, no name."""
    words = found.words(name)
    return (
        " " in words
        or not words[1:].islower()
        or not re.search(rf"(?<![\w-]){re.escape(words.lower())}s?(?![\w-])", found.text)
    )


def _one_type(found: Found) -> tuple[Name, ...]:
    """One name, one type: where finders disagree about the same words, the catalogue's or the first type holds."""
    kinds: dict[str, EntityType] = {}
    for name in sorted(
        found.names, key=lambda n: (not n.found_by.startswith("catalogue"), n.found_by == MODEL, n.start)
    ):
        kinds.setdefault(found.words(name), name.kind)
    return tuple(replace(n, kind=kinds[found.words(n)]) for n in sorted(found.names))

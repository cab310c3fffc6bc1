"""Each thing's mentions -> one entity: its fullest name, its other names, its country and sector."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from extractor.catalogue import CYRILLIC, Catalogue, Entry
from extractor.link.article import DESCRIBED, Article
from extractor.link.candidates import PARTY
from extractor.link.describe import Said, sector_of
from extractor.link.keys import refanged
from extractor.model import Entity, EntityType, Mention

_T = TypeVar("_T")

CLEAR = 2
"""A place's name in more countries than this tells none."""
PLACED: tuple[EntityType, ...] = (*PARTY, "ThreatActor")
"""Kinds whose country the words beside them tell."""


def known(entry: Entry, members: list[Mention]) -> Entity:
    """The entity of a catalogue's entry, with the names that the article has for it."""
    if entry.kind == "Country":
        return country(entry)
    named = {m.text for m in members if m.found_by != DESCRIBED and m.kind != "Country"}
    spelt = {words for words in named - {entry.name} if not CYRILLIC.search(words)}  # in some case, not as it is called
    aliases = tuple(sorted({*entry.aliases, *spelt}))
    name = entry.name
    if entry.kind == "Vulnerability":  # the number names it, "Heartbleed" is what it is called
        name = entry.key.removeprefix("vuln/")
        aliases = tuple(sorted({*aliases, entry.name} - {name}))
    same_as = (*entry.same_as, *([attack_page(entry.attack_id)] if entry.attack_id else ()))
    return Entity(entry.key, entry.kind, name, aliases, entry.country, entry.sector, same_as)


def attack_page(attack_id: str) -> str:
    """MITRE's page of a group (G0034) or of software (S0604): the address that others name it by."""
    return f"https://attack.mitre.org/{'groups' if attack_id.startswith('G') else 'software'}/{attack_id}"


def country(entry: Entry) -> Entity:
    """The entity of a country."""
    return Entity(entry.key, "Country", entry.name, (), entry.key.removeprefix("country/"), None, entry.same_as)


def told(key: str, members: list[Mention], article: Article) -> Entity:
    """The entity of a thing that the catalogue does not have; `members` in text order."""
    names = [m for m in members if m.found_by != DESCRIBED]
    shown = names or members
    kind = Counter(m.kind for m in shown).most_common(1)[0][0]
    name = max(shown, key=lambda m: (len(m.text), -m.start)).text
    where, sector = _country(kind, name, members, article), _sector(kind, members, article.catalogue)
    return Entity(
        key,
        kind,
        refanged(name) if kind == "Indicator" else name,
        aliases=tuple(sorted({m.text for m in shown} - {name})),
        country=where.value if isinstance(where, Said) else where,
        sector=sector.value if isinstance(sector, Said) else sector,
        named=bool(names),
        country_said=where.words if isinstance(where, Said) else None,
        sector_said=sector.words if isinstance(sector, Said) else None,
    )


def _country(kind: EntityType, name: str, members: list[Mention], article: Article) -> Said | str | None:
    if kind == "Place":
        return _country_of_place(name, members, article)
    said = _first(article.country(m) for m in members) if kind in PLACED else None
    return said or (_country_of_town(name, article) if kind in PARTY else None)


def _country_of_town(name: str, article: Article) -> str | None:
    """The country of the one place that a name of several words holds: "Oakland Police Department"."""
    words = name.split()
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            options = article.catalogue.places.get(" ".join(words[start : start + size]), ())
            if size < len(words) and 0 < len(options) <= CLEAR:
                return max(options, key=lambda code: article.context.countries[code])  # else the most populous
    return None


def _country_of_place(name: str, members: list[Mention], article: Article) -> Said | str | None:
    """Of the countries that have a place of this name the one told, else the one most spoken of."""
    options = article.catalogue.places.get(name) or article.catalogue.places.get(name.title(), ())
    said = _first(article.country(m) for m in members)
    if said and (said.value in options or not options):
        return said
    return max(options, key=lambda code: article.context.countries[code], default=None)


def _sector(kind: EntityType, members: list[Mention], catalogue: Catalogue) -> Said | str | None:
    if kind == "GovernmentAgency":
        return _first(catalogue.sector_of(m.text) for m in members) or "government"
    return _first(sector_of(m, catalogue) for m in members) if kind in PARTY else None


def _first(found: Iterable[_T | None]) -> _T | None:
    return next((each for each in found if each), None)

"""All known things, with the look-ups that annotating and linking need."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from extractor.catalogue.entries import Entry, entry_of, normal, ontology_dir, records
from extractor.catalogue.inflected import Inflected, is_cyrillic
from extractor.problems import InputError


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All entries by key, with the look-ups that annotating and linking need.

    `places` maps a city's or region's name to the countries that have one, the most populous first.
    """

    entries: Mapping[str, Entry]
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sector_words: Mapping[str, str] = field(default_factory=dict)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The entries with this name or alias, whatever its case, spaces and hyphens; in order of key.

        Of a Ukrainian or Russian name any grammatical case will do.
        """
        found = tuple(self.entries[key] for key in self._by_name.get(normal(name), ()))
        return found or (self.inflected.lookup(name) if is_cyrillic(name) else ())

    def country(self, iso2: str) -> Entry | None:
        """The country with this ISO 3166-1 alpha-2 code."""
        return self.entries.get(f"country/{iso2.upper()}")

    def surfaces(self) -> Iterator[tuple[str, str, bool]]:
        """Every spelling to look for in a text, with the key it means and whether it needs support."""
        for key, entry in self.entries.items():
            for name in entry.names:
                yield name, key, name in entry.ambiguous

    def demonyms(self) -> Mapping[str, str]:
        """Words for people and things of a country ("Ukrainian", "Ukrainians") to its ISO code."""
        return self._words.demonyms

    def metonyms(self) -> Mapping[str, str]:
        """Capitals and seats of power that stand for a country ("Moscow", "White House") to its ISO code."""
        return self._words.metonyms

    def country_names(self) -> Mapping[str, str]:
        """Names of countries to their ISO codes."""
        return self._words.names

    def country_of_demonym(self, word: str) -> str | None:
        """The ISO code of the country that `word` ("Iranian", "north korean") belongs to."""
        found = self._words.demonyms.get(word) or self._folded_demonyms.get(word.casefold())
        return found or (self.inflected.country(word) if is_cyrillic(word) else None)

    def country_of_name(self, name: str) -> str | None:
        """The ISO code of the country called `name`."""
        return next((e.key.removeprefix("country/") for e in self.lookup(name) if e.kind == "Country"), None)

    def sector_of(self, text: str) -> str | None:
        """The sector (local name of its concept) that the words of `text` speak of; the last word weighs most.

        "a Ukrainian energy provider" is `energy`, "the city's hospital" is `health`.
        """
        words = re.findall(r"[\w&-]+", text.casefold())
        for size in (3, 2, 1):
            for start in range(len(words) - size, -1, -1):
                sector = self.sector_words.get(" ".join(words[start : start + size]))
                if sector:
                    return sector
        return None

    @cached_property
    def inflected(self) -> Inflected:
        """Names in Ukrainian and Russian in every case."""
        return Inflected(self.entries)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        index: dict[str, list[str]] = {}
        for key, entry in self.entries.items():
            for name in {normal(name) for name in entry.names}:
                index.setdefault(name, []).append(key)
        return {name: tuple(sorted(keys)) for name, keys in index.items()}

    @cached_property
    def _words(self) -> "_CountryWords":
        countries = [e for e in self.entries.values() if e.kind == "Country"]
        return _CountryWords(
            names=_first((name, e.key[-2:]) for e in countries for name in e.names),
            demonyms=_first((word, e.key[-2:]) for e in countries for word in e.demonyms),
            metonyms=_first((word, e.key[-2:]) for e in countries for word in e.metonyms),
        )

    @cached_property
    def _folded_demonyms(self) -> Mapping[str, str]:
        return {word.casefold(): iso2 for word, iso2 in self._words.demonyms.items()}


@dataclass(frozen=True, slots=True)
class _CountryWords:
    names: Mapping[str, str]
    demonyms: Mapping[str, str]
    metonyms: Mapping[str, str]


@lru_cache(maxsize=4)
def load(directory: Path | None = None) -> Catalogue:
    """The shipped catalogue, with the files of `directory` merged over it. Raises InputError on a bad line."""
    entries: dict[str, Entry] = {}
    places: dict[str, tuple[str, ...]] = {}
    sector_words: dict[str, str] = {}
    for path in _files(directory):
        for where, record in records(path):
            try:
                if path.stem == "places":
                    places[record["name"]] = tuple(record["countries"])
                elif path.stem == "sectors":
                    sector_words.update((word, record["sector"]) for word in record["words"])
                else:
                    entry = entry_of(record)
                    entries[entry.key] = _merged(entries.get(entry.key), entry)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise InputError(f"{where}: {error}; see ontology/README.md for what a line holds") from error
    return Catalogue(MappingProxyType(entries), MappingProxyType(places), MappingProxyType(sector_words))


def _files(directory: Path | None) -> Iterator[Path]:
    yield from sorted((ontology_dir() / "catalogue").glob("*.jsonl"))
    if directory is None:
        return
    if not directory.is_dir():
        raise InputError(f"no catalogue folder at {directory}: give a folder with .jsonl files")
    yield from sorted(directory.glob("*.jsonl"))


def _merged(old: Entry | None, new: Entry) -> Entry:
    if old is None:
        return new
    return replace(
        new,
        aliases=tuple(name for name in _union(old.names, new.aliases) if name != new.name),
        country=new.country or old.country,
        sector=new.sector or old.sector,
        same_as=_union(old.same_as, new.same_as),
        ambiguous=old.ambiguous | new.ambiguous,
        attack_id=new.attack_id or old.attack_id,
        demonyms=_union(old.demonyms, new.demonyms),
        metonyms=_union(old.metonyms, new.metonyms),
    )


def _union(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *new)))


def _first(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    table: dict[str, str] = {}
    for word, iso2 in pairs:
        table.setdefault(word, iso2)
    return MappingProxyType(table)

"""What is known beforehand: countries, places, agencies, organisations, products, threat actors, malware, tools.

The files lie in `ontology/catalogue/*.jsonl` (in an installed package: `extractor/_ontology/catalogue`); see
`ontology/README.md` for their format. A folder of one's own in the same format is merged over them, so an analyst can
add an agency or an alias without touching the package.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import orjson

from extractor.model import ENTITY_TYPES, EntityType
from extractor.problems import InputError

_DROPPED: Final = dict.fromkeys(map(ord, " \t\n\r\u00a0-_\u2010\u2011\u2012\u2013\u2014\u2015\u00ad\u200b"))
_APOSTROPHES: Final = {ord(mark): "'" for mark in "\u2019\u2018`"}
_SPELLING: Final = {**_DROPPED, **_APOSTROPHES}


@dataclass(frozen=True, slots=True)
class Entry:
    """One known thing. `key` ends its IRI ("org/cisa", "country/UA"); `country` is ISO 3166-1 alpha-2.

    `ambiguous` are those of its names that need support from the words around them: common words ("Play"), very short
    names. `demonyms` and `metonyms` are for countries: "Russian", "Moscow".
    """

    key: str
    kind: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    same_as: tuple[str, ...] = ()
    ambiguous: frozenset[str] = frozenset()
    attack_id: str | None = None
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All entries by key, with the look-ups that annotating and linking need.

    `places` maps a city's or region's name to the countries that have one, the most populous first.
    """

    entries: Mapping[str, Entry]
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sector_words: Mapping[str, str] = field(default_factory=dict)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The entries with this name or alias, whatever its case, spaces and hyphens; in order of key."""
        return tuple(self.entries[key] for key in self._by_name.get(normal(name), ()))

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
        return self._words.demonyms.get(word) or self._folded_demonyms.get(word.casefold())

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


def normal(name: str) -> str:
    """`name` as look-ups compare it: NFKC, case folded, plain apostrophes, without spaces and hyphens."""
    if name.isascii():
        return name.lower().translate(_SPELLING)
    return unicodedata.normalize("NFKC", name).casefold().translate(_SPELLING)


def ontology_dir() -> Path:
    """The folder with the ontology: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).with_name("_ontology")
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"


@lru_cache(maxsize=4)
def load(directory: Path | None = None) -> Catalogue:
    """The shipped catalogue, with the files of `directory` merged over it. Raises InputError on a bad line."""
    entries: dict[str, Entry] = {}
    places: dict[str, tuple[str, ...]] = {}
    sector_words: dict[str, str] = {}
    for path in _files(directory):
        for where, record in _records(path):
            try:
                if path.stem == "places":
                    places[record["name"]] = tuple(record["countries"])
                elif path.stem == "sectors":
                    sector_words.update((word, record["sector"]) for word in record["words"])
                else:
                    entry = _entry(record)
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


def _records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line's place ("mine.jsonl:3") and what it holds."""
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                yield where, orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise InputError(f"{where}: not JSON ({error}); write one object a line") from error


def _entry(record: dict[str, Any]) -> Entry:
    values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in record.items() if n in _FIELDS}
    if values["kind"] not in ENTITY_TYPES:
        raise ValueError(f"no entity type {values['kind']!r}: use one of {', '.join(ENTITY_TYPES)}")
    values["ambiguous"] = frozenset(values.get("ambiguous", ()))
    return Entry(**values)


_FIELDS: Final = frozenset(f.name for f in fields(Entry))


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

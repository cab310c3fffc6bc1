"""One known thing, how names are compared, and where the catalogue's files lie."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
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


def normal(name: str) -> str:
    """`name` as look-ups compare it: NFKC, case folded, plain apostrophes, without spaces and hyphens."""
    if name.isascii():
        return name.lower().translate(_SPELLING)
    return unicodedata.normalize("NFKC", name).casefold().translate(_SPELLING)


def ontology_dir() -> Path:
    """The folder with the ontology: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_ontology"
    return inside if inside.is_dir() else package.parent / "ontology"


def records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line's place ("mine.jsonl:3") and what it holds."""
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                yield where, orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise InputError(f"{where}: not JSON ({error}); write one object a line") from error


def entry_of(record: dict[str, Any]) -> Entry:
    """The entry on a line. Raises ValueError, TypeError or KeyError where it is none."""
    values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in record.items() if n in _FIELDS}
    if values["kind"] not in ENTITY_TYPES:
        raise ValueError(f"no entity type {values['kind']!r}: use one of {', '.join(ENTITY_TYPES)}")
    values["ambiguous"] = frozenset(values.get("ambiguous", ()))
    return Entry(**values)


_FIELDS: Final = frozenset(f.name for f in fields(Entry))

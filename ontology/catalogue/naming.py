# ruff: noqa: INP001 - part of a script
"""How the catalogue spells, compares and distrusts names."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"

Record = dict[str, Any]

GROUP_WORDS = frozenset(
    "army bear blizzard buffalo chollima collective crane crew cyclone eagle flood gang gangs group jackal kitten "
    "leopard lynx ocelot panda saiga sandstorm sleet spider squad storm tempest tiger team tsunami typhoon wolf".split()
)
"""A name that ends in one of these is a group's name even where both words are common."""


def normal(name: str) -> str:
    """`name` as look-ups compare it; the same rule as `extractor.catalogue.normal`."""
    folded = unicodedata.normalize("NFKC", name).replace("\u2019", "'").casefold()
    return re.sub(r"[\s\-_\u2010-\u2015]+", "", folded)


def slug(name: str) -> str:
    """`name` as the end of a key: [a-z0-9-]+."""
    plain = unicodedata.normalize("NFKD", name.replace("$", "s").replace("&", " and ").replace("\u0142", "l"))
    ascii_only = plain.encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


@cache
def words(path: str) -> frozenset[str]:
    """The words of a list in `sources`, one a line, without comments."""
    lines = (SOURCES / path).read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


class Doubt:
    """Which names need support from the words around them."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.common = words("common-words.txt") | words("distrusted.txt") | words("person-names.txt")
        self.very_common = words("very-common-words.txt")
        self.trusted = words("trusted.txt")
        self.taken = frozenset(taken)

    def __call__(self, name: str) -> bool:
        """True where `name` is short, a common word, a place's name, or two very common words that make no group."""
        folded = name.casefold()
        if folded in self.trusted:
            return False
        if len(name) <= 3 or folded in self.taken or folded in self.common:
            return True
        parts = re.findall(r"[^\W_]+", folded)
        return len(parts) == 2 and self.very_common.issuperset(parts) and parts[-1] not in GROUP_WORDS


def spellings(name: str, others: Iterable[str]) -> list[str]:
    """`others` sorted, without doubles and without `name`."""
    return sorted({o.strip() for o in others} - {name, ""}, key=lambda o: (o.casefold(), o))


def write(file: str, records: Iterable[Mapping[str, Any]], order: str = "key") -> int:
    """Write `records` to `file`, sorted, one a line, empty fields left out. Returns how many."""
    lines = [{k: v for k, v in record.items() if v not in (None, "", [], ())} for record in records]
    lines.sort(key=lambda record: str(record[order]))
    keys = [record[order] for record in lines]
    if len(keys) != len(set(keys)):
        raise ValueError(f"{file}: keys twice: {sorted({k for k in keys if keys.count(k) > 1})[:20]}")
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    (HERE / file).write_text(text, "utf-8")
    return len(lines)

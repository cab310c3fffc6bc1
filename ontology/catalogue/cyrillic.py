# ruff: noqa: INP001 - part of a script
"""Names in Ukrainian and Russian with all their forms, from the tables `cyrillic-*.csv` in `sources`.

Flags before a name: `!` also in lower case (рф), `?` ambiguous, `+` also names another country's body where that
country stands beside it (МЗС Польщі), `-` means this entry only where its country stands beside it (МЗС Росії).
"""

import csv
from collections.abc import Iterator

from declension import Language, adjective_forms, forms, names, people_forms
from naming import SOURCES, Record, slug

SOURCE = "general knowledge; forms by the rules of declension.py"
LANGUAGES: tuple[Language, ...] = ("uk", "ru")


def inflected(known: frozenset[str]) -> Iterator[Record]:
    """One record a thing: its forms in both languages. `known`: the keys of the catalogue; others are a mistake."""
    for row in _rows("cyrillic-countries.csv"):
        record = _record(f"country/{row['iso2']}", row)
        record["words"] = _united(
            form
            for language in LANGUAGES
            for make, cell in (
                (adjective_forms, row[f"{language}_adjectives"]),
                (people_forms, row[f"{language}_people"]),
            )
            for word, _ in names(cell)
            for form in make(word, language)
        )
        yield _checked(record, known)
    for row in _rows("cyrillic-names.csv"):
        yield _checked(_record(row["key"], row), known)
    for row in _rows("cyrillic-places.csv"):
        record = _record(f"place/{slug(row['name'])}", row)
        yield {**record, "kind": "Place", "name": row["name"], "country": row["iso2"]}


def _words(row: dict[str, str], language: Language) -> Iterator[str]:
    """What belongs to a country, and who comes from it."""
    for make, column in ((adjective_forms, "adjectives"), (people_forms, "people")):
        for word, _ in names(row[f"{language}_{column}"]):
            yield from make(word, language)


def _record(key: str, row: dict[str, str]) -> Record:
    record: Record = {"key": key, "names": [], "beside": [], "ambiguous": [], "generic": []}
    for language in LANGUAGES:
        for name, flags in names(row[language]):
            made = forms(name, language)
            record["beside" if "-" in flags else "names"] += made
            record["ambiguous"] += made if "?" in flags else []
            record["generic"] += made if set("+-") & set(flags) else []
            record["lower"] = [*record.get("lower", ()), *(made if "!" in flags else ())]
    lower = set(record.pop("lower"))
    lists = {
        field: _united(form.lower() if form in lower else form for form in value)
        for field, value in record.items()
        if field != "key"
    }
    return {"key": key, **lists, "source": SOURCE}


def _united(found: Iterator[str]) -> list[str]:
    return sorted(set(found))


def _checked(record: Record, known: frozenset[str]) -> Record:
    if record["key"] not in known:
        raise ValueError(f"cyrillic tables: no record {record['key']} in the catalogue")
    return record


def _rows(file: str) -> list[dict[str, str]]:
    with (SOURCES / file).open(encoding="utf-8", newline="") as lines:
        return [dict(row) for row in csv.DictReader(lines)]

"""Names in Ukrainian and Russian in every case: `ontology/catalogue/inflected/*.jsonl`, finished when it was made.

Loaded when the first Cyrillic word is looked up: an English text pays nothing for it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, Literal, NamedTuple

from extractor.catalogue.entries import Entry, entry_of, ontology_dir, records
from extractor.model import EntityType

Use = Literal["name", "word", "beside"]
"""A thing's name; a word for what belongs to a country; a name that means the thing only beside its country."""

CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_SAME: Final = str.maketrans("\u2019\u2018\u02bc`\u2010\u2011\u00a0\u202fґёi", "''''--  геі")
"""What writers vary in one name: apostrophes, hyphens, spaces, ґ and ё, a Latin i among Cyrillic letters."""


def folded(words: str) -> str:
    """`words` as forms are compared, of the same length."""
    low = words.lower()
    return (low if len(low) == len(words) else words).translate(_SAME)


class Form(NamedTuple):
    """One form of a name. `generic`: other countries have a body of that name too (МЗС)."""

    text: str
    key: str
    kind: EntityType
    use: Use
    ambiguous: bool = False
    generic: bool = False


class Inflected:
    """All forms, by their folded words. `places`: entries that only this file has, by key."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.places: dict[str, Entry] = {}
        self.forms: dict[str, list[Form]] = {}
        self._entries = entries
        for path in sorted((ontology_dir() / "catalogue" / "inflected").glob("*.jsonl")):
            for _, record in records(path):
                self._add(record)

    def _add(self, record: dict[str, list[str]]) -> None:
        key = str(record["key"])
        if "kind" in record:
            self.places[key] = entry_of({**record, "aliases": []})
        entry = self.entry(key)
        if entry is None:  # a catalogue of one's own, without it
            return
        doubtful, generic = frozenset(record.get("ambiguous", ())), frozenset(record.get("generic", ()))
        uses: tuple[tuple[Use, str], ...] = (("name", "names"), ("word", "words"), ("beside", "beside"))
        for use, field in uses:
            for text in record.get(field, ()):
                form = Form(text, key, entry.kind, use, text in doubtful, text in generic)
                self.forms.setdefault(folded(text), []).append(form)

    def entry(self, key: str) -> Entry | None:
        """The entry with this key."""
        return self._entries.get(key) or self.places.get(key)

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """The first word of a name to the number of characters of the longest name that begins with it."""
        found: dict[str, int] = {}
        for words in self.forms:
            first = re.split(r"[ -]", words, maxsplit=1)[0]
            found[first] = max(found.get(first, 0), len(words))
        return found

    def lookup(self, words: str) -> tuple[Entry, ...]:
        """Who is called so: by name; beside a country (МЗС Росії, російське МЗС); else all that it may mean."""
        forms = self.forms.get(folded(words), ())
        named = self._of(form.key for form in forms if form.use == "name")
        if named or self._owner(words):
            return named or self._beside(words)
        shared = self._of(form.key for form in forms if form.use == "beside")
        return shared if len(shared) > 1 else ()

    def country(self, words: str) -> str | None:
        """The ISO code of the country that `words` name, or that they say a thing or a person is from."""
        forms = self.forms.get(folded(words), ())
        return next((f.key.removeprefix("country/") for f in forms if f.kind == "Country"), None)

    def _of(self, keys: Iterator[str]) -> tuple[Entry, ...]:
        return tuple(entry for key in sorted(set(keys)) if (entry := self.entry(key)))

    def _owner(self, words: str) -> tuple[str, str] | None:
        """The country that stands first or last in `words`, and the rest."""
        parts = words.split()
        for size in range(1, min(4, len(parts))):
            for owner, rest in ((parts[-size:], parts[:-size]), (parts[:size], parts[size:])):
                if code := self.country(" ".join(owner)):
                    return code, " ".join(rest)
        return None

    def _beside(self, words: str) -> tuple[Entry, ...]:
        code, rest = self._owner(words) or ("", "")
        forms = (f for f in self.forms.get(folded(rest), ()) if f.generic)
        return tuple(entry for entry in self._of(f.key for f in forms) if entry.country == code)


def is_cyrillic(words: str) -> bool:
    """Whether `words` hold a Cyrillic letter."""
    return not words.isascii() and bool(CYRILLIC.search(words))

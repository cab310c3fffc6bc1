"""Converters: the corpora beside the checkout, read into one shape. Nothing of their text is written anywhere."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from extractor.annotate.model.labels import ENTITIES, FLAT, REALIS, ROLES, TYPES, begin, span_tags
from extractor.annotate.model.text import Pieces, WordPiece

# Two tags stand for one where a corpus does not tell them apart: the model may choose either.
Choices = tuple[int, ...]
Mark = tuple[int, int, str]  # characters, and the kind as the corpus has it


@dataclass(frozen=True, slots=True)
class Event:
    """A gold event over words: spans are (first word, word after the last)."""

    trigger: tuple[int, int]
    type: int
    realis: int
    arguments: tuple[tuple[int, int, int], ...]  # first, after, role


@dataclass(frozen=True, slots=True)
class Example:
    """One document with what its corpus annotates; the rest is empty."""

    source: str
    doc_id: str
    text: str
    pieces: Pieces
    flat: tuple[int, ...]  # event tag of each word
    events: tuple[Event, ...]
    entities: tuple[Choices, ...]  # allowed entity tags of each word; () leaves the word out of the loss
    marks: tuple[Mark, ...] = ()  # the entities as the corpus has them

    def of_words(self, kept: list[int]) -> "Example":
        """The same document with some whole sentences alone; events that lose a word are gone."""
        new = {old: i for i, old in enumerate(kept)}

        def moved(first: int, after: int) -> tuple[int, int]:
            return new[first], new[after - 1] + 1

        events = tuple(
            Event(
                moved(*e.trigger),
                e.type,
                e.realis,
                tuple((*moved(a, b), role) for a, b, role in e.arguments if a in new and b - 1 in new),
            )
            for e in self.events
            if e.trigger[0] in new and e.trigger[1] - 1 in new
        )
        flat = tuple(self.flat[i] for i in kept) if self.flat else ()
        entities = tuple(self.entities[i] for i in kept) if self.entities else ()
        return replace(self, pieces=self.pieces.of_words(kept), flat=flat, events=events, entities=entities)


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Records of a file with one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def over_words(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """The words that characters start..end touch; a span may begin inside a word."""
    inside = [i for i, word in enumerate(pieces.words) if word.start < end and word.end > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def casie(path: Path, cutter: WordPiece) -> list[Example]:
    """CASIE documents, with events."""
    return [_casie_document(record, cutter) for record in read_jsonl(path)]


def _casie_document(record: dict[str, Any], cutter: WordPiece) -> Example:
    pieces = cutter.pieces(record["text"])
    events = tuple(_casie_event(event, pieces) for event in record["events"])
    spans = [(*event.trigger, FLAT.index((TYPES[event.type], None))) for event in events]
    spans += [
        (first, after, FLAT.index((TYPES[event.type], ROLES[role])))
        for event in events
        for first, after, role in event.arguments
    ]
    flat = tuple(span_tags(len(pieces.words), [s for s in spans if s[1] > s[0]]))
    return Example("casie", record["doc_id"], record["text"], pieces, flat, events, ())


def _casie_event(event: dict[str, Any], pieces: Pieces) -> Event:
    trigger = over_words(pieces, event["trigger"]["start"], event["trigger"]["end"])
    arguments = tuple((*over_words(pieces, a["start"], a["end"]), ROLES.index(a["role"])) for a in event["arguments"])
    return Event(trigger, TYPES.index(event["type"]), REALIS.index(event["realis"]), arguments)


# --- entity corpora: which of our types each of theirs may be

_GOVERNMENT: Final = re.compile(
    r"\b(ministry|department|agency|bureau|police|army|navy|air force|forces|command|government|centre|center|office|"
    r"council|commission|service|parliament|congress|FBI|CIA|NSA|CISA|BSI|NCSC|ENISA|DHS|GCHQ|US-CERT)\b",
    re.IGNORECASE,
)
_ANNOCTR: Final = {
    "ORG": ("organisation", "agency"),
    "LOC": ("place", "country"),
    "GROUP": ("threat-actor",),
    "MALWARE": ("malware",),
    "TOOL": ("tool",),
}
_CYNER: Final = {
    "Malware": ("malware",),
    "Organization": ("organisation", "agency", "threat-actor"),
    "System": ("product", "tool"),
    "Vulnerability": ("vulnerability",),
}
_RE3D: Final = {"Organisation": ("organisation", "agency"), "Person": ("person",), "Location": ("place", "country")}
# Types a corpus does not annotate: where it says "nothing here", one of these may stand all the same.
SILENT: Final = {
    "annoctr": ("person", "product", "vulnerability"),
    "cyner": ("person", "place", "country", "threat-actor", "tool"),
    "re3d": ("threat-actor", "malware", "tool", "product", "vulnerability"),
}


def choices(kinds: Iterable[str], inside: bool = False) -> Choices:
    """The tags that begin (or continue) an entity of one of `kinds`."""
    return tuple(begin(ENTITIES.index(kind)) + inside for kind in kinds)


def outside(source: str) -> Choices:
    """The tags allowed where a corpus marks nothing: O, and whatever the corpus never marks."""
    silent = SILENT[source]
    return (0, *choices(silent), *choices(silent, inside=True))


def narrowed(kinds: tuple[str, ...], mention: str, countries: frozenset[str]) -> tuple[str, ...]:
    """Tell country from place by a list of names, agency from organisation by words of office."""
    if "country" in kinds:
        return ("country",) if mention.lower().removeprefix("the ") in countries else ("place",)
    if "agency" in kinds and _GOVERNMENT.search(mention):
        return ("agency",)
    return kinds


def bio_blocks(path: Path, column: int) -> Iterator[list[tuple[str, str]]]:
    """Sentences of a BIO file, as (token, tag)."""
    block: list[tuple[str, str]] = []
    for line in path.read_text("utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) <= column or not fields[0].strip() or fields[0] == "<DOCSTART>":
            if block:
                yield block
            block = []
        else:
            block.append((fields[0], fields[column]))
    if block:
        yield block


@dataclass(frozen=True, slots=True)
class EntityCorpus:
    """A corpus with entities: how its kinds become ours, and what is needed to cut and to tell them apart."""

    source: str
    cutter: WordPiece
    countries: frozenset[str]

    @property
    def table(self) -> dict[str, tuple[str, ...]]:
        """Its kinds, each with the types of ours it may be."""
        return {"annoctr": _ANNOCTR, "cyner": _CYNER, "re3d": _RE3D}[self.source]

    def example(self, name: str, text: str, marks: list[Mark]) -> Example:
        """One document; a mark of kind "" leaves its words out of the loss."""
        pieces = self.cutter.pieces(text)
        allowed: list[Choices] = [outside(self.source)] * len(pieces.words)
        for start, end, kind in marks:
            first, after = over_words(pieces, start, end)
            kinds = narrowed(self.table[kind], text[start:end], self.countries) if kind else ()
            allowed[first:after] = [choices(kinds, inside=i > first) for i in range(first, after)]
        return Example(self.source, name, text, pieces, (), (), tuple(allowed), tuple(marks))

    def from_bio(self, path: Path) -> list[Example]:
        """AnnoCTR (its last column) or CyNER (its second), in documents of about 200 tokens."""
        found: list[Example] = []
        gathered: list[tuple[str, str]] = []
        for block in [*bio_blocks(path, 6 if self.source == "annoctr" else 1), []]:
            gathered += block
            if len(gathered) >= 200 or (gathered and not block):
                text, marks = joined(gathered)
                found.append(self.example(f"{path.stem}-{len(found)}", text, [m for m in marks if m[2] in self.table]))
                gathered = []
        return found

    def from_re3d(self, folder: Path) -> list[Example]:
        """Named organisations, persons and places; common nouns that re3d marks too are left out of the loss."""
        found: list[Example] = []
        for documents in sorted(folder.glob("*/documents.json")):
            marks = list(read_jsonl(documents.with_name("entities.json")))
            for record in read_jsonl(documents):
                mine = [m for m in marks if m["documentId"] == record["_id"] and m["confidence"]]
                spans = [_re3d_mark(m, record["text"]) for m in mine if m["type"] in self.table]
                found.append(self.example(record["_id"], record["text"], spans))
        return found


def joined(tokens: list[tuple[str, str]]) -> tuple[str, list[Mark]]:
    """Tokens with BIO tags as a text with marks."""
    text = ""
    marks: list[Mark] = []
    for token, tag in tokens:
        start = len(text) + bool(text)
        text = f"{text} {token}" if text else token
        if tag.startswith("I-") and marks and marks[-1][2] == tag[2:]:
            marks[-1] = (marks[-1][0], len(text), tag[2:])
        elif tag != "O":
            marks.append((start, len(text), tag[2:]))
    return text, marks


def _re3d_mark(mark: dict[str, Any], text: str) -> Mark:
    """Its span without the article; the kind is empty where it is no name."""
    start, end = mark["begin"], mark["end"]
    article = re.match(r"(the|a|an)\s+", text[start:end], re.IGNORECASE)
    start += article.end() if article else 0
    return start, end, mark["type"] if text[start:end][:1].isupper() else ""

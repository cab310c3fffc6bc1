"""The project's spaCy components. Each is the same shape: a class called with a Doc, registered by a factory."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.annotate import model
from extractor.annotate.catalogue import COUNTRY, DEMONYM
from extractor.annotate.catalogue import names as catalogue_names
from extractor.annotate.found import Name
from extractor.annotate.indicators import find_indicators
from extractor.annotate.names import Sources, find_names
from extractor.annotate.sentences import sentences
from extractor.catalogue import load
from extractor.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TEXT, KNOWN, SENTENCES, NAMES = "extractor.text", "extractor.known", "extractor.sentences", "extractor.names"
FOREIGN, READ = "extractor.foreign", "extractor.read"
NOTHING = model.Reading((), ())
LABELS = {
    "GovernmentAgency": "ORG",
    "Organization": "ORG",
    "ThreatActor": "ORG",
    "Malware": "PRODUCT",
    "Tool": "PRODUCT",
    "Product": "PRODUCT",
}
CONTEXT_FREE = frozenset({"cve", "md5", "sha1", "sha256", "btc", "ipv4", "ipv6"})
"""Indicators by their form alone; a domain or an address of mail counts only where the text defangs it."""


class CatalogueMatcher:
    """Marks names of the catalogue, so that the recogniser works around them."""

    def __call__(self, doc: "Doc") -> "Doc":
        """Mark them in `doc`."""
        known = catalogue_names().find(doc.user_data[TEXT])
        doc.user_data[KNOWN] = known
        spans = []
        for k in known:
            if k.held or k.found_by in (COUNTRY, DEMONYM):
                continue
            span = doc.char_span(k.start, k.end, label=LABELS.get(k.kind, "ORG"))
            if span is not None:
                spans.append(span)
        doc.set_ents(spans, default="missing")
        return doc


class SentenceMarker:
    """Marks sentences by punctuation and line ends."""

    def __call__(self, doc: "Doc") -> "Doc":
        """Mark them in `doc`."""
        doc.user_data[SENTENCES] = sentences(doc)
        return doc


class EventReader:
    """Reads events and names with the trained model."""

    def __init__(self) -> None:
        self._reader = model.load()

    def __call__(self, doc: "Doc") -> "Doc":
        """Mark them in `doc`."""
        doc.user_data[READ] = NOTHING if doc.user_data.get(FOREIGN) else self._reader.read([doc.user_data[TEXT]])[0]
        return doc


class NameResolver:
    """Brings catalogue, patterns, acronym definitions and the recogniser to one answer."""

    def __call__(self, doc: "Doc") -> "Doc":
        """Mark the names in `doc`."""
        text = doc.user_data[TEXT]
        is_foreign = doc.user_data.get(FOREIGN)
        model = None if is_foreign else tuple((e.start_char, e.end_char, e.label_) for e in doc.ents)
        doc.user_data[NAMES] = find_names(Sources(text, doc.user_data[KNOWN], model, _indicators(text), load()))
        return doc


def _indicators(text: str) -> tuple[Name, ...]:
    return tuple(
        Name(i.start, i.end, "Vulnerability" if i.kind == "cve" else "Indicator", f"pattern:{i.kind}")
        for i in find_indicators(text)
        if i.kind in CONTEXT_FREE or i.defanged
    )


@dataclass(slots=True)
class Reading:
    """A report's sentences, names and events, gathered piece by piece."""

    _sentences: list[Span] = field(default_factory=list)
    _names: list[Name] = field(default_factory=list)
    _read: model.Reading = NOTHING

    def add(self, offset: int, doc: "Doc") -> None:
        """Take over what the components found in the piece that begins at `offset`."""
        self._sentences += [Span(s.start + offset, s.end + offset) for s in doc.user_data[SENTENCES]]
        self._names += [Name(n.start + offset, n.end + offset, n.kind, n.found_by) for n in doc.user_data[NAMES]]
        self._read += doc.user_data[READ].moved(offset)

    @property
    def read(self) -> model.Reading:
        """What the trained model read in all pieces."""
        return self._read

    @property
    def sentences(self) -> tuple[Span, ...]:
        """All sentences, in order."""
        return tuple(self._sentences)

    @property
    def names(self) -> tuple[Name, ...]:
        """All names, in order."""
        return tuple(sorted(self._names))


def make_catalogue(nlp: "Language", name: str) -> CatalogueMatcher:  # noqa: ARG001 - the signature is spaCy's
    """Factory of `extractor_catalogue`."""
    return CatalogueMatcher()


def make_sentences(nlp: "Language", name: str) -> SentenceMarker:  # noqa: ARG001 - the signature is spaCy's
    """Factory of `extractor_sentences`."""
    return SentenceMarker()


def make_reader(nlp: "Language", name: str) -> EventReader:  # noqa: ARG001 - the signature is spaCy's
    """Factory of `extractor_reader`."""
    return EventReader()


def make_names(nlp: "Language", name: str) -> NameResolver:  # noqa: ARG001 - the signature is spaCy's
    """Factory of `extractor_names`."""
    return NameResolver()


def register() -> None:
    """Register the factories; spaCy does it itself through the entry points of an installed package."""
    from spacy.language import Language

    for factory, make in (
        ("extractor_catalogue", make_catalogue),
        ("extractor_sentences", make_sentences),
        ("extractor_names", make_names),
        ("extractor_reader", make_reader),
    ):
        if not Language.has_factory(factory):
            Language.factory(factory, func=make)

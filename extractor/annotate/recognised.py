"""What the statistical recogniser found, with the mistakes it is known for taken out."""

from collections import Counter
from dataclasses import dataclass

from extractor.annotate.found import Found, trim
from extractor.annotate.patterns import ORGANISATION_END, THING_CALLED, is_agency_name
from extractor.annotate.words import MONTHLIKE, TECH_ACRONYMS
from extractor.catalogue import Catalogue
from extractor.model import EntityType

LABELS: dict[str, EntityType] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "PRODUCT": "Product",
}
TIES = {"ORG": 3, "PERSON": 2, "GPE": 1}
"""Where two labels are given as often: organisation, person, place."""
PARTICLES = frozenset("de van von al bin der da".split())
"""Small words inside people's names."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The recogniser's (start, end, label) in a text; names trimmed, one label a name."""

    text: str
    items: tuple[tuple[int, int, str], ...]
    labels: dict[str, str]
    surnames: frozenset[str]

    def label(self, words: str) -> str | None:
        """The label of this name in the whole text."""
        return self.labels.get(words)

    def says(self, start: int, end: int, labels: tuple[str, ...]) -> bool:
        """Does it call exactly `start`-`end` one of `labels`?"""
        return any((a, b) == (start, end) and label in labels for a, b, label in self.items)

    def covers(self, start: int, end: int, labels: tuple[str, ...]) -> bool:
        """Does a name with one of `labels` hold `start`-`end`?"""
        return any(a <= start and end <= b and label in labels for a, b, label in self.items)

    def add(self, found: Found, catalogue: Catalogue, common: frozenset[str], without: frozenset[str] | None) -> None:
        """Add its names to `found`; where `without` is given, only organisations that are not among these words.

        common: short forms that the text defines for common nouns ("memorandum of cooperation (MOC)").
        """
        for first, last, own_label in self.items:
            start, end = trim(self.text, first, last)
            words = self.text[start:end]
            label = self.labels.get(words, own_label)
            if without is not None and (own_label, label) != ("ORG", "ORG"):
                continue
            if words in (without or ()) or words in self.surnames or words in common:
                continue
            if label == "PERSON" and THING_CALLED.search(self.text, max(0, start - 40), start):
                continue
            if kind := _kind(words, label, catalogue):
                found.add(start, end, kind, "model:ner")


def recognised(text: str, items: tuple[tuple[int, int, str], ...]) -> Recognised:
    """The recogniser's `items` in `text`, brought to one label a name: the one it gives most often."""
    votes: dict[str, Counter[str]] = {}
    surnames = set()
    for start, end, label in items:
        words = text[slice(*trim(text, start, end))]
        votes.setdefault(words, Counter())[label] += 1
        if label == "PERSON" and " " in words:
            surnames.add(words.split()[-1])
    labels = {name: max(c, key=lambda label: (c[label], TIES.get(label, 0), label)) for name, c in votes.items()}
    return Recognised(text, items, labels, frozenset(surnames))


def organisation_kind(words: str) -> EntityType:
    """Is it a part of a state, or any other organisation?"""
    return "GovernmentAgency" if is_agency_name(words) else "Organization"


def _kind(words: str, label: str, catalogue: Catalogue) -> EntityType | None:
    """What a recognised name is; None where it is none."""
    if label not in LABELS or not _is_plausible(words, label):
        return None
    if label == "ORG":
        is_place = " " not in words and words in catalogue.places
        return "Place" if is_place else organisation_kind(words)
    if label == "PERSON" and ORGANISATION_END.search(words):
        return organisation_kind(words)
    if label == "PERSON" and " " not in words:
        return None
    return LABELS[label]


def _is_plausible(words: str, label: str) -> bool:
    if len(words) < 2 or words.upper() in TECH_ACRONYMS or "\n" in words:
        return False
    if not any(c.isupper() for c in words) or words.lower() in MONTHLIKE or words.startswith("@"):
        return False
    if label == "PERSON":
        return _is_personal(words)
    if label == "PRODUCT":
        return not words.isdigit()
    return not words[0].islower() or len(words.split()) > 1 or any(c.isupper() for c in words[1:])


def _is_personal(words: str) -> bool:
    parts = words.split()
    is_written_so = all(p[0].isupper() or p in PARTICLES for p in parts)
    return len(parts) <= 4 and is_written_so and not any(c.isdigit() for c in words)

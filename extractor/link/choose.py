"""Who it is, by the article's own context: its other full names, then its countries. Else nobody, visibly."""

from collections import Counter
from dataclasses import dataclass

from extractor.catalogue import Entry
from extractor.link.candidates import PARTY


@dataclass(frozen=True, slots=True)
class Context:
    """What the article says around an ambiguous name: how often each country, and which entries by a full name."""

    countries: Counter[str]
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision with its reason; `entry` is None where the article does not say."""

    entry: Entry | None
    score: float
    reason: str


def choose(options: tuple[Entry, ...], context: Context) -> Choice:
    """The entry meant, among `options` (at least one)."""
    if len(options) == 1:
        return Choice(options[0], 0.95, "only entry of the catalogue with this name")
    named = [e for e in options if e.key in context.named]
    if len(named) == 1:
        return Choice(named[0], 0.95, "the article gives its full name")
    ranked = sorted(options, key=lambda e: (-context.countries[e.country or ""], e.key))
    best, second = ranked[0], ranked[1]
    most = context.countries[best.country or ""]
    if most > context.countries[second.country or ""]:
        return Choice(best, 0.75, f"the article's countries speak for {best.country}")
    if best.kind not in PARTY:
        return Choice(best, 0.5, f"first of {len(options)} entries with this name")
    return Choice(None, 0.0, "ambiguous: " + ", ".join(e.key for e in ranked))

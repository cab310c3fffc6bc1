"""A clause as one coded string, so that grammars can be regular expressions over words and things.

A thing becomes `<K12>`: K is one letter for its kind, 12 its item. Words are in lower case, one space between.
Letters: P person, G agency, O organisation, C country, D demonym, L place, T threat actor, A described attacker,
V described victim, M malware, W tool, R product, U vulnerability, I indicator.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.annotate.things import Clause, Item, Thing
from extractor.model import Span

LETTERS = {
    "Person": "P",
    "GovernmentAgency": "G",
    "Organization": "O",
    "Country": "C",
    "Place": "L",
    "ThreatActor": "T",
    "Malware": "M",
    "Tool": "W",
    "Product": "R",
    "Vulnerability": "U",
    "Indicator": "I",
}
UP_TO_2, UP_TO_3, UP_TO_4, UP_TO_5 = (rf"(?:[a-z’'-]+ ){{0,{n}}}?" for n in (2, 3, 4, 5))
"""So many words, as few as will do."""
WORD_START = r"(?<!\S)"
"""What a grammar's pattern begins with: "ties" is no part of "activities"."""
THING = re.compile(r"<[A-Z](\d+)>")


@dataclass(frozen=True)
class Hit:
    """A grammar's match: things and spans by group name."""

    coded: "Coded"
    match: re.Match[str]

    def things(self, group: str) -> tuple[Thing, ...]:
        """Every thing in `group`, left to right; empty where the group did not take part."""
        text = self.words(group)
        found = [self.coded.clause.items[int(m)].thing for m in THING.findall(text)]
        return tuple(t for t in found if t)

    def words(self, group: str) -> str:
        """The coded words of `group`; empty where the pattern has no such group or it took no part."""
        return self.match[group] or "" if group in self.match.re.groupindex else ""

    def thing(self, group: str) -> Thing | None:
        """The first thing in `group`."""
        return next(iter(self.things(group)), None)

    def span(self, group: str | int = 0) -> Span:
        """Where the words of `group` stand in the report."""
        return self.coded.span(*self.match.span(group))


@dataclass(frozen=True)
class Coded:
    """A clause and its coded string."""

    clause: Clause

    @cached_property
    def _parts(self) -> list[str]:
        return [f"<{_letter(i)}{n}>" if i.thing else i.lower for n, i in enumerate(self.clause.items)]

    @cached_property
    def text(self) -> str:
        """The coded string."""
        return " ".join(self._parts)

    @cached_property
    def _starts(self) -> list[int]:
        starts, position = [], 0
        for part in self._parts:
            starts.append(position)
            position += len(part) + 1
        return starts

    def find(self, pattern: re.Pattern[str]) -> Iterator[Hit]:
        """Every match of `pattern`, left to right."""
        return (Hit(self, match) for match in pattern.finditer(self.text))

    def item_at(self, position: int) -> int:
        """The index of the item at `position` of the coded string."""
        return bisect_right(self._starts, position) - 1

    def span(self, start: int, end: int) -> Span:
        """The report's span behind `text[start:end]`."""
        items = self.clause.items
        return Span(items[self.item_at(start)].start, items[self.item_at(max(start, end - 1))].end)


def _letter(item: Item) -> str:
    thing = item.thing
    assert thing
    if not thing.named:
        return "A" if thing.side == "attacker" else "V"
    if thing.kind == "Country" and thing.demonym:
        return "D"
    return LETTERS.get(thing.kind, "X")

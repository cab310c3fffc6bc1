"""What a sentence is made of for the grammars: words and things, in a row.

A thing is a name, or a described party ("a Ukrainian energy provider", "the hackers"), or both at once
("the hacking group XakNet"). Countries that describe a thing ("Russian hackers", "hackers linked to Iran",
"Ukraine's Ministry of Defence") are kept as its origins.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.annotate.words import PROPERTY_HEADS
from extractor.model import EntityType, Span

Side = Literal["attacker", "victim", ""]


@dataclass(frozen=True, slots=True)
class Thing:
    """A party in a sentence. `description` is the words that describe it; `origins` the countries that do."""

    start: int
    end: int
    kind: EntityType | Literal[""]
    side: Side = ""
    head: str = ""
    named: bool = True
    demonym: bool = False
    description: Span | None = None
    origins: tuple[Span, ...] = ()

    @property
    def is_property(self) -> bool:
        """Is it a thing that has an owner (a website, servers) and no party?"""
        return not self.named and self.head in PROPERTY_HEADS


class Item(NamedTuple):
    """A word, a mark, or a thing of several words."""

    start: int
    end: int
    text: str
    lower: str
    thing: Thing | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence as items. `index` is its place in the report."""

    index: int
    span: Span
    text: str
    items: tuple[Item, ...]

    def things(self) -> tuple[Thing, ...]:
        """All things, left to right."""
        return tuple(i.thing for i in self.items if i.thing)


POSSESSIVES = frozenset({"'s", "’s"})


def is_owner(items: tuple[Item, ...] | list[Item], index: int) -> bool:
    """Does a possessive ending follow the item at `index`?"""
    return index + 1 < len(items) and items[index + 1].lower in POSSESSIVES


def is_cause(items: tuple[Item, ...], step: int) -> bool:
    """Does the country say what somebody is for or against ("anti-Israel messages")?"""
    return step > 1 and items[step - 1].text == "-" and items[step - 2].lower in ("anti", "pro")

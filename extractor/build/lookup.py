"""What the arguments of an article's events mean: a span's entity, its country, its words, its sentence."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from extractor.build.identify import Mint
from extractor.model import Argument, Entity, Event, Link, Report, Span

UNLINKED = 0.6
"""How sure words without a link are."""


@dataclass(frozen=True)
class Lookup:
    """An article by place in the text. `links`: by the start and end of their words."""

    report: Report
    ids: Mint
    sentences: tuple[Span, ...]
    entities: dict[str, Entity]
    links: dict[tuple[int, int], Link]

    def entity(self, argument: Argument) -> Entity | None:
        """The entity that an argument's words mean."""
        link = self.links.get((argument.start, argument.end))
        return self.entities[link.entity] if link else None

    def some(self, event: Event, *roles: str) -> tuple[Entity, ...]:
        """The entities in these roles, each once, in text order."""
        found = {e.id: e for a in event.role(*roles) if (e := self.entity(a))}
        return tuple(found.values())

    def within(self, words: Argument | Span) -> tuple[Entity, ...]:
        """The entities named within some words, each once, in text order."""
        first = bisect_left(self._places, (words.start, 0))
        held: dict[str, Entity] = {}
        for start, end in self._places[first:]:
            if start >= words.end:
                break
            if end <= words.end:
                held.setdefault(self.links[start, end].entity, self.entities[self.links[start, end].entity])
        return tuple(held.values())

    def one(self, event: Event, *roles: str) -> Entity | None:
        """The first entity in these roles."""
        return next((e for a in event.role(*roles) if (e := self.entity(a))), None)

    def words(self, argument: Argument | Span) -> str:
        """The argument's words."""
        return self.report.text[argument.start : argument.end]

    def is_demonym(self, argument: Argument) -> bool:
        """Do the words point to a country without being it ("Russian")?"""
        link = self.links.get((argument.start, argument.end))
        return link is not None and link.mention.found_by == "catalogue:demonym"

    def sure(self, argument: Argument) -> float:
        """How sure the link of this argument is."""
        link = self.links.get((argument.start, argument.end))
        return link.score if link else UNLINKED

    def sentence(self, words: Argument | Span) -> Span:
        """The sentence in which the words begin; the words themselves where they stand in none."""
        at = bisect_right(self._starts, words.start) - 1
        if at >= 0 and words.end <= self.sentences[at].end:
            return self.sentences[at]
        return Span(words.start, words.end)

    def country_name(self, code: str) -> str:
        """What the country with this ISO code is called within a sentence."""
        entity = self.entities.get(self.ids.country(code))
        name = entity.name if entity else code
        return f"the {name}" if name.startswith(WITH_ARTICLE) or name.endswith("Islands") else name

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return sorted(self.links)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]


WITH_ARTICLE = ("United ", "Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Seychelles", "Comoros")
"""Countries whose names take an article."""


def lookup(
    report: Report, ids: Mint, sentences: tuple[Span, ...], entities: tuple[Entity, ...], links: tuple[Link, ...]
) -> Lookup:
    """The lookup of one article."""
    by_place = {(x.mention.start, x.mention.end): x for x in links}
    return Lookup(report, ids, tuple(sorted(sentences)), {e.id: e for e in entities}, by_place)

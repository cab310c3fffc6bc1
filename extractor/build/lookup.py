"""What the arguments of an article's events mean: a span's entity, its country, its words."""

from dataclasses import dataclass, field

from extractor.build.identify import Mint
from extractor.model import Argument, Entity, Event, Link, Report, Span


@dataclass(frozen=True, slots=True)
class Lookup:
    """Entities by place in the text."""

    report: Report
    ids: Mint
    entities: dict[str, Entity]
    links: dict[tuple[int, int], Link]
    demonyms: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def entity(self, argument: Argument) -> Entity | None:
        """The entity that an argument's words mean."""
        link = self.links.get((argument.start, argument.end))
        return self.entities[link.entity] if link else None

    def some(self, event: Event, *roles: str) -> tuple[Entity, ...]:
        """The entities in these roles, each once, in text order."""
        found = dict.fromkeys(e for a in event.role(*roles) if (e := self.entity(a)))
        return tuple(found)

    def one(self, event: Event, *roles: str) -> Entity | None:
        """The first entity in these roles."""
        return next(iter(self.some(event, *roles)), None)

    def words(self, argument: Argument | Span) -> str:
        """The argument's words."""
        return self.report.text[argument.start : argument.end]

    def is_demonym(self, argument: Argument) -> bool:
        """ "Russian": points to the country without being it."""
        return (argument.start, argument.end) in self.demonyms

    def sure(self, argument: Argument) -> float:
        """How sure the link of this argument is; 0.6 where nothing is linked."""
        link = self.links.get((argument.start, argument.end))
        return link.score if link else 0.6


def lookup(report: Report, ids: Mint, entities: tuple[Entity, ...], links: tuple[Link, ...]) -> Lookup:
    """The lookup of one article."""
    demonyms = frozenset((x.mention.start, x.mention.end) for x in links if x.mention.found_by == "catalogue:demonym")
    return Lookup(
        report, ids, {e.id: e for e in entities}, {(x.mention.start, x.mention.end): x for x in links}, demonyms
    )

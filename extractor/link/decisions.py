"""Who is meant where: the decisions for one article while they are being made."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.catalogue import Entry
from extractor.link.candidates import PARTY
from extractor.model import Link, Mention


@dataclass(slots=True)
class Decisions:
    """Who is meant where, as far as it has been decided for one article."""

    links: list[Link] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    members: dict[str, list[Mention]] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    ambiguous: dict[str, str] = field(default_factory=dict)

    def decide(self, mention: Mention, thing: str, score: float, reason: str) -> None:
        """Link a mention to the thing with this key."""
        self.links.append(Link(mention, thing, score, reason))
        self.members.setdefault(thing, []).append(mention)

    def named(self, kind: str, name: str) -> str | None:
        """The thing that this article calls `name` (normalised)."""
        return self.by_name.get(_slot(kind, name))

    def remember(self, kind: str, names: Iterable[str], thing: str) -> None:
        """These names (normalised) mean the thing from here on; who has a name already keeps it."""
        for name in names:
            self.by_name.setdefault(_slot(kind, name), thing)


def _slot(kind: str, name: str) -> str:
    return f"{'Organization' if kind in PARTY else kind}|{name}"

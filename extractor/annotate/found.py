"""Names while they are being collected: a place in the text holds one name, and the first to take it keeps it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.model import EntityType

DOTTED = re.compile(r"^(?:[A-Z]\.){2,}$")
EDGE = re.compile(
    r"^(?:the|The|THE|a|an|A|An)\s+|^[\W_]+|(?:['’]s|['’]|[\W_]+)$|"
    r"[ -](?:Data )?(?:Hack(?:ed|s)?|Leaks?|Breach|(?:Cyber)?[Aa]ttacks?|DDOS|DDoS|Defacements?)(?: \d{4})?$"
)
"""What is no part of a name at its edges; titles write "Acme Hack 2006" as if it were one."""


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A named thing at a place in the text, before it is linked."""

    start: int
    end: int
    kind: EntityType = field(compare=False)
    found_by: str = field(compare=False)


@dataclass(slots=True)
class Found:
    """Names collected so far."""

    text: str
    names: list[Name] = field(default_factory=list)
    taken: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.taken = bytearray(len(self.text))

    def add(self, start: int, end: int, kind: EntityType, found_by: str) -> None:
        """Take the place for a name, if it is free."""
        if start < end and not any(self.taken[start:end]):
            self.names.append(Name(start, end, kind, found_by))
            self.taken[start:end] = b"\x01" * (end - start)

    def add_everywhere(self, words: str, kind: EntityType, found_by: str) -> None:
        """Take every free place where `words` stand as whole words."""
        for match in re.finditer(rf"(?<![\w@]){re.escape(words)}(?![\w@])", self.text):
            self.add(match.start(), match.end(), kind, found_by)

    def words(self, name: Name) -> str:
        """The words of `name`."""
        return self.text[name.start : name.end]

    def over(self, start: int, end: int) -> Name | None:
        """The first collected name that shares a place with `start`-`end`."""
        return next((n for n in self.names if n.start < end and start < n.end), None)

    def found_by(self, *finders: str) -> Iterator[Name]:
        """The names that `finders` found, left to right."""
        return (n for n in sorted(self.names) if n.found_by in finders)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The name itself: without a leading article, a possessive ending, punctuation or "Hack" at its edges."""
    while start < end:
        match = EDGE.search(text[start:end])
        if not match or DOTTED.search(text[start:end]):
            break
        if match.start() == 0:
            start += match.end()
        else:
            end = start + match.start()
    return start, end

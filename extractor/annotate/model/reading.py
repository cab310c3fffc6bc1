"""What the model says of a text, by code points."""

from dataclasses import dataclass, replace
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Argument:
    """A stretch of text that plays a role in an event. `score` is a mean log-probability."""

    start: int
    end: int
    role: str
    score: float


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger with its type, factuality and arguments. `score` is a mean log-probability."""

    start: int
    end: int
    type: str
    factuality: str
    score: float
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing."""

    start: int
    end: int
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the model says of one text."""

    events: tuple[Event, ...]
    entities: tuple[Entity, ...]

    def moved(self, offset: int) -> "Reading":
        """The same reading in a text that has `offset` code points more before it."""
        return Reading(
            tuple(
                replace(_moved(e, offset), arguments=tuple(_moved(a, offset) for a in e.arguments)) for e in self.events
            ),
            tuple(_moved(e, offset) for e in self.entities),
        )

    def __add__(self, later: "Reading") -> "Reading":
        return Reading(self.events + later.events, self.entities + later.entities)


PlaceT = TypeVar("PlaceT", Argument, Event, Entity)


def _moved(one: PlaceT, offset: int) -> PlaceT:
    return replace(one, start=one.start + offset, end=one.end + offset)

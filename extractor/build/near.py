"""Which of the things an article tells a sentence is about."""

from typing import Protocol, TypeVar

from extractor.model import Event, Span


class Told(Protocol):
    """Something that sentences of the article tell."""

    @property
    def evidence(self) -> tuple[Span, ...]:
        """Those sentences, in text order."""


ToldT = TypeVar("ToldT", bound=Told)


def nearest(event: Event, told: tuple[ToldT, ...]) -> ToldT | None:
    """What is told in the event's own sentence, else nearest before it, else first; None where nothing is told."""
    here = next((each for each in told if event.sentence in each.evidence), None)
    if here is not None:
        return here
    before = [(s.start, -n) for n, each in enumerate(told) for s in each.evidence if s.start < event.sentence.start]
    if before:
        return told[-max(before)[1]]
    return next(iter(told), None)

"""What a reading says, in the short form that the cases expect it in."""

from collections.abc import Callable
from typing import Any

from extractor.model import Annotated, Event

Reader = Callable[..., Annotated]
WANTED_SHARE = 0.15
"""At most this share of a file's cases may be marked as wanted and not yet read."""


def events(annotated: Annotated, kind: str) -> list[Event]:
    """The events whose kind begins with `kind`."""
    return [e for e in annotated.events if e.kind.startswith(kind)]


def roles(found: list[Event], annotated: Annotated, names: tuple[str, ...]) -> dict[str, list[str]]:
    """The words in each of these roles over all of `found`, in text order, each once; no empty roles."""
    text = annotated.report.text
    table = {n: sorted({(a.start, a.end) for e in found for a in e.role(n)}) for n in names}
    return {n: list(dict.fromkeys(text[start:end] for start, end in spans)) for n, spans in table.items() if spans}


def one(values: set[str]) -> Any:
    """The only value, or all of them."""
    return next(iter(values)) if len(values) == 1 else sorted(values)


def last(kind: str) -> str:
    """The last step of a kind's path."""
    return kind.rpartition("/")[2]

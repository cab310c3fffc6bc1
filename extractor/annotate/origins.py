"""Countries that describe a thing: "Ukraine's Ministry of Defence", "hackers linked to Iran"."""

from collections.abc import Iterator
from dataclasses import replace

from extractor.annotate.things import POSSESSIVES, Item, Thing
from extractor.model import Span

LINKS = frozenset(
    """from out hosted located operating across linked tied affiliated associated backed sponsored supported directed
    connected in of based originating belonging working""".split()
)
WHERE = frozenset({"in", "of", "across"})
"""Links that add nothing to a thing whose origin is told already ("Russian hackers in Ukraine")."""
TAILS = frozenset("based linked backed sponsored affiliated aligned nexus owned registered".split())
"""Behind a country and a hyphen: "US-based"."""
TIES = frozenset({"ties", "links", "connections"})
"""Behind "with": "hackers with ties to Iran"."""
BETWEEN = TIES | frozenset(
    """to with by the in and , or 's ’s government state of as well both from out mainly especially primarily
    including""".split()
)
"""Words that may stand between a link and the countries it leads to."""


def owners(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """As in "Ukraine's Ministry of Defence", "the Ukrainian company Kyivstar": the country describes what follows."""
    out = list(items)
    for index, item in enumerate(out):
        thing = item.thing
        if thing and thing.kind != "Country" and index > 0 and (owner := _owner(out, index)):
            out[index] = item._replace(thing=_from(thing, Span(owner.start, owner.end)))
    return tuple(out)


def _owner(items: list[Item], index: int) -> Thing | None:
    if items[index - 1].lower in TAILS and index > 2 and items[index - 2].lower == "-":
        based = items[index - 3].thing  # "the US-based X"
        return based if based and based.kind == "Country" else None
    is_possessive = items[index - 1].lower in POSSESSIVES and index > 1
    before = items[index - 2 if is_possessive else index - 1]
    owner, start = before.thing, index - (2 if is_possessive else 1)
    if start > 1 and items[start - 1].lower == "-" and items[start - 2].lower in ("pro", "anti"):
        return None  # "pro-Russian Killnet"
    if not owner or owner.kind != "Country":
        return None
    return owner if is_possessive or owner.demonym or before.text.isupper() else None


def behind(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """As in "hackers linked to Iran", "a hospital in Germany", "companies from Israel and Egypt"."""
    out = list(items)
    for index, item in enumerate(items[:-2]):
        thing, word = item.thing, items[index + 1].lower
        if not thing or thing.kind in ("Country", "Place") or not (word in LINKS or _has_ties(items, index)):
            continue
        if not (thing.origins and word in WHERE) and (spans := tuple(_countries(items, index + 2))):
            out[index] = item._replace(thing=_from(thing, *spans))
    return tuple(out)


def _has_ties(items: tuple[Item, ...], index: int) -> bool:
    return items[index + 1].lower == "with" and items[index + 2].lower in TIES


def _from(thing: Thing, *origins: Span) -> Thing:
    return replace(thing, origins=(*thing.origins, *origins))


def _countries(items: tuple[Item, ...], start: int) -> Iterator[Span]:
    for item in items[start : start + 9]:
        thing = item.thing
        if thing and thing.kind == "Country":
            yield Span(thing.start, thing.end)
        elif not (thing and thing.kind == "Place") and item.lower not in BETWEEN:
            return

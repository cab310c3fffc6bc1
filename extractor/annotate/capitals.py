"""Capitals that act: "Washington concluded", "blamed Moscow". They stand for their states."""

import re
from dataclasses import replace

from extractor.annotate.things import Item, Thing
from extractor.catalogue import load

ACTS = re.compile(
    r"(?:accus|blam|conclud|attribut|suspect|believ|condemn|dismiss|reject|order|direct|sponsor|orchestrat|launch|conduct|"
    r"hack|target|attack|sanction|expel|summon|sever|announc|retaliat|respond|demand|warn|assess|threaten|suspend)\w*$|"
    r"(?:said|says|den(?:y|ied|ies)|claims|claimed|spied|carried|cuts?|broke|vowed|signed|agreed|imposed|pointed|wants|"
    r"stood|stands|tried|sees|calls|called|backs|backed)$"
)
BLAMED = frozenset("blame blames blamed blaming accuse accuses accused accusing suspects sanctioned by".split())
"""Words whose object acted."""
TO_BLAME = re.compile(r"(?:attribut|link|trac|tied|point|connect)")
BETWEEN = frozenset("has had have also then again later itself reportedly allegedly publicly formally".split())
PLACED = frozenset("in at near from of to outside around between across inside via for".split())
PEOPLE = frozenset("Victoria Sucre Male Stanley Hamilton Kingston Douglas Georgetown Jamestown".split())
"""Capitals with people's names."""
REACH = 7


def acting(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The row with capitals that act, or are blamed, as their countries."""
    capitals = load().metonyms()
    out = list(items)
    for n, item in enumerate(items):
        if item.text not in capitals or item.text in PEOPLE or not _may_be(items, n):
            continue
        if _acts(items, n) or _is_blamed(items, n):
            thing = item.thing or Thing(item.start, item.end, "Country")
            out[n] = item._replace(thing=replace(thing, kind="Country"))
    return tuple(out)


def _may_be(items: tuple[Item, ...], n: int) -> bool:
    """A place, or no name at all; no part of a longer name that nobody knew ("Paris Hilton")."""
    thing = items[n].thing
    if thing:
        return thing.kind == "Place"
    beside = [i.text for i in (*items[max(0, n - 1) : n], *items[n + 1 : n + 2])]
    return not any(text[0].isupper() and text.isalpha() and len(text) > 1 for text in beside[1 if n else 0 :])


def _acts(items: tuple[Item, ...], n: int) -> bool:
    if n and items[n - 1].lower in PLACED:
        return False
    following = [i.lower for i in items[n + 1 : n + 4] if i.lower not in BETWEEN]
    return bool(following) and bool(ACTS.match(following[0]))


def _is_blamed(items: tuple[Item, ...], n: int) -> bool:
    before = [i.lower for i in items[max(0, n - REACH) : n]]
    if before[-1:] == ["to"]:
        return any(TO_BLAME.match(word) for word in before)
    return bool(before) and before[-1] in BLAMED

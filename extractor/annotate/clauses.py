"""A sentence as a row of words and things: the shape that the event grammars read.

A thing is a name, or a described party ("a Ukrainian energy provider", "the hackers"), or both at once
("the hacking group XakNet"). Countries that describe a thing ("Russian hackers", "hackers linked to Iran",
"Ukraine's Ministry of Defence") are kept as its origins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from extractor.annotate.catalogue import DEMONYM
from extractor.annotate.names import Name
from extractor.annotate.triggers import VERBS
from extractor.annotate.words import (
    ATTACK_WORDS,
    ATTACKER_HEADS,
    DETERMINERS,
    MONTHLIKE,
    NEEDS_ATTACK_WORD,
    PROPERTY_HEADS,
    STOPS,
    VICTIM_HEADS,
)
from extractor.model import EntityType, Span

WORD = re.compile(r"['’]s\b|[^\W_]+(?:[-.'’&][^\W_]+)*|[^\w\s]|_")
ADJECTIVE_TAIL = re.compile(
    r"-(?:sponsored|backed|linked|affiliated|aligned|based|supported|associated|run|controlled|funded|speaking|nexus|born|owned)$"
)
LINKS = frozenset(
    {
        "from",
        "out",
        "hosted",
        "located",
        "operating",
        "across",
        "linked",
        "tied",
        "affiliated",
        "associated",
        "backed",
        "sponsored",
        "supported",
        "directed",
        "connected",
        "in",
        "of",
        "based",
        "originating",
        "belonging",
        "working",
    }
)

VERB_LIKE = frozenset({"targets", "exchange", "email", "accounts", "target"})
"""Head nouns that are verbs where a party stands before them."""

RELATIVE = frozenset({"who", "which", "that", "and", '"', "”"})

NAMING = frozenset(
    {"known", "as", "called", "named", "dubbed", '"', "“", "'", "‘", "the", "tracked", "collective", "group", "team"}
)
BELONGING = frozenset(
    {
        "of",
        "from",
        "with",
        "to",
        "by",
        "affiliated",
        "belonging",
        "associated",
        "linked",
        "going",
        "handle",
        "name",
        "under",
        "calling",
        "themselves",
        "itself",
        "self-described",
    }
)
"""Words between "hackers" and the group they belong to."""

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


@dataclass(frozen=True, slots=True)
class Item:
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


def clauses(text: str, sentences: tuple[Span, ...], names: tuple[Name, ...]) -> tuple[Clause, ...]:
    """Each sentence of `text` with its things in place."""
    rows, cursor = [], 0
    for index, span in enumerate(sentences):
        inside = []
        while cursor < len(names) and names[cursor].start < span.end:
            if names[cursor].start >= span.start and names[cursor].end <= span.end:
                inside.append(names[cursor])
            cursor += 1
        items = _apposed(_origins_after(_owners(_described(tuple(_items(text, span, inside))))))
        rows.append(Clause(index, span, text[span.start : span.end], items))
    return tuple(rows)


def _items(text: str, span: Span, names: list[Name]) -> Iterator[Item]:
    position = span.start
    for name in [*names, None]:
        stop = name.start if name else span.end
        for match in WORD.finditer(text, position, stop):
            yield Item(match.start(), match.end(), match.group(), match.group().lower())
        if name:
            words = text[name.start : name.end]
            thing = Thing(name.start, name.end, name.kind, _side(name.kind), demonym=name.found_by == DEMONYM)
            yield Item(name.start, name.end, words, words.lower(), thing)
            position = name.end


def _side(kind: str) -> Side:
    return "attacker" if kind == "ThreatActor" else ""


def _described(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Words around a head noun become one thing; a name right behind it is named by it."""
    out: list[Item] = []
    index = 0
    while index < len(items):
        item = items[index]
        side = _head_side(items, index)
        if not side:
            out.append(item)
            index += 1
            continue
        begin = _begin(out)
        start = out[begin].start if begin < len(out) else item.start
        modifiers = out[begin:]
        if side == "attacker" and not _is_attacker(item.lower, modifiers):
            side = "victim" if item.lower in VICTIM_HEADS else ""
        if not side:
            out.append(item)
            index += 1
            continue
        del out[begin:]
        origins = tuple(
            Span(m.start, m.end)
            for m, after in zip(modifiers, [*modifiers[1:], item], strict=False)
            if m.thing and m.thing.kind == "Country" and not after.lower.startswith(("speaking", "language"))
        )
        name = _name_after(items, index)
        words = " ".join(m.text for m in [*modifiers, item])
        if name:
            named = items[name]
            assert named.thing
            thing = _named_by(named.thing, side, item.lower, Span(start, item.end), origins)
            out.append(replace(named, thing=thing))
            index = name + 1
        else:
            thing = Thing(
                start, item.end, "", side, item.lower, False, description=Span(start, item.end), origins=origins
            )
            out.append(Item(start, item.end, words, words.lower(), thing))
            index += 1
    return tuple(out)


def _head_side(items: tuple[Item, ...], index: int) -> Side:
    item = items[index]
    following = items[index + 1].lower if index + 1 < len(items) else ""
    if item.thing or item.text.isupper():
        return ""
    if (
        following in VERB_LIKE
        or (item.lower in VERB_LIKE
        and index
        and (items[index - 1].thing or items[index - 1].text[0].isupper() or items[index - 1].lower in RELATIVE))
    ):
        following = ""
        if item.lower in VERB_LIKE:
            return ""
    if following in ATTACKER_HEADS or following in VICTIM_HEADS:
        return ""
    if item.lower in ATTACKER_HEADS:
        return "attacker"
    return "victim" if item.lower in VICTIM_HEADS and not item.text[0].isupper() else ""


def _begin(out: list[Item]) -> int:
    """Where the noun phrase that ends at the row's end begins."""
    index = len(out)
    while index > 0 and len(out) - index < 8:
        item = out[index - 1]
        word = item.lower
        if item.thing:
            if item.thing.kind != "Country":
                break
        elif word in DETERMINERS:
            return index - 1
        elif word in ("'s", "’s") and index > 1 and (owner := out[index - 2].thing) and owner.kind == "Country":
            return index - 2
        elif not _is_modifier(item):
            break
        index -= 1
    return index


def _is_modifier(item: Item) -> bool:
    word = item.lower
    if word in STOPS or not word[0].isalnum():
        return word == "-"
    if (word in VERBS and word not in ATTACK_WORDS) or word in MONTHLIKE or (word.isdigit() and len(word) == 4):
        return False
    if word in ATTACK_WORDS or ADJECTIVE_TAIL.search(word) or word.isdigit():
        return True
    if word.endswith(("ed", "ing")) and word not in (
        "banking",
        "shipping",
        "mining",
        "engineering",
        "manufacturing",
        "leading",
    ):
        return False
    return not word.endswith("ly")


def _is_attacker(head: str, modifiers: list[Item]) -> bool:
    if head not in NEEDS_ATTACK_WORD:
        return True
    words = {m.lower for m in modifiers} | {part for m in modifiers for part in m.lower.split("-")}
    return bool(words & ATTACK_WORDS)


def _name_after(items: tuple[Item, ...], index: int) -> int | None:
    """The name in apposition: "group XakNet", "group known as XakNet", "group, called XakNet"."""
    step = index + 1
    while step < len(items) and step - index <= 4 and items[step].lower in NAMING:
        step += 1
    actor = step
    while actor < len(items) and actor - index <= 7 and items[actor].lower in NAMING | BELONGING:
        actor += 1
    if (
        actor > step
        and actor < len(items)
        and (behind := items[actor].thing)
        and behind.named
        and behind.kind == "ThreatActor"
    ):
        return actor
    if (
        step < len(items)
        and (thing := items[step].thing)
        and thing.named
        and thing.kind not in ("Country", "Place", "Vulnerability", "Indicator")
    ):
        return step
    return None


def _named_by(named: Thing, side: Side, head: str, description: Span, origins: tuple[Span, ...]) -> Thing:
    kind: EntityType | Literal[""] = named.kind
    if side == "attacker" and named.kind in ("Organization", "Product", "Malware"):
        kind = "ThreatActor"
    if side == "victim" and named.kind in ("ThreatActor", "Malware"):
        side = "attacker" if named.kind == "ThreatActor" else ""
    return replace(named, kind=kind, side=side, head=head, description=description, origins=(*named.origins, *origins))


def _owners(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """ "Ukraine's Ministry of Defence", "the Ukrainian company Kyivstar": the country describes what follows."""
    out = list(items)
    for index, item in enumerate(out):
        thing = item.thing
        if not thing or thing.kind == "Country" or index == 0:
            continue
        before = index - 2 if out[index - 1].lower in ("'s", "’s") and index > 1 else index - 1
        owner = out[before].thing
        if owner and owner.kind == "Country" and (before == index - 2 or owner.demonym or out[before].text.isupper()):
            out[index] = replace(item, thing=replace(thing, origins=(*thing.origins, Span(owner.start, owner.end))))
    return tuple(out)


def _origins_after(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """ "hackers linked to Iran", "a hospital in Germany", "companies from Israel and Egypt"."""
    out = list(items)
    for index, item in enumerate(out):
        thing = item.thing
        if (
            not thing
            or thing.kind in ("Country", "Place")
            or index + 2 >= len(out)
            or out[index + 1].lower not in LINKS
        ):
            continue
        if thing.origins and out[index + 1].lower in ("in", "of", "across"):
            continue
        spans = tuple(_countries_from(out, index + 2))
        if spans:
            out[index] = replace(item, thing=replace(thing, origins=(*thing.origins, *spans)))
    return tuple(out)


def _apposed(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """ "XakNet, a pro-Russian hacker group, ..." names what it describes."""
    out = list(items)
    for index, item in enumerate(out[:-2]):
        thing, behind = item.thing, out[index + 2].thing
        if (
            not thing
            or not thing.named
            or not behind
            or behind.named
            or behind.side != "attacker"
            or out[index + 1].lower != ","
        ):
            continue
        if thing.kind in ("Organization", "Product", "Malware", "ThreatActor") and out[index + 2].lower.startswith(
            ("a ", "an ", "the ")
        ):
            out[index] = replace(
                item, thing=_named_by(thing, "attacker", behind.head, Span(behind.start, behind.end), behind.origins)
            )
    return tuple(out)


def _countries_from(items: list[Item], start: int) -> Iterator[Span]:
    for item in items[start : start + 9]:
        thing = item.thing
        if thing and thing.kind == "Country":
            yield Span(thing.start, thing.end)
        elif thing and thing.kind == "Place":
            continue
        elif item.lower not in {
            "to",
            "with",
            "by",
            "the",
            "in",
            "and",
            ",",
            "or",
            "'s",
            "’s",
            "government",
            "state",
            "of",
            "as",
            "well",
            "both",
            "from",
            "out",
            "mainly",
            "especially",
            "primarily",
            "including",
        }:
            return

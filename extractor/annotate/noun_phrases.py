"""Described parties: words around a head noun become one thing ("a Ukrainian energy provider", "the hackers")."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from extractor.annotate.things import POSSESSIVES, Item, Side, Thing
from extractor.annotate.triggers import VERBS
from extractor.annotate.words import (
    ATTACK_WORDS,
    ATTACKER_HEADS,
    DETERMINERS,
    MONTHLIKE,
    NEEDS_ATTACK_WORD,
    STOPS,
    VICTIM_HEADS,
)
from extractor.model import EntityType, Span

ADJECTIVE_TAIL = re.compile(
    r"-(?:sponsored|backed|linked|affiliated|aligned|based|supported|associated|run|controlled|funded|speaking|nexus|"
    r"born|owned)$"
)
VERB_LIKE = frozenset({"targets", "exchange", "email", "accounts", "target"})
"""Head nouns that are verbs where a party stands before them."""
BEFORE_VERB = frozenset({"who", "which", "that", "and", '"', "”"})
NAMING_VERBS = frozenset("known called named dubbed tracked also".split())
NAMING = NAMING_VERBS | frozenset("known as called named dubbed \" “ ' ‘ the tracked collective group team".split())
"""Words between a description and the name it gives: "a group known as X"."""
BELONGING = frozenset(
    """of from with to by affiliated belonging associated linked going handle name under calling themselves itself
    self-described""".split()
)
"""Words between "hackers" and the group they belong to."""
PARTICIPLE_MODIFIERS = frozenset("banking shipping mining engineering manufacturing leading".split())
"""Words in -ing that describe a party; others are verbs."""
GERUNDS = frozenset({"hacking"})
"""Words that describe an attacker, but act on a victim: "of hacking websites"."""
TOWNS = frozenset("city county town municipality".split())
"""Before "of" and a name: the name is theirs."""
NAMELESS = ("Country", "Place", "Vulnerability", "Indicator")
"""Kinds of name that name no party described before them."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A head noun with the items before it that describe it."""

    modifiers: tuple[Item, ...]
    head: Item
    side: Side

    @property
    def span(self) -> Span:
        """Where the whole phrase stands."""
        return Span((self.modifiers or (self.head,))[0].start, self.head.end)

    @property
    def words(self) -> str:
        """Its words, one space between."""
        return " ".join(item.text for item in (*self.modifiers, self.head))

    @property
    def origins(self) -> tuple[Span, ...]:
        """The countries among its modifiers, languages left out ("Russian-speaking")."""
        words = (*self.modifiers, self.head)
        return tuple(
            Span(item.start, item.end)
            for n, item in enumerate(self.modifiers)
            if item.thing and item.thing.kind == "Country" and not _is_other(words, n)
        )


def _is_other(words: tuple[Item, ...], n: int) -> bool:
    """Does the country name a language ("Russian-speaking"), or whom the party is for or against ("pro-Russian")?"""
    after = [i.lower for i in words[n + 1 : n + 3] if i.lower != "-"]
    is_cause = n > 1 and words[n - 1].lower == "-" and words[n - 2].lower in ("pro", "anti")
    return is_cause or after[0].startswith(("speaking", "language"))


def described(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The row with its described parties as things; a name right behind a description is named by it."""
    out: list[Item] = []
    index = 0
    while index < len(items):
        phrase = _phrase(out, items[index], _head_side(items, index))
        if not phrase:
            out.append(items[index])
            index += 1
            continue
        del out[len(out) - len(phrase.modifiers) :]
        at = _name_after(items, index)
        out.append(_thing_item(phrase, items[at] if at else None))
        index = (at or index) + 1
    return tuple(out)


def _phrase(out: list[Item], head: Item, side: Side) -> Phrase | None:
    """The phrase that ends with `head`, its modifiers taken from the row's end."""
    if not side:
        return None
    modifiers = tuple(out[_begin(out) :])
    if side == "victim" and modifiers and modifiers[0].lower in GERUNDS:
        modifiers = modifiers[1:]
    if side == "attacker" and not _is_attacker(head.lower, modifiers):
        side = "victim" if head.lower in VICTIM_HEADS else ""
    return Phrase(modifiers, head, side) if side else None


def _thing_item(phrase: Phrase, name: Item | None) -> Item:
    if name and name.thing:
        return name._replace(thing=named_by(name.thing, phrase.side, phrase.head.lower, phrase.span, phrase.origins))
    span, words = phrase.span, phrase.words
    thing = Thing(span.start, span.end, "", phrase.side, phrase.head.lower, False, False, span, phrase.origins)
    return Item(span.start, span.end, words, words.lower(), thing)


def named_by(named: Thing, side: Side, head: str, description: Span, origins: tuple[Span, ...]) -> Thing:
    """The name `named` as the description beside it shows it: a group's name is an actor, whatever its kind was."""
    kind: EntityType | Literal[""] = named.kind
    if side == "attacker" and named.kind in ("Organization", "Product", "Malware"):
        kind = "ThreatActor"
    if side == "victim" and named.kind in ("ThreatActor", "Malware"):
        side = "attacker" if named.kind == "ThreatActor" else ""
    return replace(named, kind=kind, side=side, head=head, description=description, origins=(*named.origins, *origins))


def _head_side(items: tuple[Item, ...], index: int) -> Side:
    """Which side a head noun at `index` puts its phrase on; "" where the word is none."""
    item = items[index]
    is_attacker = item.lower in ATTACKER_HEADS
    if not (is_attacker or item.lower in VICTIM_HEADS) or item.thing or item.text.isupper():
        return ""
    following = items[index + 1].lower if index + 1 < len(items) else ""
    if item.lower in ("spy", "spies") and following == "on":
        return ""
    if item.lower in VERB_LIKE and (following in VERB_LIKE or _is_verb(items, index)):
        return ""
    if following not in VERB_LIKE and (following in ATTACKER_HEADS or following in VICTIM_HEADS):
        return ""
    if is_attacker:
        return "attacker"
    return "" if item.text[0].isupper() else "victim"


def _is_verb(items: tuple[Item, ...], index: int) -> bool:
    before = items[index - 1] if index else None
    return bool(before and (before.thing or before.text[0].isupper() or before.lower in BEFORE_VERB))


def _begin(out: list[Item]) -> int:
    """Where the noun phrase that ends at the row's end begins."""
    index = len(out)
    while index > 0 and len(out) - index < 8:
        item = out[index - 1]
        if item.thing:
            if item.thing.kind != "Country":
                break
        elif item.lower in DETERMINERS:
            return index - 1
        elif item.lower in POSSESSIVES and index > 1 and (owner := out[index - 2].thing) and owner.kind == "Country":
            return index - 2
        elif not _is_modifier(item.lower):
            break
        index -= 1
    return index


def _is_modifier(word: str) -> bool:
    if word in STOPS or not word[0].isalnum():
        return word == "-"
    if (word in VERBS and word not in ATTACK_WORDS) or word in MONTHLIKE or (word.isdigit() and len(word) == 4):
        return False
    if word in ATTACK_WORDS or ADJECTIVE_TAIL.search(word) or word.isdigit():
        return True
    if word.endswith(("ed", "ing")) and word not in PARTICIPLE_MODIFIERS:
        return False
    return not word.endswith("ly")


def _is_attacker(head: str, modifiers: tuple[Item, ...]) -> bool:
    if head not in NEEDS_ATTACK_WORD:
        return True
    words = {m.lower for m in modifiers} | {part for m in modifiers for part in m.lower.split("-")}
    return bool(words & ATTACK_WORDS)


def _name_after(items: tuple[Item, ...], index: int) -> int | None:
    """The name in apposition: "group XakNet", "group known as XakNet", "hackers affiliated with XakNet"."""
    comma = _comma_before_name(items, index)
    step = _past(items, comma, NAMING, 4)
    actor = _past(items, comma, NAMING | BELONGING, 7, start=step)
    if actor > step and (behind := _name_at(items, actor)) and behind.kind == "ThreatActor":
        return actor
    if items[index].lower in TOWNS and step == index + 1 and [i.lower for i in items[step : step + 1]] == ["of"]:
        place = _name_at(items, step + 1)  # "the German city of Trier"
        return step + 1 if place and place.kind in ("Place", "Organization", "GovernmentAgency") else None
    thing = _name_at(items, step)
    return step if thing and thing.kind not in NAMELESS else None


def _comma_before_name(items: tuple[Item, ...], index: int) -> int:
    """The comma behind the head at `index` where a naming follows it ("the gang, tracked as X"), else the head."""
    following = [i.lower for i in items[index + 1 : index + 3]]
    is_naming = len(following) == 2 and following[0] == "," and following[1] in NAMING_VERBS
    return index + 1 if is_naming else index


def _past(items: tuple[Item, ...], index: int, words: frozenset[str], reach: int, start: int = 0) -> int:
    """The first item from `start` (else behind `index`) on that is none of `words`, at most `reach` items away."""
    step = start or index + 1
    while step < len(items) and step - index <= reach and items[step].lower in words:
        step += 1
    return step


def _name_at(items: tuple[Item, ...], index: int) -> Thing | None:
    thing = items[index].thing if index < len(items) else None
    return thing if thing and thing.named else None

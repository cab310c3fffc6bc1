"""The parties behind a verb or noun: "hacked X", "an attack on X", "stole data from X"."""

from collections.abc import Iterator

from extractor.annotate.parties import APOSTROPHES, BOUNDARY, RELATIVE
from extractor.annotate.things import Item, Thing, is_cause, is_owner
from extractor.annotate.words import PROPERTY_HEADS

LINKING = frozenset({"on", "via", "through", "to"})
PLATFORMS = frozenset(
    """Facebook Twitter X Telegram YouTube Instagram LinkedIn VKontakte GitHub Pastebin Reddit WhatsApp Signal
    TikTok""".split()
)
"""Where things are announced: "on Telegram" names no victim."""
SAYING = frozenset("said says reported reports announced told wrote tweeted confirmed added stated states".split())
MARKS_INSIDE = APOSTROPHES | frozenset(', " “ ” - / &'.split())
"""Marks that a row of objects may hold; any other mark ends it."""
BLAMING = frozenset("attributed traced linked tied blamed connected".split())
"""Behind these stands who did it."""
ELSEWHERE = frozenset("based believed located during amid ahead behalf said".split())
"""Behind these, where an attack comes from, or what else went on."""
REASONS = frozenset(
    "response protest retaliation support connection collaboration cooperation order revenge reaction return".split()
)
"""Behind "in": why it was done, and with whom."""
TAKEN_FROM = frozenset("from of belonging on about at".split())
WITH_MEANS = frozenset("by using with via through".split())
REACH, FAR_REACH = 8, 9
"""Words between a verb (a noun, or data and its owner) and its party, at most."""


def objects_after(
    items: tuple[Item, ...], start: int, prepositions: frozenset[str] | None = None, from_party: bool = False
) -> Iterator[Thing]:
    """The parties after a verb or noun.

    prepositions: for nouns, what must lead to the party ("attack on"); None for verbs: the object follows at once.
    from_party: for "stole data from X", "leaked emails of X": the party stands behind from/of/belonging to.
    """
    is_led = prepositions is None and not from_party
    leads = (prepositions or frozenset()) | (TAKEN_FROM if from_party else frozenset())
    limit = FAR_REACH if from_party or prepositions else REACH
    step, gap, has_party, lead = start, 0, False, ""
    while step < len(items) and gap < limit:
        word, gap = items[step].lower, gap + 1
        if items[step].thing:
            if _is_speaker(items, step):
                return
            gap, (thing, step) = 0, _object_at(items, step, is_led, from_party, lead)
            if thing:
                has_party = True
                yield thing
            continue
        if _turns_away(items, step, has_party):
            return
        if word in leads:
            is_led, gap, lead = True, gap - 1, word
        elif prepositions and word not in BLAMING and (word == "by" or (has_party and word.endswith("ed"))):
            is_led = False  # "an attack by X on Y"; "the theft of data from X alarmed Y"
        elif _ends_objects(word, is_led, prepositions, has_party) and items[step - 1].lower not in ("belonging", "-"):
            return
        step += 1


def _turns_away(items: tuple[Item, ...], step: int, has_party: bool) -> bool:
    """Does the word begin another thought: "in response to", "as the bank was ...", ", a sign that ..."?"""
    word, after = items[step].lower, items[step + 1 : step + 5]
    if word == "in":
        return bool(after) and after[0].lower in REASONS
    if word == "against":
        return [i.lower for i in after[1:2]] in (["backdrop"], ["background"])
    if word == "as":
        return items[step - 1].lower not in ("such", "well")
    return word == "," and has_party and not any(i.thing for i in after)


def _is_speaker(items: tuple[Item, ...], step: int) -> bool:
    """Does a verb of saying follow: is the party no object but the next clause's subject?"""
    return not _is_platform(items, step) and any(i.lower in SAYING for i in items[step + 1 : step + 3])


def _is_platform(items: tuple[Item, ...], step: int) -> bool:
    return items[step].text in PLATFORMS and items[step - 1].lower in LINKING


def _object_at(
    items: tuple[Item, ...], step: int, is_led: bool, from_party: bool, lead: str
) -> tuple[Thing | None, int]:
    """The party that the thing at `step` is or belongs to, if it is one, and the item to go on from."""
    thing, owned = items[step].thing, _owned(items, step)
    assert thing
    is_where = thing.kind == "Place" and items[step - 1].lower == "in"
    is_adjective = thing.kind == "Country" and (
        is_cause(items, step)
        or _is_of_thing(items, step)
        or (owned is None and is_owner(items, step))
        or [i.text for i in items[step + 1 : step + 2]] == ["-"]
    )
    is_host = from_party and thing.is_property and lead in ("on", "at") and not owned  # "published on a Greek website"
    if _is_platform(items, step) or is_where or is_adjective or is_host:
        return None, step + 1
    if is_led:
        return thing, owned or step + 1
    is_loser = from_party and (owned or (thing.side == "victim" and thing.origins))
    return thing if is_loser else None, step + 1


def _is_of_thing(items: tuple[Item, ...], step: int) -> bool:
    """Does the country say where the thing before it is ("the Danish embassy in Chad", "a server in Chad")?"""
    at = step - 2 if items[step - 1].lower == "the" else step - 1
    return at > 0 and items[at].lower in ("in", "of") and items[at - 1].thing is not None


def _ends_objects(word: str, is_led: bool, prepositions: frozenset[str] | None, has_party: bool) -> bool:
    """Does the word end the row of a verb's (a noun's) parties?"""
    if word in BOUNDARY or word in RELATIVE or word in WITH_MEANS or word in ELSEWHERE:
        return True
    if prepositions and word in BLAMING:
        return True
    if word == ",":
        return not is_led
    if word in ("to", "for"):
        return (is_led and not prepositions) or (bool(prepositions) and has_party and word == "to")
    return not word[0].isalnum() and word not in MARKS_INSIDE


def _owned(items: tuple[Item, ...], step: int) -> int | None:
    """The index behind "'s website" where the thing at `step` owns what follows."""
    if step + 1 >= len(items) or items[step + 1].lower not in APOSTROPHES:
        return None
    for end in range(step + 2, min(len(items), step + 6)):
        thing = items[end].thing
        if thing and not thing.is_property:
            return None
        if thing or items[end].lower in PROPERTY_HEADS:
            return end + 1
    return step + 2

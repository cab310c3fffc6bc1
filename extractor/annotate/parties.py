"""Where the parties of a verb or noun stand: subject before it, objects after it, agents behind "by"."""

from collections.abc import Iterator

from extractor.annotate.things import POSSESSIVES, Item, Thing, is_owner
from extractor.annotate.triggers import NOUNS, VERBS
from extractor.annotate.words import BE, DETERMINERS, PROPERTY_HEADS, TITLES
from extractor.model import EntityType

PREPOSITIONS = frozenset(
    """of in on at by for from with to into onto against via through under over between among during after before amid
    about near within without toward towards as than like using including""".split()
)
BOUNDARY = frozenset(
    "; : but while because after before when since although though however whereas until — – so".split()
)
"""Words and marks that no party of a verb lies behind."""
RELATIVE = frozenset({"who", "which", "that"})
LINKING = frozenset({"on", "via", "through", "to"})
PLATFORMS = frozenset(
    """Facebook Twitter X Telegram YouTube Instagram LinkedIn VKontakte GitHub Pastebin Reddit WhatsApp Signal
    TikTok""".split()
)
"""Where things are announced: "on Telegram" names no victim."""
SAYING = frozenset("said says reported reports announced told wrote tweeted confirmed added stated states".split())
MEANS: tuple[EntityType, ...] = ("Malware", "Tool", "Vulnerability", "Indicator")
"""What attacks are made with; no party."""
NO_AGENT: tuple[EntityType, ...] = (*MEANS, "Product")
NO_COMPOUND: tuple[EntityType, ...] = ("Malware", "Tool", "Vulnerability", "Person")
BETWEEN_NAME = frozenset("'s ’s central southern northern eastern western neighbouring nearby".split()) | TITLES
APOSTROPHES = POSSESSIVES | {"'", "’"}
MARKS_INSIDE = APOSTROPHES | frozenset(', " “ ” - / &'.split())
"""Marks that a row of objects may hold; any other mark ends it."""
BLAMING = frozenset("attributed traced linked tied blamed connected".split())
"""Behind these stands who did it."""
TAKEN_FROM = frozenset("from of belonging on about at".split())
WITH_MEANS = frozenset("by using with via through".split())
REACH, FAR_REACH = 8, 9
"""Words between a verb (a noun, or data and its owner) and its party, at most."""


def is_passive(items: tuple[Item, ...], index: int) -> bool:
    """Is the participle at `index` passive: a form of "be" before it, or "by" behind it?"""
    for step in range(index - 1, max(-1, index - 5), -1):
        word = items[step].lower
        if word in BE:
            return True
        if items[step].thing or word in ("has", "have", "had", "to", "who", "which", "that", ","):
            break
    return [i.lower for i in items[index + 1 : index + 2]] == ["by"]


def subject_before(items: tuple[Item, ...], index: int) -> Thing | None:
    """The party that the verb at `index` is said of. Names behind prepositions count only where nothing else stands."""
    index = _first_verb(items, index)
    fallback: Thing | None = None
    for step in range(index - 1, -1, -1):
        thing = items[step].thing
        if not thing and items[step].lower in BOUNDARY:
            break
        if thing and thing.kind not in MEANS and not _is_compound(items, step, index):
            found = _subject_at(items, step, thing, fallback)
            if found:
                return found
            fallback = fallback or thing
    return fallback


def and_others(items: tuple[Item, ...], index: int, subject: Thing) -> list[Thing]:
    """The subject of the verb at `index` with those joined to it by "and": "X, Y and Z were hacked"."""
    found = [subject]
    step = _phrase_start(items, _place(items, index, subject)) - 1
    joined = step > 0 and items[step].lower == "and"
    while joined and (before := items[step - 1].thing) and _is_alike(before, subject):
        found.insert(0, before)
        step = _phrase_start(items, step - 1) - 1
        joined = step > 0 and items[step].lower in ("and", ",")
    return found


def _is_alike(one: Thing, other: Thing) -> bool:
    """Can the two be joined by "and": two names of organisations, two described parties, two countries?"""
    is_party = [t.kind in ("Organization", "GovernmentAgency") for t in (one, other)]
    return one.side == other.side and one.named == other.named and (all(is_party) or one.kind == other.kind)


def _place(items: tuple[Item, ...], index: int, subject: Thing) -> int:
    return next(s for s in range(index - 1, -1, -1) if items[s].thing is subject)


def _first_verb(items: tuple[Item, ...], index: int) -> int:
    """The first of verbs that share a subject: "The gang hacked X and leaked its data"."""
    if index < 2 or items[index - 1].lower not in ("and", "then"):
        return index
    for step in range(index - 2, max(-1, index - 14), -1):
        word = items[step].lower
        if word in BOUNDARY or word in RELATIVE:
            break
        if not items[step].thing and word in VERBS and word.endswith("ed"):
            return step
    return index


def _is_compound(items: tuple[Item, ...], step: int, index: int) -> bool:
    """Does the name only say whose incident the subject is ("the Kestrel Bank hack exposed ...")?"""
    thing = items[step].thing
    assert thing
    is_before_noun = step + 1 < index and items[step + 1].lower in NOUNS
    return is_before_noun and thing.side != "attacker" and thing.kind != "Country"


def _subject_at(items: tuple[Item, ...], step: int, thing: Thing, fallback: Thing | None) -> Thing | None:
    """The subject, where the thing at `step` shows it; None where a preposition stands before the thing."""
    start = _phrase_start(items, step)
    before = items[start - 1].lower if start else ""
    if before == "," and not thing.named and (name := _apposed(items, start - 1)):
        return name
    if thing.is_property and not thing.origins and fallback:
        return fallback
    return thing if before not in PREPOSITIONS else None


def _phrase_start(items: tuple[Item, ...], step: int) -> int:
    """Where the noun phrase that ends at `step` begins, four words before it at most."""
    start = step
    while (
        start > 0 and step - start < 4 and (items[start - 1].lower in DETERMINERS or _belongs_to_name(items[start - 1]))
    ):
        start -= 1
    return start


def is_behind_preposition(items: tuple[Item, ...], index: int, subject: Thing) -> bool:
    """Does the subject of the verb at `index` stand behind a preposition ("the attack on X disrupted ...")?"""
    start = _phrase_start(items, _place(items, index, subject))
    return start > 0 and items[start - 1].lower in PREPOSITIONS


def _belongs_to_name(item: Item) -> bool:
    """A country's adjective or a title before a name: "for Syrian President X"."""
    return item.thing.demonym if item.thing else item.lower in BETWEEN_NAME


def _apposed(items: tuple[Item, ...], comma: int) -> Thing | None:
    """As in "DTEK Group, Ukraine's biggest energy conglomerate, was hit": the name before the comma."""
    thing = items[comma - 1].thing if comma > 0 else None
    return thing if thing and thing.named and thing.kind not in ("Country", "Place") else None


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
    step, gap, has_party = start, 0, False
    while step < len(items) and gap < limit:
        word, gap = items[step].lower, gap + 1
        if items[step].thing:
            if _is_speaker(items, step):
                return
            gap, (thing, step) = 0, _object_at(items, step, is_led, from_party)
            if thing:
                has_party = True
                yield thing
            continue
        if word in leads:
            is_led, gap = True, gap - 1
        elif prepositions and word not in BLAMING and (word == "by" or (has_party and word.endswith("ed"))):
            is_led = False  # "an attack by X on Y"; "the theft of data from X alarmed Y"
        elif _ends_objects(word, is_led, prepositions):
            return
        step += 1


def _is_speaker(items: tuple[Item, ...], step: int) -> bool:
    """Does a verb of saying follow: is the party no object but the next clause's subject?"""
    return not _is_platform(items, step) and any(i.lower in SAYING for i in items[step + 1 : step + 3])


def _is_platform(items: tuple[Item, ...], step: int) -> bool:
    return items[step].text in PLATFORMS and items[step - 1].lower in LINKING


def _object_at(items: tuple[Item, ...], step: int, is_led: bool, from_party: bool) -> tuple[Thing | None, int]:
    """The party that the thing at `step` is or belongs to, if it is one, and the item to go on from."""
    thing, owned = items[step].thing, _owned(items, step)
    assert thing
    is_where = thing.kind == "Place" and items[step - 1].lower == "in"
    is_adjective = thing.kind == "Country" and owned is None and is_owner(items, step)
    if _is_platform(items, step) or is_where or is_adjective:
        return None, step + 1
    if is_led:
        return thing, owned or step + 1
    is_loser = from_party and (owned or (thing.side == "victim" and thing.origins))
    return thing if is_loser else None, step + 1


def _ends_objects(word: str, is_led: bool, prepositions: frozenset[str] | None) -> bool:
    """Does the word end the row of a verb's (a noun's) parties?"""
    if word in BOUNDARY or word in RELATIVE or word in WITH_MEANS or (prepositions and word in BLAMING):
        return True
    if word == ",":
        return not is_led
    if word in ("to", "for"):
        return is_led and not prepositions
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


def agents_after(items: tuple[Item, ...], start: int) -> Iterator[Thing]:
    """The parties behind "by" (and "from", before an attacker) in the same clause."""
    led_by = ""
    for item in items[start : start + 22]:
        if item.lower in BOUNDARY or (item.lower in RELATIVE and not led_by):
            return
        if item.thing:
            is_origin = item.thing.kind == "Country" and not item.thing.demonym
            is_agent = led_by != "from" or item.thing.side == "attacker" or is_origin
            if led_by and is_agent and item.thing.kind not in NO_AGENT:
                yield item.thing
                led_by = ""
            led_by = led_by if is_agent else ""
        elif item.lower in ("by", "from"):
            led_by = item.lower
        elif item.lower == "," or item.lower.endswith("ing"):
            led_by = ""


def genitive_before(items: tuple[Item, ...], index: int, side: str) -> Iterator[Thing]:
    """As in "Sandworm's attack", "the hackers' campaign"."""
    for step in range(index - 1, max(0, index - 5), -1):
        if items[step].lower in APOSTROPHES:
            thing = items[step - 1].thing
            if thing and (thing.side == side or thing.kind == "Country"):
                yield thing
            return


def compound_before(items: tuple[Item, ...], index: int) -> Thing | None:
    """As in "the DTEK hack", "Russian cyber attacks", "the SolarWinds supply-chain attack"."""
    for step in range(index - 1, max(-1, index - 5), -1):
        thing, word = items[step].thing, items[step].lower
        if thing:
            return thing if thing.named and thing.kind not in NO_COMPOUND else None
        if not word[0].isalnum() or word in PREPOSITIONS or word in BE or word in DETERMINERS:
            return None
    return None

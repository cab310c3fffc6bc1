"""Where the parties of a verb or noun stand: subject before it, agents behind "by", names in a compound."""

from collections.abc import Iterator

from extractor.annotate.things import POSSESSIVES, Item, Thing, is_cause
from extractor.annotate.triggers import NOUNS, VERBS
from extractor.annotate.words import BE, DETERMINERS, TITLES
from extractor.model import EntityType

AUXILIARIES = frozenset("has have had was were is are be been also then reportedly allegedly".split())
PREPOSITIONS = frozenset(
    """of in on at by for from with to into onto against via through under over between among during after before amid
    about near within without toward towards as than like using including""".split()
)
BOUNDARY = frozenset(
    "; : but while because after before when since although though however whereas until — – so".split()
)
"""Words and marks that no party of a verb lies behind."""
RELATIVE = frozenset({"who", "which", "that"})
MEANS: tuple[EntityType, ...] = ("Malware", "Tool", "Vulnerability", "Indicator")
"""What attacks are made with; no party."""
NO_AGENT: tuple[EntityType, ...] = (*MEANS, "Product")
NO_COMPOUND: tuple[EntityType, ...] = ("Malware", "Tool", "Vulnerability", "Person")
BETWEEN_NAME = frozenset("'s ’s central southern northern eastern western neighbouring nearby".split()) | TITLES
APOSTROPHES = POSSESSIVES | {"'", "’"}
FINDINGS = frozenset("report reports analysis research findings statement statements investigation published".split())
"""Whoever stands with "by" behind these tells of the attack."""


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
    nearest = items[index - 1].thing if index else None
    if nearest and nearest.side == "attacker" and items[index].lower.endswith("ing"):
        return nearest  # "activity by X targeting Y"
    for step in range(index - 1, -1, -1):
        thing = items[step].thing
        if not thing and items[step].lower in BOUNDARY:
            break
        if thing and thing.kind not in MEANS and not _is_compound(items, step, index) and not _is_source(items, step):
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
    if joined and items[step - 1].lower == ",":
        step -= 1
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


def _is_source(items: tuple[Item, ...], step: int) -> bool:
    """Does the name only say whose account this is ("according to researchers at X, ...")?"""
    for item in reversed(items[max(0, step - 8) : step]):
        if item.lower == ",":
            return False
        if item.lower == "according":
            return True
    return False


def _subject_at(items: tuple[Item, ...], step: int, thing: Thing, fallback: Thing | None) -> Thing | None:
    """The subject, where the thing at `step` shows it; None where a preposition stands before the thing."""
    start = _phrase_start(items, step)
    before = items[start - 1].lower if start else ""
    if before == "," and not thing.named and (name := _apposed(items, start - 1)):
        return name
    if thing.is_property and not thing.origins and (owner := fallback or _owner_before(items, step)):
        return owner
    return thing if before not in PREPOSITIONS else None


def _owner_before(items: tuple[Item, ...], step: int) -> Thing | None:
    """Whose the belonging at `step` is: "X's servers", "the X website"."""
    before = step - 2 if step > 1 and items[step - 1].lower in APOSTROPHES else step - 1
    owner = items[before].thing if before >= 0 else None
    return owner if owner and owner.kind not in NO_AGENT else None


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
    first = and_others(items, index, subject)[0]
    start = _phrase_start(items, _place(items, index, first))
    return start > 0 and items[start - 1].lower in PREPOSITIONS


def is_of_other(items: tuple[Item, ...], index: int) -> bool:
    """Is the verb at `index` said of another noun: "X describes an operation that targeted ..."?"""
    step = index - 1
    while step > 0 and (items[step].thing is None) and items[step].lower in AUXILIARIES:
        step -= 1
    if step < 1 or items[step].lower not in ("which", "that"):
        return False
    before = items[step - 1 - (items[step - 1].lower in (",", "and"))]
    return before.thing is None and before.text[:1].isalpha() and before.lower not in VERBS


def _belongs_to_name(item: Item) -> bool:
    """A country's adjective or a title before a name: "for Syrian President X"."""
    return item.thing.demonym if item.thing else item.lower in BETWEEN_NAME


def _apposed(items: tuple[Item, ...], comma: int) -> Thing | None:
    """As in "DTEK Group, Ukraine's biggest energy conglomerate, was hit": the name before the comma."""
    thing = items[comma - 1].thing if comma > 0 else None
    return thing if thing and thing.named and thing.kind not in ("Country", "Place") else None


def agents_after(items: tuple[Item, ...], start: int) -> Iterator[Thing]:
    """The parties behind "by" (and "from", before an attacker) in the same clause."""
    led_by = before = ""
    for item in items[start : start + 22]:
        if item.lower in BOUNDARY or (item.lower in RELATIVE and not led_by) or item.lower == "according":
            return
        led_by, before = ("", "") if before in FINDINGS and item.lower == "by" else (led_by, item.lower)
        if item.thing:
            is_origin = item.thing.kind == "Country" and not item.thing.demonym
            is_agent = led_by != "from" or item.thing.side == "attacker" or is_origin
            if led_by and is_agent and item.thing.kind not in NO_AGENT:
                yield item.thing
                led_by = ""
            led_by = led_by if is_agent else ""
        elif item.lower in ("by", "from") and before:
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
            return thing if thing.named and thing.kind not in NO_COMPOUND and not is_cause(items, step) else None
        if not word[0].isalnum() or word in PREPOSITIONS or word in BE or word in DETERMINERS:
            return None
    return None

"""Incident grammar: who attacked whom, from verbs ("X hacked Y", "Y was hit by X"), nouns and headlines.

Reads clauses, gives events whose arguments are spans: `victim`, `attacker`, `malware`, `vulnerability` ...
"""

from collections.abc import Iterator

from extractor.annotate.attack_nouns import noun_event
from extractor.annotate.objects import objects_after
from extractor.annotate.parties import (
    agents_after,
    and_others,
    is_behind_preposition,
    is_of_other,
    is_passive,
    subject_before,
)
from extractor.annotate.sides import MEANS, attackers_of, incident, victims_of
from extractor.annotate.things import Clause, Item, Thing
from extractor.annotate.trigger_words import CYBER, KINETIC, WEAPONS
from extractor.annotate.triggers import (
    INTO_FORMS,
    INTO_STARTS,
    NOUNS,
    PHRASE_FORMS,
    VERBS,
    VERSUS,
    WIELD,
    Verb,
    may_tell,
)
from extractor.annotate.words import STATE_HEADS
from extractor.model import Event

BEFORE_VERB = frozenset(
    """to would will could can may might and did not who which that also then now again they we he she it " ” allegedly
    reportedly""".split()
)
BEFORE_BARE_VERB = frozenset("to would will could can may might and did not who which that".split())
"""Words after which "attack" is a verb; after any other it is a noun."""
BEFORE_NOUN = frozenset("the a an this these recent cyber of massive new major data".split())
BOTH = frozenset("hacks leaks attacks breaches hack attack leak".split())
"""Forms that are as often noun as verb."""
ADJECTIVES = frozenset("hacked stolen leaked exposed targeted compromised affected".split())
"""Participles that tell of an incident even behind an article ("the hacked bank")."""
AIMED_AT = frozenset("against into onto on in".split())
CYBER_KINDS = ("ThreatActor", "Malware", "Vulnerability")
LONGEST_HEADLINE = 30


def find_incidents(clause: Clause, cyber_document: bool) -> Iterator[Event]:
    """Every incident event in a sentence. `cyber_document`: is the article about computers at all?"""
    cyber = cyber_document or bool(CYBER.search(clause.text)) or any(t.kind in CYBER_KINDS for t in clause.things())
    for index, item in enumerate(clause.items):
        if item.thing or not may_tell(item.lower):
            continue
        event = (
            _phrase(clause, index)
            or _verb(clause, index, cyber)
            or noun_event(clause, index, cyber)
            or _wielded(clause, index)
            or (_versus(clause, index) if cyber_document else None)
        )
        if event:
            yield event


def _phrase(clause: Clause, index: int) -> Event | None:
    """Several words that act as one verb: "broke into", "gained access to", "knocked the portal offline"."""
    first = clause.items[index].lower
    if first not in PHRASE_FORMS and first not in INTO_STARTS:
        return None
    words = [i.lower for i in clause.items[index : index + 8]]
    if len(words) > 1 and (kind := INTO_FORMS.get((words[0], words[1]))):
        return _event(clause, index, index + 1, kind)
    for second, third, kind in PHRASE_FORMS.get(first, ()):
        at = words.index(second, 1) if second in words[1:6] else 0
        if at and (not third or words[at + 1 : at + 2] == [third]):
            return _event(clause, index, index + at + bool(third), kind)
    return None


def _wielded(clause: Clause, index: int) -> Event | None:
    """What was used against whom: "used the X spyware against the opposition", "injected code into Y's network"."""
    items = clause.items
    if items[index].lower not in WIELD or _is_noun_use(items, index):
        return None
    at = next((n for n in range(index + 1, min(len(items), index + 12)) if items[n].lower in AIMED_AT), 0)
    if not at or not any(i.lower in WEAPONS or (i.thing and i.thing.kind in MEANS) for i in items[index + 1 : at]):
        return None
    subject = subject_before(items, index)
    attackers = attackers_of([subject] if subject and _may_act(subject) else [])
    victims = victims_of(list(objects_after(items, at + 1)), attackers)
    return incident(clause, (index, at), "intrusion", attackers, victims)


def _may_act(subject: Thing) -> bool:
    return subject.side != "victim" or subject.head in STATE_HEADS


def _verb(clause: Clause, index: int, cyber: bool) -> Event | None:
    verb = VERBS.get(clause.items[index].lower)
    if not verb or (verb.weak and not cyber) or _is_noun_use(clause.items, index):
        return None
    return _event(clause, index, index, verb.kind, verb)


def _is_noun_use(items: tuple[Item, ...], index: int) -> bool:
    """Is it a noun here ("the attack", "cyber attack"), which `noun_event` reads?"""
    word, before = items[index].lower, items[index - 1].lower if index else ""
    if word in BOTH:
        if index and index + 1 == len(items):
            return True
        actor = items[index - 1].thing if index else None
        acts = actor and not actor.demonym and (word.endswith("s") or actor.side == "attacker")
        return not (acts or before in BEFORE_VERB)
    if word in NOUNS:
        return before not in BEFORE_BARE_VERB or word.endswith("ing")
    if before == "of" and word.endswith("ing"):
        return False
    return before in BEFORE_NOUN and word not in ADJECTIVES


def _event(clause: Clause, first: int, last: int, kind: str, verb: Verb | None = None) -> Event | None:
    items = clause.items
    if verb and verb.weak and any(i.lower in KINETIC for i in items[max(0, first - 3) : last + 3]):
        return None
    takes_data = bool(verb and verb.pattern == "data")
    if (verb is None or verb.participle) and is_passive(items, first):
        attackers, victims = _of_passive(items, first, last, takes_data)
    else:
        attackers, victims = _of_active(items, first, last, takes_data)
    attackers = attackers_of(attackers)
    if _strikes_back(attackers, victims):
        return None
    victims = victims_of(victims, attackers)
    if takes_data and verb and verb.weak and not any(a.side == "attacker" for a in attackers):
        return None
    return incident(clause, (first, last), kind, attackers, victims)


def _strikes_back(attackers: list[Thing], hit: list[Thing]) -> bool:
    """Is it the authorities that hit attackers ("the FBI infiltrated Hive")?"""
    by_state = any(a.kind in ("GovernmentAgency", "Country") or a.head in STATE_HEADS for a in attackers)
    return by_state and bool(hit) and all(t.kind == "ThreatActor" or t.side == "attacker" for t in hit)


def _of_passive(items: tuple[Item, ...], first: int, last: int, takes_data: bool) -> tuple[list[Thing], list[Thing]]:
    """Attackers and victims of "X was hacked by Y", "data was stolen from X by Y"."""
    subject = subject_before(items, first)
    attackers = list(agents_after(items, last + 1))
    losers = [o for o in objects_after(items, last + 1, from_party=True) if o not in attackers] if takes_data else []
    return attackers, [*(and_others(items, first, subject) if subject else []), *losers]


def _of_active(items: tuple[Item, ...], first: int, last: int, takes_data: bool) -> tuple[list[Thing], list[Thing]]:
    """Attackers and victims of "Y hacked X", "Y stole data from X"; a lone victim before a past form was hit."""
    subject = subject_before(items, first)
    objects = list(objects_after(items, last + 1, from_party=takes_data))
    if not objects and subject and subject.side == "victim" and items[first].lower.endswith("ed"):
        return [], [subject]
    may_act = subject and _may_act(subject)
    if subject and subject.side != "attacker":
        may_act = may_act and not (is_behind_preposition(items, first, subject) or is_of_other(items, first))
    return and_others(items, first, subject) if subject and may_act else [], objects


def _versus(clause: Clause, index: int) -> Event | None:
    """Headlines: "Fancy Bear vs. the Bundestag"."""
    items = clause.items
    if items[index].lower not in VERSUS or clause.index > 1 or len(items) > LONGEST_HEADLINE:
        return None
    left = next((i.thing for i in reversed(items[:index]) if i.thing), None)
    after = index + 2 if index + 1 < len(items) and items[index + 1].text == "." else index + 1
    rights = [t for t in objects_after(items, after) if t is not left]
    if not left or (not rights and left.side != "attacker"):
        return None
    return incident(clause, (index, index), "attack", [left], victims_of(rights, [left]))

"""Incident grammar: who attacked whom, from verbs ("X hacked Y", "Y was hit by X") and nouns ("an attack by X on Y").

Reads clauses, gives events whose arguments are spans: `victim`, `attacker`, `malware`, `vulnerability`, `place`.
"""

import re
from collections.abc import Iterator

from extractor.annotate.parties import (
    agents_after,
    compound_before,
    genitive_before,
    is_passive,
    objects_after,
    subject_before,
)
from extractor.annotate.things import Clause, Item, Thing
from extractor.annotate.triggers import (
    CYBER,
    DO_ATTACK,
    INTO_FORMS,
    INTO_STARTS,
    KINETIC,
    NOUNS,
    ONLY_SUFFER,
    PHRASE_FORMS,
    SUFFER_ATTACK,
    TELL_OF_ATTACK,
    VERBS,
    WEAK_NOUNS,
    Verb,
    kind_of,
)
from extractor.annotate.words import STATE_HEADS
from extractor.model import Argument, Event, Span

FROM = {noun: frozenset({"from"}) for noun in ("theft", "exfiltration", "leak", "leaks")}
BEFORE_VERB = frozenset(
    'to would will could can may might and did not who which that also then now again they we he she it " ” '
    "allegedly reportedly".split()
)
VERSUS = re.compile(r"^(?:vs?\.?|versus|against)$", re.I)


def find_incidents(clause: Clause, cyber_document: bool) -> Iterator[Event]:
    """Every incident event in a sentence. `cyber_document`: is the article about computers at all?"""
    cyber = bool(CYBER.search(clause.text))
    for index, item in enumerate(clause.items):
        if item.thing:
            continue
        event = (
            _phrase(clause, index, cyber or cyber_document)
            or _verb(clause, index, cyber or cyber_document)
            or _noun(clause, index, cyber or cyber_document)
            or _versus(clause, index, cyber_document)
        )
        if event:
            yield event


def _phrase(clause: Clause, index: int, cyber: bool) -> Event | None:
    items = clause.items
    if items[index].lower not in PHRASE_FORMS and items[index].lower not in INTO_STARTS:
        return None
    words = [i.lower for i in items[index : index + 8]]
    if len(words) > 1 and (kind := INTO_FORMS.get((words[0], words[1]))):
        return _event(clause, index, index + 1, kind, "party", cyber)
    for second, third, kind in PHRASE_FORMS.get(words[0], ()):
        if second not in words[1:6]:
            continue
        at = words.index(second, 1)
        if third and (at + 1 >= len(words) or words[at + 1] != third):
            continue
        return _event(clause, index, index + at + (1 if third else 0), kind, "party", cyber)
    return None


def _verb(clause: Clause, index: int, cyber: bool) -> Event | None:
    items = clause.items
    verb = VERBS.get(items[index].lower)
    if not verb or (verb.weak and not cyber) or _is_noun_use(items, index):
        return None
    event = _event(clause, index, index, verb.kind, verb.pattern, cyber, verb)
    if event and verb.weak and not event.role("victim", "attacker"):
        return None
    return event


def _is_noun_use(items: tuple[Item, ...], index: int) -> bool:
    """ "the attack", "cyber attack": a noun, read by `_noun`. "hacking group" is part of a thing already."""
    word = items[index].lower
    before = items[index - 1].lower if index else ""
    if word in ("hacks", "leaks", "attacks", "breaches", "hack", "attack", "leak"):
        follows = items[index - 1] if index else None
        return not (follows and (follows.thing or follows.lower in BEFORE_VERB))
    if word in NOUNS:
        return before not in (
            "to",
            "would",
            "will",
            "could",
            "can",
            "may",
            "might",
            "and",
            "did",
            "not",
            "who",
            "which",
            "that",
        ) or word.endswith("ing")
    return before in (
        "the",
        "a",
        "an",
        "this",
        "these",
        "recent",
        "cyber",
        "of",
        "massive",
        "new",
        "major",
        "data",
    ) and word not in ("hacked", "stolen", "leaked", "exposed", "targeted", "compromised", "affected")


def _event(
    clause: Clause, first: int, last: int, kind: str, pattern: str, cyber: bool, verb: Verb | None = None
) -> Event | None:
    items = clause.items
    if verb and verb.weak and any(i.lower in KINETIC for i in items[max(0, first - 3) : last + 3]):
        return None
    word = items[first].lower
    passive = is_passive(items, first) if (verb is None or verb.participle) else False
    objects = list(objects_after(items, last + 1, from_party=pattern == "data"))
    subject = subject_before(items, first)
    attackers: list[Thing] = []
    victims: list[Thing] = []
    if passive:
        attackers = list(agents_after(items, last + 1))
        victims = [*([subject] if subject else []), *(o for o in objects if o not in attackers and pattern == "data")]
    else:
        attackers = [subject] if subject and (subject.side != "victim" or subject.head in STATE_HEADS) else []
        victims = objects
        if not objects and subject and subject.side == "victim" and word.endswith("ed"):
            victims, attackers = [subject], []
    attackers = [a for a in attackers if _may_attack(a)]
    victims = [v for v in victims if _may_be_hit(v) and v not in attackers]
    if pattern == "data" and verb and verb.weak and not attackers:
        return None
    if pattern == "data" and verb and verb.weak and not any(a.side == "attacker" for a in attackers):
        return None
    if not attackers and not victims:
        return None
    return _made(clause, first, last, kind, attackers, victims)


def _noun(clause: Clause, index: int, cyber: bool) -> Event | None:
    items = clause.items
    word = items[index].lower
    if word not in NOUNS and "-" in word:
        word = word.rsplit("-", 1)[1]
    kind = NOUNS.get(word)
    if (
        not kind
        or (word in WEAK_NOUNS and not cyber)
        or any(i.lower in KINETIC for i in items[max(0, index - 2) : index])
    ):
        return None
    if index + 1 < len(items) and items[index + 1].lower in NOUNS:
        return None
    attackers = [*agents_after(items, index + 1), *genitive_before(items, index, "attacker")]
    victims = list(
        objects_after(
            items,
            index + 1,
            prepositions=frozenset(
                {
                    "against",
                    "on",
                    "at",
                    "targeting",
                    "of",
                    "into",
                    "in",
                    "affecting",
                    "hitting",
                    "involving",
                    "compromising",
                    "impacting",
                    "disrupting",
                    "across",
                    "throughout",
                    "inside",
                    "within",
                    "toward",
                    "towards",
                }
            )
            | FROM.get(word, frozenset()),
        )
    )
    governor, subject = _governor(items, index)
    if governor in TELL_OF_ATTACK and not _is_indefinite(items, index):
        governor = ""
    if governor in ONLY_SUFFER and subject and subject.side != "attacker":
        victims = [subject, *victims]
    elif governor in DO_ATTACK and subject and subject.side != "victim":
        attackers = [subject, *attackers]
    elif governor in SUFFER_ATTACK and subject and subject.side == "victim":
        victims = [subject, *victims]
    if not victims and (struck := _struck(items, index)):
        victims = [struck]
    compound = compound_before(items, index)
    if compound:
        does = compound.side == "attacker" or (compound.kind == "Country" and (compound.demonym or bool(victims)))
        (attackers if does else victims).append(compound)
    attackers = [a for a in attackers if _may_attack(a)]
    victims = [v for v in victims if _may_be_hit(v) and v not in attackers]
    if not attackers and not victims:
        return None
    return _made(clause, index, index, kind, attackers, victims)


def _governor(items: tuple[Item, ...], index: int) -> tuple[str, Thing | None]:
    """The verb that governs the noun ("suffered a ransomware attack") and that verb's subject."""
    for step in range(index - 1, max(-1, index - 14), -1):
        word = items[step].lower
        if word in (".", ";", ":", "but", "while", "which", "who", "that") and word != "that":
            return "", None
        if not items[step].thing and (word in SUFFER_ATTACK or word in DO_ATTACK):
            return word, subject_before(items, step)
    return "", None


def _is_indefinite(items: tuple[Item, ...], index: int) -> bool:
    return any(i.lower in ("a", "an", "its", "their") for i in items[max(0, index - 4) : index])


def _struck(items: tuple[Item, ...], index: int) -> Thing | None:
    """ "X cancelled operations after a ransomware attack": what the attack did to X."""
    words = [i.lower for i in items[max(0, index - 7) : index]]
    if not {"after", "following", "due"} & set(words) and words[-3:][:2] != ["because", "of"]:
        return None
    left = [i.thing for i in items[: index - 1] if i.thing]
    named = [t for t in left if t.named and t.kind in ("Organization", "GovernmentAgency")]
    described = [t for t in left if t.side == "victim" and t.origins]
    return named[0] if len(named) == 1 else next(iter(described), None) if not named else None


def _versus(clause: Clause, index: int, cyber_document: bool) -> Event | None:
    """Headlines: "Fancy Bear vs. the Bundestag"."""
    items = clause.items
    if (
        not cyber_document
        or not VERSUS.match(items[index].lower)
        or items[index].lower == "against"
        or clause.index > 1
        or len(items) > 30
    ):
        return None
    left = next((i.thing for i in reversed(items[:index]) if i.thing), None)
    rights = [
        t
        for t in objects_after(
            items, index + (2 if index + 1 < len(items) and items[index + 1].text == "." else 1), frozenset()
        )
        if t is not left
    ]
    if not left or (not rights and left.side != "attacker"):
        return None
    return _made(clause, index, index, "attack", [left], rights)


def _may_attack(thing: Thing) -> bool:
    if thing.head in STATE_HEADS:
        return True
    return (
        thing.kind in ("ThreatActor", "Country", "GovernmentAgency", "Person", "Organization")
        or thing.side == "attacker"
    )


def _may_be_hit(thing: Thing) -> bool:
    if thing.side == "attacker":
        return False
    return (
        thing.kind in ("GovernmentAgency", "Organization", "Person", "Country", "Place", "Product")
        or thing.side == "victim"
    )


def _made(clause: Clause, first: int, last: int, kind: str, attackers: list[Thing], victims: list[Thing]) -> Event:
    items = clause.items
    arguments = {Argument(t.start, t.end, "attacker", t.kind) for t in attackers}
    arguments |= {Argument(t.start, t.end, "victim", t.kind) for t in victims}
    arguments |= {Argument(o.start, o.end, "attacker-origin") for t in attackers for o in t.origins}
    arguments |= {Argument(o.start, o.end, "victim-origin") for t in victims for o in t.origins}
    arguments |= {
        Argument(t.description.start, t.description.end, "attacker-description")
        for t in attackers
        if t.description and t.side == "attacker"
    }
    for thing in clause.things():
        if thing.kind in ("Malware", "Tool"):
            arguments.add(
                Argument(thing.start, thing.end, "malware" if thing.kind == "Malware" else "tool", thing.kind)
            )
        elif thing.kind == "Vulnerability":
            arguments.add(Argument(thing.start, thing.end, "vulnerability", thing.kind))
    trigger = Span(items[first].start, items[last].end)
    return Event(
        f"incident/{kind_of(clause.text, kind)}",
        trigger,
        clause.span,
        tuple(sorted(arguments)),
        found_by="rule:incident",
    )

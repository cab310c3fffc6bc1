"""Grammar and model together: what the model read of an attack completes the grammar's incident, or tells one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from extractor.annotate.sides import attackers_of, incident, victims_of
from extractor.annotate.things import Clause, Thing
from extractor.annotate.trained import FOUND_BY
from extractor.model import Argument, Event

KINDS: Final = {"Attack:Databreach": "data-breach", "Attack:Phishing": "phishing", "Attack:Ransom": "ransomware"}
MAKERS: Final = ("Organization", "GovernmentAgency")
SIDES: Final = {"victim": ("victim", "victim-origin"), "attacker": ("attacker", "attacker-origin")}


def joined(clause: Clause, told: Iterable[Event], read: Iterable[Event]) -> Iterator[Event]:
    """The grammar's incidents of a sentence, each completed by the model's event nearest to it, and the model's own.

    told: what the grammar found.  read: the model's events of that sentence, in CASIE's terms.
    """
    events = list(told)
    for event in read:
        own = _incident(clause, event)
        if own is None:
            continue
        if events:
            near = min(range(len(events)), key=lambda n: abs(events[n].trigger.start - own.trigger.start))
            events[near] = _completed(events[near], own)
        else:
            events.append(own)
    return iter(events)


def _incident(clause: Clause, event: Event) -> Event | None:
    """The model's event with the grammar's things as its parties; None where it names or describes none."""
    kind = KINDS.get(event.kind)
    places = [n for n, i in enumerate(clause.items) if i.start < event.trigger.end and i.end > event.trigger.start]
    if kind is None or event.factuality != "Actual" or not places:
        return None
    attackers = attackers_of(_things(clause, event, "Attacker"))
    victims = victims_of(_things(clause, event, "Victim"), attackers)
    made = incident(clause, (places[0], places[-1]), kind, attackers, victims)
    return replace(made, found_by=FOUND_BY) if made else None


def _things(clause: Clause, event: Event, *roles: str) -> list[Thing]:
    """The things that the arguments of some roles hold: the named ones, else the described."""
    spans = [(a.start, a.end) for a in event.role(*roles)]
    held = [t for t in clause.things() if any(t.start < end and start < t.end for start, end in spans)]
    return [t for t in held if t.named] or held


def _completed(event: Event, own: Event) -> Event:
    """The grammar's event with the sides that it left open."""
    extra = [
        a
        for roles in SIDES.values()
        if not event.role(*roles)
        for a in own.role(*roles)
        if not _is_taken(event, a.start)
    ]
    if not extra:
        return event
    arguments = tuple(sorted({*event.arguments, *extra}))
    return replace(event, arguments=arguments, found_by=f"{event.found_by}+{FOUND_BY}")


def _is_taken(event: Event, start: int) -> bool:
    """Does an argument of the event already begin here?"""
    return any(a.start == start for a in event.arguments)


def of_vulnerabilities(clause: Clause, read: Iterable[Event]) -> Iterator[Event]:
    """From the model's vulnerability events: what a vulnerability affects, and who mended it."""
    for event in read:
        if event.kind in KINDS or event.factuality != "Actual":
            continue
        flaws = [t for t in _things(clause, event, "CVE", "Vulnerability") if t.kind == "Vulnerability"]
        products = [t for t in _things(clause, event, "Vulnerable_System") if t.kind == "Product"]
        if flaws and products:
            yield _frame("affects", event, vulnerability=flaws, product=products)
        if event.kind == "Vulnerability-related:PatchVulnerability":
            makers = [t for t in _things(clause, event, "Releaser") if t.named and t.kind in MAKERS]
            mended = flaws or products
            if makers and mended:
                yield _frame("response/remediation", event, by=makers[:1], against=mended)


def _frame(kind: str, event: Event, **parts: list[Thing]) -> Event:
    arguments = sorted(Argument(t.start, t.end, role, t.kind) for role, things in parts.items() for t in things)
    return Event(kind, event.trigger, event.sentence, tuple(arguments), event.modality, found_by=FOUND_BY)

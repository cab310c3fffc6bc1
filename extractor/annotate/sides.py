"""An incident's two sides: who may be on which, and the event that says so."""

from extractor.annotate.things import Clause, Thing
from extractor.annotate.triggers import kind_of
from extractor.annotate.words import STATE_HEADS
from extractor.model import Argument, Event, Span

MAY_ATTACK = ("ThreatActor", "Country", "GovernmentAgency", "Person", "Organization")
MAY_BE_HIT = ("GovernmentAgency", "Organization", "Person", "Country", "Place", "Product")
MEANS = {"Malware": "malware", "Tool": "tool", "Vulnerability": "vulnerability"}


def attackers_of(things: list[Thing]) -> list[Thing]:
    """Those of `things` that may attack."""
    return [t for t in things if t.head in STATE_HEADS or t.kind in MAY_ATTACK or t.side == "attacker"]


def victims_of(things: list[Thing], attackers: list[Thing]) -> list[Thing]:
    """Those of `things` that may be hit and do not attack; no belongings and places of others among them."""
    hit = [t for t in things if t not in attackers and _may_be_hit(t)]
    places = {o for t in hit if t.kind != "Country" for o in t.origins}
    parties = [t for t in hit if Span(t.start, t.end) not in places]
    owners = [t for t in parties if t.origins or not t.is_property]
    return owners or parties


def _may_be_hit(thing: Thing) -> bool:
    return thing.side != "attacker" and (thing.kind in MAY_BE_HIT or thing.side == "victim")


def incident(
    clause: Clause, items: tuple[int, int], kind: str, attackers: list[Thing], victims: list[Thing]
) -> Event | None:
    """The event that the words from the first to the last of `items` tell; None where they name no party.

    Whatever malware and vulnerability the sentence names is taken for the attack's means.
    """
    if not attackers and not victims:
        return None
    arguments = {*_side(attackers, "attacker"), *_side(victims, "victim")}
    arguments |= {Argument(t.start, t.end, MEANS[t.kind], t.kind) for t in clause.things() if t.kind in MEANS}
    arguments |= {
        Argument(t.description.start, t.description.end, "attacker-description")
        for t in attackers
        if t.description and t.side == "attacker"
    }
    trigger = Span(clause.items[items[0]].start, clause.items[items[1]].end)
    told = f"incident/{kind_of(clause.text, kind)}"
    return Event(told, trigger, clause.span, tuple(sorted(arguments)), found_by="rule:incident")


def _side(things: list[Thing], side: str) -> set[Argument]:
    parties = {Argument(t.start, t.end, side, t.kind) for t in things}
    return parties | {Argument(o.start, o.end, f"{side}-origin") for t in things for o in t.origins}

"""Fewer dots that say the same: offices, attributions and responses drawn as lines, the least connected left out.

position    person --director--> agency
attribution claimant --blames--> actor, claimant --suspects--> country
response    agency --sanction--> person
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from extractor.show.drawing import Dot, Drawing, Edge, Line, Voice, merge_edges, read_dots, read_edges, weigh

if TYPE_CHECKING:
    from networkx import MultiDiGraph

STANCES = {"asserted": "blames", "alleged": "suspects", "claimed": "claims", "denied": "denies"}
"""What the line from a claimant says, by the modality of the attribution."""
RESTATES = {"speaksFor": "position", "attributedTo": "attacker", "attribution": "attacker"}
"""Relations that say no more than another one between the same two: an attacker is who an attack is attributed to."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a dot of some category becomes a line: from one of `heads` to one of `tails`, first found wins."""

    heads: tuple[str, ...]
    tails: tuple[str, ...]


SHAPES = {
    "Position": Shape(("holder",), ("positionAt",)),
    "Attribution": Shape(("attributionBy",), ("attributionTarget", "attributionOf")),
    "Response": Shape(("responder",), ("about", "respondsTo")),
}


def condense(graph: "MultiDiGraph[Any]", limit: int) -> Drawing:
    """The drawing of `graph` with at most `limit` dots: the most connected ones."""
    dots, edges = collapse(read_dots(graph), read_edges(graph))
    known = {dot.id for dot in dots}
    lines = say_once(line for line in merge_edges(edges) if line.source in known and line.target in known)
    linked = [dot for dot in weigh(dots, lines) if dot.weight]
    lines = without_bare(lines)
    weighed = [dot for dot in weigh(dots, lines) if dot.weight]
    kept = sorted(sorted(weighed, key=lambda d: (-d.weight, d.id))[:limit], key=lambda d: d.id)
    shown = {dot.id for dot in kept}
    inside = tuple(line for line in lines if line.source in shown and line.target in shown)
    return Drawing(tuple(kept), inside, len(weighed), len(linked) - len(weighed))


def say_once(lines: Iterable[Line]) -> list[Line]:
    """The lines without those that a better one between the same two dots says again; it takes over their voices."""
    found = list(lines)
    better: defaultdict[tuple[frozenset[str], str, str], list[Voice]] = defaultdict(list)
    ends = {(frozenset((line.source, line.target)), line.relation, line.modality) for line in found}
    kept = []
    for line in found:
        key = (frozenset((line.source, line.target)), RESTATES.get(line.relation, ""), line.modality)
        if key in ends:
            better[key].extend(line.voices)
        else:
            kept.append(line)
    return [_joined(line, better[frozenset((line.source, line.target)), line.relation, line.modality]) for line in kept]


def _joined(line: Line, more: list[Voice]) -> Line:
    said = {(voice.sentence, voice.url, voice.title) for voice in line.voices}
    fresh = (voice for voice in more if (voice.sentence, voice.url, voice.title) not in said)
    return replace(line, voices=tuple(sorted({*line.voices, *fresh}, key=lambda v: (v.published, v))))


def without_bare(lines: list[Line]) -> list[Line]:
    """The lines without the countries of things about which nothing else is said."""
    telling = {end for line in lines if line.relation != "country" for end in (line.source, line.target)}
    return [line for line in lines if line.relation != "country" or line.source in telling]


def collapse(dots: list[Dot], edges: list[Edge]) -> tuple[list[Dot], list[Edge]]:
    """Dots and edges with each office, attribution and response that has two ends turned into an edge."""
    middle = {dot.id: dot for dot in dots if dot.category in SHAPES}
    legs: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.source in middle:
            legs[edge.source].append(edge)
    bridges = {key: list(_bridge(dot, legs[key])) for key, dot in middle.items()}
    gone = {key for key, dot in middle.items() if bridges[key] or dot.category == "Attribution"}
    kept = [edge for edge in edges if edge.source not in gone and edge.target not in gone]
    return [d for d in dots if d.id not in gone], kept + [e for new in bridges.values() for e in new]


def _bridge(dot: Dot, legs: list[Edge]) -> Iterable[Edge]:
    shape = SHAPES[dot.category]
    heads = {leg.target: leg for leg in reversed(_ends(legs, shape.heads))}
    for _, head in sorted(heads.items()):
        for tail in _tails(legs, head, shape):
            voice = _weaker(head.voice, tail.voice)
            yield Edge(head.target, tail.target, dot.category.lower(), _label(dot, voice), voice)


def _tails(legs: list[Edge], head: Edge, shape: Shape) -> list[Edge]:
    """The far ends. Who claims an attack as its own is drawn to the attack, not to itself."""
    for relation in shape.tails:
        found = [leg for leg in _ends(legs, (relation,)) if leg.target != head.target]
        if found:
            return found
    return []


def _ends(legs: list[Edge], relations: tuple[str, ...]) -> list[Edge]:
    """The first leg to each thing by one of `relations`: further sentences say the same again."""
    ends: dict[tuple[str, str], Edge] = {}
    for leg in legs:
        if leg.relation in relations:
            ends.setdefault((leg.target, leg.voice.sentence), leg)
    return list(ends.values())


def _weaker(head: Voice, tail: Voice) -> Voice:
    """One voice for both legs: the tail's words, with the lower confidence of the two."""
    return replace(tail, confidence=min(head.confidence, tail.confidence))


def _label(dot: Dot, voice: Voice) -> str:
    if dot.category == "Attribution":
        return STANCES.get(voice.modality, "attributes to")
    notes = dict(dot.notes)
    return notes.get("Title") or notes.get("Kind") or dot.label

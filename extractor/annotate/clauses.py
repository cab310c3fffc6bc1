"""A sentence as a row of words and things: the shape that the event grammars read."""

import re
from collections.abc import Iterator

from extractor.annotate.capitals import acting
from extractor.annotate.catalogue import DEMONYM
from extractor.annotate.found import Name
from extractor.annotate.noun_phrases import described, named_by
from extractor.annotate.origins import behind, owners
from extractor.annotate.things import Clause, Item, Side, Thing
from extractor.model import Span

WORD = re.compile(r"['’]s\b|[^\W_]+(?:[-.'’&][^\W_]+)*|[^\w\s]|_")
INDEFINITE = ("a ", "an ")
"""How an apposition begins: "X, a hacker group, ..."; "According to X, the hackers ..." describes nobody."""


def clauses(text: str, sentences: tuple[Span, ...], names: tuple[Name, ...]) -> tuple[Clause, ...]:
    """Each sentence of `text` with its things in place."""
    rows, cursor = [], 0
    for index, span in enumerate(sentences):
        inside = []
        while cursor < len(names) and names[cursor].start < span.end:
            if names[cursor].start >= span.start and names[cursor].end <= span.end:
                inside.append(names[cursor])
            cursor += 1
        items = _apposed(behind(owners(described(acting(tuple(_items(text, span, inside)))))))
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


def _apposed(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """As in "XakNet, a pro-Russian hacker group, ...": the name is what the words behind the comma describe."""
    out = list(items)
    for index, (item, comma, after) in enumerate(zip(items, items[1:], items[2:], strict=False)):
        thing, described_as = item.thing, after.thing
        if not (thing and described_as and comma.lower == "," and after.lower.startswith(INDEFINITE)):
            continue
        if _may_be_actor(thing) and not described_as.named and described_as.side == "attacker":
            words = Span(described_as.start, described_as.end)
            better = named_by(thing, "attacker", described_as.head, words, described_as.origins)
            out[index] = item._replace(thing=better)
    return tuple(out)


def _may_be_actor(thing: Thing) -> bool:
    return thing.named and thing.kind in ("Organization", "Product", "Malware", "ThreatActor")

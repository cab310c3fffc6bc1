"""What the trained model read, as events in CASIE's terms: type, factuality, arguments with role and filler type."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal, cast

from extractor.annotate import model
from extractor.annotate.cues import modality
from extractor.annotate.found import Found, Name, trim
from extractor.annotate.names import MODEL as RECOGNISER
from extractor.model import Argument, EntityType, Event, Report, Span

FOUND_BY: Final = "model:events"
NAMED_BY: Final = "model:names"
NAMED: Final[dict[str, EntityType]] = {
    "malware": "Malware",
    "tool": "Tool",
    "product": "Product",
    "threat-actor": "ThreatActor",
}
"""Which of the model's types of names are taken over; it knows the others less well than the catalogue and grammar."""
SURE: Final = -0.35
"""Mean log-probability from which on a name counts."""
NAMELIKE: Final = re.compile(
    r"(?=.{3,40}$)(?:[A-Z][\w+#.-]*|\d[\w.]*)(?:[ -](?:[A-Z][\w+#.-]*|\d[\w.]*|of|for|and)){0,4}"
)
"""Words that look like a name: each begins with a capital or a figure."""
HELD: Final = re.compile(r"(?:[a-z]+ ){0,3}(?P<name>[A-Z][^ ,;()]+(?: [A-Z\d][^ ,;()]*){0,3})(?: [a-z]+){0,2}")
"""A name among words that say what it is: "its GateKeeper VPN appliance"."""
FILLERS: Final[dict[str, str]] = {
    "Attacker": "Person",
    "Attack-Pattern": "Capabilities",
    "CVE": "CVE",
    "Capabilities": "Capabilities",
    "Compromised-Data": "Data",
    "Damage-Amount": "Money",
    "Discoverer": "Person",
    "Issues-Addressed": "Capabilities",
    "Number-of-Data": "Number",
    "Number-of-Victim": "Number",
    "Patch": "Patch",
    "Patch-Number": "Version",
    "Payment-Method": "PaymentMethod",
    "Place": "GPE",
    "Price": "Money",
    "Purpose": "Purpose",
    "Releaser": "Organization",
    "Supported_Platform": "System",
    "Time": "Time",
    "Tool": "File",
    "Trusted-Entity": "Organization",
    "Victim": "Person",
    "Vulnerability": "Vulnerability",
    "Vulnerable_System": "System",
    "Vulnerable_System_Owner": "Organization",
    "Vulnerable_System_Version": "Version",
}
"""The filler type of a role where no word in the argument says more."""
PARTIES: Final = frozenset(
    {"Attacker", "Discoverer", "Releaser", "Trusted-Entity", "Victim", "Vulnerable_System_Owner"}
)
OF_NAME: Final = {"Organization": "Organization", "GovernmentAgency": "Organization", "Person": "Person"}
OF_HEAD: Final[dict[str, str]] = {
    **dict.fromkeys(
        "company firm bank hospital agency group gang vendor giant retailer university city".split(), "Organization"
    ),
    **dict.fromkeys(
        "companies firms banks hospitals agencies organizations organisations businesses".split(), "Organization"
    ),
    **dict.fromkeys("systems system network networks servers server infrastructure".split(), "System"),
    **dict.fromkeys(
        "computers computer device devices machines phones phone pcs router routers cameras".split(), "Device"
    ),
    **dict.fromkeys("website websites site sites page pages".split(), "Website"),
    **dict.fromkeys("software app apps application applications browser plugin".split(), "Software"),
    **dict.fromkeys("malware ransomware trojan worm virus botnet backdoor spyware".split(), "Malware"),
}
PERSONAL: Final = frozenset(
    "personal names name addresses address emails passwords password credentials numbers number dates birth social "
    "security card records medical accounts account login identity passport phone".split()
)


def events_of(
    report: Report, reading: model.Reading, sentences: tuple[Span, ...], names: tuple[Name, ...]
) -> tuple[Event, ...]:
    """The model's events, each with the sentence of its trigger; the trigger itself where it stands in none."""
    starts = [s.start for s in sentences]
    found = []
    for event in reading.events:
        trigger = Span(event.start, event.end)
        at = bisect_right(starts, event.start) - 1
        sentence = sentences[at] if at >= 0 and event.start < sentences[at].end else trigger
        arguments = tuple(sorted(_arguments(report, event, names)))
        how = modality(report.words(sentence), event.start - sentence.start)
        factuality = cast(Literal["Actual", "Other", "Generic"], event.factuality)
        found.append(Event(event.type, trigger, sentence, arguments, how, factuality, found_by=FOUND_BY))
    return tuple(found)


def more_names(text: str, reading: model.Reading, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """`names`, and those that the model alone knows, wherever they stand: one name, one type.

    Malware, tools, products and groups, by its own mark for names or by the part that they play in an event. What the
    general recogniser took for an organisation, and stands as the system that a flaw lies in, is a product.
    """
    votes: dict[str, Counter[EntityType]] = {}
    for start, end, kind in (*_marked(reading), *_played(text, reading)):
        first, after = trim(text, start, end)
        if NAMELIKE.fullmatch(words := text[first:after]):
            votes.setdefault(words, Counter())[kind] += 1
    systems = {words for words, counted in votes.items() if counted["Product"]} - _parties(text, reading)
    found = Found(text, [_retyped(name, text[name.start : name.end] in systems) for name in names])
    for name in names:
        found.taken[name.start : name.end] = b"\x01" * (name.end - name.start)
    for words, counted in votes.items():
        found.add_everywhere(words, max(counted, key=lambda kind: (counted[kind], kind)), NAMED_BY)
    return tuple(sorted(found.names))


def _parties(text: str, reading: model.Reading) -> set[str]:
    """Words that stand for who does or suffers something."""
    return {text[a.start : a.end] for event in reading.events for a in event.arguments if a.role in PARTIES}


def _retyped(name: Name, is_system: bool) -> Name:
    mistaken = is_system and name.found_by == RECOGNISER and name.kind == "Organization"
    return replace(name, kind="Product", found_by=NAMED_BY) if mistaken else name


def _marked(reading: model.Reading) -> Iterator[tuple[int, int, EntityType]]:
    for entity in reading.entities:
        if entity.type in NAMED and entity.score > SURE:
            yield entity.start, entity.end, NAMED[entity.type]


def _played(text: str, reading: model.Reading) -> Iterator[tuple[int, int, EntityType]]:
    for event in reading.events:
        for a in event.arguments:
            if a.role == "Vulnerable_System" and a.score > SURE and (held := HELD.fullmatch(text, a.start, a.end)):
                yield *held.span("name"), "Product"


def _arguments(report: Report, event: model.Event, names: tuple[Name, ...]) -> Iterator[Argument]:
    for a in event.arguments:
        yield Argument(a.start, a.end, a.role, _filler(report.text[a.start : a.end], a, names))


def _filler(words: str, argument: model.Argument, names: tuple[Name, ...]) -> str:
    """The type of what fills a role: by its words, else by a name inside, else by the role."""
    role, parts = argument.role, words.lower().split()
    if role == "Compromised-Data":
        return "PII" if PERSONAL.intersection(parts) else "Data"
    if role in PARTIES or role in {"Vulnerable_System", "Supported_Platform", "Tool"}:
        if parts[-1] in OF_HEAD:
            return OF_HEAD[parts[-1]]
        inside = (n for n in names if argument.start <= n.start and n.end <= argument.end)
        if role in PARTIES and (kind := next((OF_NAME[n.kind] for n in inside if n.kind in OF_NAME), None)):
            return kind
    return FILLERS[role]

"""Names in a text, after the model: what the catalogue, the patterns, the acronym definitions and the model found,
brought to one answer. Text-internal evidence first, catalogue second, model third; one name, one type.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from extractor.annotate.acronyms import Definition, find_definitions
from extractor.annotate.catalogue import COUNTRY, DEMONYM, Known
from extractor.annotate.patterns import (
    ACTOR_NAME,
    AGENCY_NAME,
    CALLED,
    DESCRIBED,
    ORGANISATION_NAME,
    group_names,
    is_agency_name,
)
from extractor.annotate.words import MONTHLIKE, TECH_ACRONYMS, TITLES
from extractor.catalogue import Catalogue
from extractor.model import EntityType

FROM_MODEL: dict[str, EntityType] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "PRODUCT": "Product",
}
SUPPORT_AFTER = re.compile(
    r"^\W{0,2}(ransomware|malware|trojan|botnet|group|gang|hackers?|campaign|collective|wiper|backdoor|"
    r"spyware|APT|infostealer|stealer|operators?)\b",
    re.I,
)
SUPPORT_BEFORE = re.compile(
    r"(ransomware|malware|trojan|botnet|group|gang|hackers|known as|called|named|dubbed|tracked as)\W{1,3}$", re.I
)
DOTTED = re.compile(r"^(?:[A-Z]\.){2,}$")
AS_SUBJECT = re.compile(
    r"^,? (?:vs?\b|versus\b|(?:has |have |had |also |again |then |later |allegedly |reportedly |successfully )*"
    r"(?:hack|attack|defac|leak|claim|t(?:ook|akes) (?:down|over|credit|respons)|dump|publish|steal|stole|"
    r"breach|ddos|target|post|threaten|launch|hit\b|disrupt|releas|infiltrat|carried|conduct|continu|declar|"
    r"vow|expos))"
)
AS_AGENT = re.compile(
    r"\b(?:by|from|of|and|against|collective|hacktivists?|under the name|as|members|calling themselves|alias|"
    r"aka|a\.k\.a\.)(?: the)? [\"“'‘]?$"
)
CAPITAL_NEXT = re.compile(r"^ [A-Z]")
EDGE = re.compile(r"^(?:the|The|THE|a|an|A|An)\s+|^[\W_]+|(?:['’]s|['’]|[\W_]+)$")


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A named thing at a place in the text, before it is linked."""

    start: int
    end: int
    kind: EntityType = field(compare=False)
    found_by: str = field(compare=False)


@dataclass(slots=True)
class Found:
    """Names collected so far. A place in the text holds one name; the first to take it keeps it."""

    text: str
    names: list[Name] = field(default_factory=list)
    taken: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.taken = bytearray(len(self.text))

    def free(self, start: int, end: int) -> bool:
        return not any(self.taken[start:end])

    def add(self, start: int, end: int, kind: EntityType, found_by: str) -> None:
        if start < end and self.free(start, end):
            self.names.append(Name(start, end, kind, found_by))
            self.taken[start:end] = b"\x01" * (end - start)


def find_names(
    text: str,
    known: tuple[Known, ...],
    model: tuple[tuple[int, int, str], ...],
    indicators: tuple[Name, ...],
    catalogue: Catalogue,
) -> tuple[Name, ...]:
    """Every name in `text`, in order. `model` holds the recogniser's (start, end, label)."""
    found = Found(text)
    definitions = find_definitions(text)
    common = frozenset(d.short for d in definitions if not d.proper)
    for name in indicators:
        found.add(name.start, name.end, name.kind, name.found_by)
    countries = [k for k in known if k.found_by in (COUNTRY, DEMONYM)]
    for k in known:
        if k not in countries and not k.held and text[k.start : k.end] not in common:
            found.add(k.start, k.end, k.kind, k.found_by)
    _add_definitions(found, definitions)
    _add_patterns(found)
    _add_held(found, known, model)
    labels = _majority(text, model)
    for start, end in group_names(text):
        if not is_place(catalogue, text[start:end]) and labels.get(text[start:end]) not in ("GPE", "NORP"):
            found.add(start, end, "ThreatActor", "pattern:does")
    surnames = frozenset(_core(text, m).split()[-1] for m in model if m[2] == "PERSON" and " " in _core(text, m))
    codes = {text[k.start : k.end] for k in countries}
    organisations = [
        m for m in model if m[2] == "ORG" and labels.get(_core(text, m)) == "ORG" and _core(text, m) not in codes
    ]
    for item in organisations:
        _add_model(found, item, "ORG", common, surnames, catalogue)
    for k in countries:
        if not k.held or _model_says_place(k, model):
            found.add(k.start, k.end, k.kind, k.found_by)
    for item in model:
        _add_model(found, item, labels.get(_core(text, item), item[2]), common, surnames, catalogue)
    for match in DESCRIBED.finditer(text):
        if not is_place(catalogue, match["name"]):
            found.add(match.start("name"), match.end("name"), "Organization", "pattern:described")
    for match in ORGANISATION_NAME.finditer(text):
        found.add(*trim(text, match.start(), match.end()), "Organization", "pattern:organisation")
    _add_surnames(found)
    _add_repeats(found)
    found.names = [n for n in found.names if n.found_by != "model:ner" or _is_no_word(text, n)]
    return tuple(sorted(found.names))


def is_place(catalogue: Catalogue, words: str) -> bool:
    """Is it a country, its people, or a known place?"""
    return bool(catalogue.country_of_name(words)) or words in catalogue.places


def _add_definitions(found: Found, definitions: tuple[Definition, ...]) -> None:
    for d in definitions:
        if not d.proper:
            continue
        long_form = found.text[d.long_start : d.long_end]
        at_long = next((n for n in found.names if n.start < d.long_end and d.long_start < n.end), None)
        at_short = next((n for n in found.names if n.start < d.short_end and d.short_start < n.end), None)
        kind = (at_long or at_short).kind if (at_long or at_short) else _organisation_kind(long_form)  # type: ignore[union-attr]
        if kind in ("Country", "Person") or len(long_form.split()) < 2:
            continue
        found.add(d.long_start, d.long_end, kind, "rule:acronym")
        for match in re.finditer(rf"(?<![\w@]){re.escape(d.short)}(?![\w@])", found.text):
            found.add(match.start(), match.end(), kind, "rule:acronym")


def _add_patterns(found: Found) -> None:
    for match in ACTOR_NAME.finditer(found.text):
        found.add(match.start(), match.end(), "ThreatActor", "pattern:actor")
    for match in AGENCY_NAME.finditer(found.text):
        if is_agency_name(match.group()):
            start = match.start() + (4 if match.group().startswith("The ") else 0)
            owner = re.match(r"[\w. ]+['’]s (?=[A-Z])", text_of := match.group())
            start = match.start() + owner.end() if owner and is_agency_name(text_of[owner.end() :]) else start
            found.add(start, match.end(), "GovernmentAgency", "pattern:agency")
    for match in CALLED.finditer(found.text):
        kind: EntityType = "ThreatActor" if match.group("what").lower() in ACTOR_NOUNS else "Malware"
        found.add(match.start("name"), match.end("name"), kind, "pattern:called")


ACTOR_NOUNS = frozenset(
    {"group", "gang", "collective", "hackers", "hacker", "actor", "actors", "crew", "team", "hacktivists", "apt"}
)


def _add_held(found: Found, known: tuple[Known, ...], model: tuple[tuple[int, int, str], ...]) -> None:
    """A common word counts as a name where the words beside it, or the model, say so."""
    supported = set()
    for k in known:
        if k.held and k.found_by not in (COUNTRY, DEMONYM) and _has_support(found.text, k, model):
            supported.add(found.text[k.start : k.end])
            found.add(k.start, k.end, k.kind, k.found_by)
    for k in known:
        if k.held and found.text[k.start : k.end] in supported:
            found.add(k.start, k.end, k.kind, k.found_by)


def _has_support(text: str, k: Known, model: tuple[tuple[int, int, str], ...]) -> bool:
    if k.kind in ("ThreatActor", "Malware", "Tool"):
        before, after = text[max(0, k.start - 30) : k.start], text[k.end : k.end + 30]
        if SUPPORT_AFTER.match(after) or SUPPORT_BEFORE.search(before):
            return True
        return k.kind == "ThreatActor" and bool(
            AS_SUBJECT.match(after) or (AS_AGENT.search(before) and not CAPITAL_NEXT.match(after))
        )
    return any(start == k.start and end == k.end and label in ("ORG", "PRODUCT") for start, end, label in model)


def _model_says_place(k: Known, model: tuple[tuple[int, int, str], ...]) -> bool:
    return any(start <= k.start and k.end <= end and label in ("GPE", "LOC", "NORP") for start, end, label in model)


def _core(text: str, item: tuple[int, int, str]) -> str:
    return text[slice(*trim(text, item[0], item[1]))]


def _majority(text: str, model: tuple[tuple[int, int, str], ...]) -> dict[str, str]:
    """One name, one label in a document: the label most often given; ties go to organisation, person, place."""
    order = {"ORG": 3, "PERSON": 2, "GPE": 1}
    votes: dict[str, Counter[str]] = {}
    for item in model:
        votes.setdefault(_core(text, item), Counter())[item[2]] += 1
    return {name: max(c, key=lambda label: (c[label], order.get(label, 0), label)) for name, c in votes.items()}


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The name itself: without a leading article, a possessive ending or punctuation at its edges."""
    while start < end:
        match = EDGE.search(text[start:end])
        if not match or DOTTED.search(text[start:end]):
            break
        if match.start() == 0:
            start += match.end()
        else:
            end = start + match.start()
    return start, end


def _add_model(
    found: Found,
    item: tuple[int, int, str],
    label: str,
    common: frozenset[str],
    surnames: frozenset[str],
    catalogue: Catalogue,
) -> None:
    start, end = trim(found.text, item[0], item[1])
    words = found.text[start:end]
    if label not in FROM_MODEL or not _is_plausible(words, label, common):
        return
    kind = FROM_MODEL[label]
    if words in surnames:
        return
    if label == "ORG" and " " not in words and words in catalogue.places:
        kind = "Place"
    elif label == "ORG":
        kind = _organisation_kind(words)
    elif label == "PERSON" and " " not in words:
        return
    found.add(start, end, kind, "model:ner")


def _organisation_kind(words: str) -> EntityType:
    return "GovernmentAgency" if is_agency_name(words) else "Organization"


def _is_plausible(words: str, label: str, common: frozenset[str]) -> bool:
    if len(words) < 2 or words in common or words.upper() in TECH_ACRONYMS or "\n" in words:
        return False
    if not any(c.isupper() for c in words) or words.lower() in MONTHLIKE or words.startswith("@"):
        return False
    if label == "PERSON":
        parts = words.split()
        return (
            len(parts) <= 4
            and all(p[0].isupper() or p in ("de", "van", "von", "al", "bin", "der", "da") for p in parts)
            and not any(c.isdigit() for c in words)
        )
    if label == "PRODUCT":
        return not words.isdigit()
    return not words[0].islower() or len(words.split()) > 1 or any(c.isupper() for c in words[1:])


def _is_no_word(text: str, name: Name) -> bool:
    """A single word that the same text has in lower case is a common noun at a sentence's head, no name."""
    words = text[name.start : name.end]
    return (
        " " in words
        or not words[1:].islower()
        or not re.search(rf"(?<![\w-]){re.escape(words.lower())}s?(?![\w-])", text)
    )


def _add_surnames(found: Found) -> None:
    """A surname alone, after the full name: "Easterly said"."""
    for full in [n for n in found.names if n.kind == "Person"]:
        surname = found.text[full.start : full.end].split()[-1]
        if len(surname) < 3 or surname.lower() in TITLES or not surname[0].isupper():
            continue
        for match in re.finditer(rf"(?<![\w@-]){re.escape(surname)}(?![\w-])", found.text):
            found.add(match.start(), match.end(), "Person", "rule:surname")


LEGAL = re.compile(
    r"[,\s]+(?:Inc|Corp|Corporation|Group|Holdings?|Ltd|LLC|GmbH|AG|SA|S\.A|Plc|PLC|Co|Company|International|"
    r"Limited)\.?$"
)


def short_name(name: str) -> str:
    """A company's name without its legal form: "DTEK Group" -> "DTEK"."""
    return LEGAL.sub("", LEGAL.sub("", name))


def _add_repeats(found: Found) -> None:
    """The same name elsewhere in the text, where the model did not see it."""
    kinds: dict[str, EntityType] = {}
    for name in sorted(found.names):
        if name.found_by in ("model:ner", "pattern:called", "pattern:agency", "pattern:does") and name.kind not in (
            "Person",
            "Place",
        ):
            words = found.text[name.start : name.end]
            kinds.setdefault(words, name.kind)
            if name.kind == "Organization" and len(short_name(words)) > 2:
                kinds.setdefault(short_name(words), name.kind)
    for words in sorted(kinds, key=len, reverse=True):
        for match in re.finditer(rf"(?<![\w@]){re.escape(words)}(?![\w@])", found.text):
            found.add(match.start(), match.end(), kinds[words], "rule:repeat")


def retyped(names: tuple[Name, ...], text: str) -> tuple[Name, ...]:
    """One name, one type: where finders disagree about the same words, the catalogue's or the first type holds."""
    kinds: dict[str, EntityType] = {}
    for name in sorted(names, key=lambda n: (not n.found_by.startswith("catalogue"), n.start)):
        kinds.setdefault(text[name.start : name.end], name.kind)
    return tuple(replace(n, kind=kinds[text[n.start : n.end]]) for n in names)

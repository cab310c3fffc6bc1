"""Component before the model: names known beforehand, matched by one Aho-Corasick pass over the text.

Matches become entity spans that the recogniser must respect. Aliases that are common words ("Play", "Hive") are held
back until the words around them or the model agree.
"""

from dataclasses import dataclass
from functools import lru_cache

from extractor.annotate.folding import lower_keeping_length
from extractor.catalogue import Catalogue, load
from extractor.model import EntityType

COMMON_DEMONYMS = frozenset({"polish", "danish", "swedes", "turkey", "scotch", "frenchie"})
"""Demonyms that are words of their own in lower case."""

DEMONYM = "catalogue:demonym"
COUNTRY = "catalogue:country"


@dataclass(frozen=True, slots=True)
class Known:
    """A catalogue name in the text: every entry it may mean. `held` names need support from around."""

    start: int
    end: int
    kind: EntityType
    found_by: str
    held: bool = False


@dataclass(frozen=True, slots=True)
class Surface:
    """One spelling in the catalogue and the kinds of thing it may name."""

    text: str
    kinds: tuple[EntityType, ...]
    ambiguous: bool
    found_by: str


KIND_ORDER: tuple[EntityType, ...] = (
    "Country",
    "GovernmentAgency",
    "ThreatActor",
    "Organization",
    "Malware",
    "Tool",
    "Product",
    "Vulnerability",
    "Person",
    "Place",
    "Indicator",
)


class Names:
    """All spellings of a catalogue as one automaton."""

    def __init__(self, catalogue: Catalogue) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self.surfaces = _surfaces(catalogue)
        keys = sorted(self.surfaces)
        self.by_index = [self.surfaces[key] for key in keys]
        self.automaton: AhoCorasick = AhoCorasick(keys, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> tuple[Known, ...]:
        """Every known name in `text`, left to right, none overlapping."""
        found: list[Known] = []
        lowered = lower_keeping_length(text)
        for index, start, end in self.automaton.find_matches_as_indexes(lowered):
            known = self._check(text, start, end, self.by_index[index])
            if known:
                found.append(known)
        return tuple(found)

    def _check(self, text: str, start: int, end: int, options: tuple[Surface, ...]) -> Known | None:
        if not _is_whole_word(text, start, end):
            return None
        seen = text[start:end]
        fitting = [s for s in options if _case_fits(seen, s)]
        if not fitting:
            return None
        surface = min(fitting, key=lambda s: KIND_ORDER.index(s.kinds[0]))
        kind = _kind_in_context(text, start, end, {k for s in fitting for k in s.kinds}, surface)
        held = all(s.ambiguous for s in fitting)
        start += 4 if seen[:4].lower() == "the " else 0
        return Known(start, end, kind, surface.found_by, held)


@lru_cache(maxsize=4)
def names(catalogue: Catalogue | None = None) -> Names:
    """The automaton of the shipped catalogue, built once a process."""
    return Names(catalogue or load())


def _surfaces(catalogue: Catalogue) -> dict[str, tuple[Surface, ...]]:
    table: dict[str, dict[tuple[str, EntityType], Surface]] = {}
    for text, key, ambiguous in catalogue.surfaces():
        kind = catalogue.entries[key].kind
        is_word = text.islower() and text.isalpha() and kind != "Country"
        found_by = COUNTRY if kind == "Country" else f"catalogue:{key.split('/')[0]}"
        _put(table, Surface(text, (kind,), ambiguous or is_word, found_by))
        if kind == "Country" and " " in text and text[0].isupper() and not ambiguous:
            _put(table, Surface(text.replace(" ", ""), (kind,), False, found_by))  # "SouthKorea", as some feeds have it
    for word in catalogue.demonyms():
        _put(table, Surface(word, ("Country",), False, DEMONYM))
        if " " in word and word[0].isupper():
            _put(table, Surface(word.replace(" ", ""), ("Country",), False, DEMONYM))
    return {key: tuple(row.values()) for key, row in table.items()}


def _put(table: dict[str, dict[tuple[str, EntityType], Surface]], surface: Surface) -> None:
    row = table.setdefault(lower_keeping_length(surface.text), {})
    old = row.get((surface.text, surface.kinds[0]))
    if old is None or (old.ambiguous and not surface.ambiguous):
        row[surface.text, surface.kinds[0]] = surface


def _is_whole_word(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "@/_")
    after = end == len(text) or not (text[end].isalnum() or text[end] in "_@")
    if text[start:end].startswith("American") and text[:start].endswith(("Latin ", "South ", "Central ")):
        return False
    domain = end + 1 < len(text) and text[end] == "." and text[end + 1].isalnum()
    return before and after and not domain


def _case_fits(seen: str, surface: Surface) -> bool:
    if seen == surface.text:
        return True
    if surface.found_by == DEMONYM and len(seen) > 5 and seen not in COMMON_DEMONYMS:
        return True
    if surface.ambiguous or len(seen) <= 5 or surface.text.isupper():
        return False
    return seen[0].isupper() or seen[0].isdigit() or surface.text[0].islower()


def _kind_in_context(text: str, start: int, end: int, kinds: set[EntityType], surface: Surface) -> EntityType:
    """A gang and its malware share a name: the noun beside it says which is meant."""
    if not {"ThreatActor", "Malware"} <= kinds:
        return surface.kinds[0]
    after = text[end : end + 30].lstrip(" -").lower()
    if after.startswith(("ransomware gang", "ransomware group", "ransomware operat", "ransomware crew")):
        return "ThreatActor"
    if after.startswith(
        ("ransomware", "malware", "trojan", "worm", "wiper", "botnet", "encrypt", "payload", "backdoor")
    ):
        return "Malware"
    before = text[max(0, start - 24) : start].lower()
    if before.rstrip().endswith(("used", "using", "deployed", "deploying", "with", "malware", "called", "named")):
        return "Malware"
    return "ThreatActor"

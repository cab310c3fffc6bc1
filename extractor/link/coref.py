"""One thing under several names within an article: acronyms, surnames, short names, "the agency", "the group"."""

import re
from collections.abc import Iterable

from extractor.link.keys import normalised
from extractor.model import EntityType, Mention

LEGAL = re.compile(
    r"[,\s]+(?:inc|corp|corporation|group|holdings?|ltd|llc|gmbh|ag|sa|s\.a|plc|co|company|international|limited)\.?$"
)
NOMINAL: dict[str, tuple[EntityType, ...]] = {
    "agency": ("GovernmentAgency",),
    "ministry": ("GovernmentAgency",),
    "department": ("GovernmentAgency",),
    "bureau": ("GovernmentAgency",),
    "company": ("Organization",),
    "firm": ("Organization",),
    "vendor": ("Organization",),
    "retailer": ("Organization",),
    "bank": ("Organization",),
    "hospital": ("Organization",),
    "operator": ("Organization",),
    "provider": ("Organization",),
    "utility": ("Organization",),
    "conglomerate": ("Organization",),
    "university": ("Organization",),
    "airline": ("Organization",),
    "broadcaster": ("Organization",),
    "organisation": ("Organization", "GovernmentAgency"),
    "organization": ("Organization", "GovernmentAgency"),
    "group": ("ThreatActor",),
    "gang": ("ThreatActor",),
    "hackers": ("ThreatActor",),
    "attackers": ("ThreatActor",),
    "hacktivists": ("ThreatActor",),
    "collective": ("ThreatActor",),
    "city": ("Place",),
}
DEFINITE = re.compile(r"^(?:the|this|that)\s+(?:[\w-]+ ){0,3}?(\w+)$", re.I)


def short_form(name: str) -> str:
    """A normalised name without its legal form."""
    return LEGAL.sub("", LEGAL.sub("", normalised(name)))


def acronym_pairs(mentions: tuple[Mention, ...], text: str) -> dict[str, str]:
    """Short form -> long form, where the text has them side by side: "Long Form (LF)", "LF (Long Form)"."""
    pairs: dict[str, str] = {}
    for left, right in zip(mentions, mentions[1:], strict=False):
        between = text[left.end : right.start]
        if not re.fullmatch(r"\s?[(\[][\"“']?(?:the )?", between) or not re.match(
            r"[\"”']?\s?[)\]]", text[right.end : right.end + 3]
        ):
            continue
        if _stands_for(right.text, left.text):
            pairs[normalised(right.text)] = normalised(left.text)
        elif _stands_for(left.text, right.text):
            pairs[normalised(left.text)] = normalised(right.text)
    return pairs


def _stands_for(short: str, long: str) -> bool:
    """Do the short form's letters occur in the long form in order, the first at its start?"""
    if len(short) >= len(long) or sum(c.isupper() for c in short) < 2:
        return False
    position, lowered = 0, long.lower()
    for letter in (c.lower() for c in short if c.isalnum()):
        position = lowered.find(letter, position) + 1
        if position == 0:
            return False
    return True


def full_name(mention: Mention, people: Iterable[Mention]) -> Mention | None:
    """The full name that a surname (or a longer form of the name) stands for; None where two people share it."""
    words = normalised(mention.text).split()
    if len(words) > 1:
        return None
    found = {
        normalised(p.text): p for p in people if len(p.text.split()) > 1 and normalised(p.text).split()[-1] == words[0]
    }
    return next(iter(found.values())) if len(found) == 1 else None


def antecedent_kinds(words: str) -> tuple[EntityType, ...]:
    """What "the agency" or "the group" can stand for; empty where the words are no such reference."""
    match = DEFINITE.match(words)
    return NOMINAL.get(match.group(1).lower(), ()) if match else ()

"""One thing under several names within an article: acronyms, short names, "the agency", "the group"."""

import re
from itertools import pairwise

from extractor.link.candidates import PARTY
from extractor.link.keys import normalised
from extractor.model import EntityType, Mention

LEGAL = re.compile(
    r"[,\s]+(?:inc|corp|corporation|group|holdings?|ltd|llc|gmbh|ag|sa|plc|co|company|international|limited)$"
)
OPENED = re.compile(r"\s?[(\[][\"“']?(?:the )?")
CLOSED = re.compile(r"[\"”']?\s?[)\]]")
AGENCY: tuple[EntityType, ...] = ("GovernmentAgency",)
COMPANY: tuple[EntityType, ...] = ("Organization",)
ACTOR: tuple[EntityType, ...] = ("ThreatActor",)
NOMINAL: dict[str, tuple[EntityType, ...]] = {
    **dict.fromkeys("agency ministry department bureau directorate regulator".split(), AGENCY),
    **dict.fromkeys("company firm vendor retailer bank hospital operator provider utility".split(), COMPANY),
    **dict.fromkeys("conglomerate university airline broadcaster manufacturer supplier".split(), COMPANY),
    **dict.fromkeys("organisation organization".split(), PARTY),
    **dict.fromkeys("group gang hackers attackers hacktivists collective".split(), ACTOR),
    "city": ("Place",),
}
"""What a word with "the" before it can stand for."""
DEFINITE = re.compile(r"^(?:the|this|that)\s+(?:[\w-]+ ){0,3}?(\w+)$", re.I)


def short_form(name: str) -> str:
    """A normalised name without its legal form."""
    return LEGAL.sub("", LEGAL.sub("", name))


def acronym_pairs(mentions: tuple[Mention, ...], text: str) -> dict[str, str]:
    """Short form -> long form, where the text has them side by side: "Long Form (LF)", "LF (Long Form)"."""
    pairs: dict[str, str] = {}
    for left, right in pairwise(mentions):
        between = text[left.end : right.start]
        if not OPENED.fullmatch(between) or not CLOSED.match(text, right.end, right.end + 3):
            continue
        if _stands_for(right.text, left.text):
            pairs[normalised(right.text)] = normalised(left.text)
        elif _stands_for(left.text, right.text):
            pairs[normalised(left.text)] = normalised(right.text)
    return pairs


def _stands_for(short: str, long: str) -> bool:
    """Do the short form's letters occur in the long form in order?"""
    if len(short) >= len(long) or sum(c.isupper() for c in short) < 2:
        return False
    position, lowered = 0, long.lower()
    for letter in (c.lower() for c in short if c.isalnum()):
        position = lowered.find(letter, position) + 1
        if position == 0:
            return False
    return True


def antecedent_kinds(mention: Mention) -> tuple[EntityType, ...]:
    """What "the agency" or "the group" can stand for; empty where the words are no such reference."""
    match = DEFINITE.match(mention.text)
    if not match:
        return ()
    head = match.group(1).lower()
    if head == "group" and mention.kind in PARTY:
        return COMPANY  # "the group" that was hit is a group of companies
    return NOMINAL.get(head, ())

"""Position grammar: who holds which title where. "CISA director Jen Easterly", "Potii, deputy chairman of SSSCIP"."""

import re
from collections.abc import Iterator

from extractor.annotate.coded import Coded, Hit
from extractor.annotate.things import Thing
from extractor.model import Argument, Event

HEADS = (
    "director|directors|chairman|chairwoman|chairperson|chair|chief|head|minister|secretary|"
    "spokesman|spokeswoman|spokesperson|president|ceo|ciso|cto|cio|cfo|coo|officer|executive|"
    "analyst|researcher|commander|ambassador|attorney|prosecutor|commissioner|administrator|"
    "adviser|advisor|manager|founder|co-founder|senator|general|coordinator|engineer|expert|"
    "specialist|strategist|professor|fellow|leader|lead|governor|mayor|superintendent|"
    "investigator|inspector|agent|representative|lawyer|counsel|partner|principal|consultant|"
    "evangelist|scientist|commissioner-general|undersecretary|controller|comptroller|deputy|"
    "chancellor|official"
)
WORD = r"(?!(?:and|the|who|which|that|said|says|with|from|by|after|was|is|has|to|told)\b)[a-z][a-z&/’'-]*"
TITLE = (
    f"(?P<title>(?:{WORD} ){{0,4}}?(?:{HEADS})"
    f"(?: (?:of|for) (?:{WORD} ?){{1,4}}?| (?:general|executive|officer|director))?)"
)
ORG = r"(?P<org><[GO]\d+>)(?: \( <[GO]\d+> \))?"
PERSON = r"(?P<person><P\d+>)"
BODIES = ("GovernmentAgency", "Organization")
PATTERNS = tuple(
    re.compile(p)
    for p in (
        f"{ORG} (?:['’]s )?{TITLE} {PERSON}",
        (
            f"{PERSON} , (?:who is )?(?:the |a |an |its |currently )?{TITLE} (?:of|at|for|with|in|from) "
            rf"(?:the )?(?:<[CD]\d+> (?:['’]s )?)?{ORG}"
        ),
        f"{PERSON} , (?:the )?{ORG} (?:['’]s? )?{TITLE}(?= [,.]| $|$| said| told)",
        rf"(?<!\S)(?:(?<!\w )|(?<=the )){TITLE} (?:of|at|for) (?:the )?(?:<[CD]\d+> (?:['’]s )?)?{ORG} ,? ?{PERSON}",
        (
            f"{PERSON} (?:was|has been|is|were|will be) "
            "(?:(?:appointed|named|elected|promoted|confirmed|nominated)(?: as| to be| to)?|the|its) "
            f"(?:the |its |acting )?{TITLE} (?:of|at|for) (?:the )?{ORG}"
        ),
        f"(?:appointed|named|nominated) {PERSON} (?:as )?(?:the |its )?{TITLE} (?:of|at|for) (?:the )?{ORG}",
        (
            f"{ORG} (?:has |have |had )?(?:appointed|named|nominated) {PERSON} (?:as |to be )?"
            f"(?:the |its )?(?:new |next )?{TITLE}"
        ),
    )
)


def find_positions(coded: Coded) -> Iterator[Event]:
    """Every person-title-organisation triple that the sentence states."""
    kinds = {thing.kind for thing in coded.clause.things()}
    if "Person" not in kinds or kinds.isdisjoint(BODIES):
        return
    seen: set[tuple[int, int]] = set()
    for pattern in PATTERNS:
        for hit in coded.find(pattern):
            person, org = hit.thing("person"), hit.thing("org")
            if person and org and (person.start, org.start) not in seen:
                seen.add((person.start, org.start))
                yield _event(coded, hit, person, org)


def _event(coded: Coded, hit: Hit, person: Thing, org: Thing) -> Event:
    title = hit.span("title")
    arguments = (
        Argument(person.start, person.end, "person", "Person"),
        Argument(org.start, org.end, "organization", org.kind),
        Argument(title.start, title.end, "title"),
    )
    return Event("position", title, coded.clause.span, tuple(sorted(arguments)), found_by="rule:position")

"""Who says it: the party to whom a sentence ascribes what it states ("according to X", "X said")."""

import re

from extractor.annotate.clauses import Thing
from extractor.annotate.coded import Coded

SAY = r"(?:said|says|say|told|added|announced|confirmed|stated|reported|warned|wrote|tweeted|explained|noted|claimed|claims|revealed|disclosed|alleged|alleges|concluded|believes|believe|assessed)"
PATTERNS = tuple(
    re.compile(p)
    for p in (
        r"according to (?:the |a |an |researchers at |experts at |analysts at )?(?:[a-z’'-]+ ){0,4}?(?P<by><[GOPTCV]\d+>)",
        rf"(?P<by><[GOPTC]\d+>)(?: ?[,(][^()]{{0,80}}?[,)])? (?:also |has |had |have |then |further |later )?{SAY}(?! (?:responsib|credit))",
        rf"{SAY} (?:<[GOC]\d+> (?:['’]s )?)?(?:[a-z’'-]+ ){{0,3}}?(?P<by><[GOP]\d+>)(?= ?(?:[,.”\"]|$))",
    )
)
INCIDENT_SUBJECT = re.compile(r"^(?:[a-z]+ )?(?:was|were|has been|have been) ")


def speaker(coded: Coded) -> Thing | None:
    """The party that the whole sentence is ascribed to; None where the article itself says it."""
    for pattern in PATTERNS:
        for hit in coded.find(pattern):
            by = hit.thing("by")
            if by and by.side != "victim":
                return by
            if by and not by.named:
                continue
            return by
    return None

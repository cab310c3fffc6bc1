"""Who says it: the party to whom a sentence ascribes what it states ("according to X", "X said")."""

import re

from extractor.annotate.coded import Coded
from extractor.annotate.things import Thing

SAY = (
    r"(?:said|says|say|told|added|announced|confirmed|stated|reported|warned|wrote|tweeted|explained|noted|"
    r"claimed|claims|revealed|disclosed|alleged|alleges|concluded|believes|believe|assessed)"
)
PATTERNS = tuple(
    re.compile(p)
    for p in (
        (
            r"according to (?:the |a |an |researchers at |experts at |analysts at )?(?:[a-z’'-]+ ){0,4}?"
            r"(?P<by><[GOPTCV]\d+>)"
        ),
        (
            r"(?P<by><[GOPTC]\d+>)(?: of (?:the )?<C\d+>)?(?: ?[,(][^()]{0,80}?[,)])? "
            rf"(?:also |has |had |have |then |further |later )?{SAY}"
            r"(?! (?:responsib|credit))"
        ),
        rf"{SAY} (?:<[GOC]\d+> (?:['’]s )?)?(?:[a-z’'-]+ ){{0,3}}?(?P<by><[GOP]\d+>)(?= ?(?:[,.”\"]|$))",
    )
)


def speaker(coded: Coded) -> Thing | None:
    """The party that the whole sentence is ascribed to; None where the article itself says it."""
    for pattern in PATTERNS:
        for hit in coded.find(pattern):
            by = hit.thing("by")
            if by and (by.named or by.side != "victim"):
                return by
    return None

"""Countries that no grammar placed: which side of the story each stands on, by the words beside it.

A country beside attackers' words is where they are said to come from; one beside a speaker's words is a speaker's;
any other in a sentence that tells an incident is the side that was hit, with little confidence.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.model import Argument, Event, Mention, Report

ATTACKER_AFTER = re.compile(
    r"^(?:['’]s)?[ -](?:[\w-]+[ ,-]){0,3}?(?:hack\w*|spies|spy|espionage|attackers?|cyber[- ]?(?:army|warriors|criminals|spies|espionage|attack\w*|aggression|unit|offensive)|"
    r"state[- ]sponsored|state[- ]backed|threat|apt\b|intelligence|secret service|regime|gang|warriors|script|origin|sponsored|backed|linked|affiliated|aligned|nexus|speaking|involvement|activists|attack\w*|operatives|agents|groups?\b|actors?\b|IP\b|influence)",
    re.I,
)
ATTACKER_BEFORE = re.compile(
    r"(?:hackers?|groups?|attackers?|attacks?|originat\w+|address\w*|traced|linked?|tied|ties|based|c[oa]me|coming|backed|sponsored|operat\w+|located|directed|connect\w+|affiliat\w+|associat\w+|attribut\w+|"
    r"suspect\w*|blam\w+|accus\w+|points? (?:at|to)|behalf|work(?:ed|ing)? for|perpetrators?|servers?)(?: [\w-]+){0,3}? (?:from|in|by|to|of|out of|on|with|is|was|that|at|the|towards)(?: the)? (?:\w+ly )?$|(?:pro|anti)[- ]$|\bblam\w+ (?:the )?$|\baccus\w+ (?:the )?$|suspect\w* (?:the )?$",
    re.I,
)
SPEAKER_AFTER = re.compile(
    r"^(?:['’]s)?[ -](?:[\w-]+[ -]){0,4}?(?:security (?:firm|company|vendor|researcher|expert)s?|cyber ?security|antivirus|researchers?|analysts?|newspaper|media|news|journal|magazine|authorit\w+|officials?|police|prosecutors?|"
    r"investigators?|intelligence (?:officials|sources)|report\w*|said|says|firm|IT[- ]company|experts?|tabloid|press|daily|broadcaster|blog\w*)\b",
    re.I,
)
SPEECH = re.compile(r"\b(?:accord\w+ to|said|says|report\w*|attribut\w+|announced|blam\w+|accus\w+|reveal\w*|discover\w*|identif\w*|detect\w*|confirm\w*|claim\w*|suspect\w*|investigat\w*|linked|uncover\w*|published|told)\b", re.I)
LANGUAGE = re.compile(r"^[- ](?:language|speaking|speakers)\b", re.I)


def placed(events: tuple[Event, ...], mentions: tuple[Mention, ...], report: Report) -> tuple[Event, ...]:
    """The events, with the unplaced countries of their own sentences added to the first incident told there."""
    taken = {(a.start, a.end) for e in events for a in e.arguments}
    out, done = [], set()
    for event in events:
        if event.kind.startswith("incident/") and event.sentence not in done:
            done.add(event.sentence)
            extra = tuple(_arguments(event, mentions, report, taken))
            event = replace(event, arguments=tuple(sorted({*event.arguments, *extra}))) if extra else event
        out.append(event)
    return tuple(out)


def _arguments(event: Event, mentions: tuple[Mention, ...], report: Report, taken: set[tuple[int, int]]) -> Iterator[Argument]:
    for m in mentions:
        if m.kind == "Country" and event.sentence.start <= m.start and m.end <= event.sentence.end and (m.start, m.end) not in taken:
            side = side_of(report.text, m, event)
            if side:
                yield Argument(m.start, m.end, f"{side}-near", "Country")


def side_of(text: str, m: Mention, event: Event) -> str | None:
    """ "attacker", "victim" or None (a speaker's country, a language)."""
    before = text[max(event.sentence.start, m.start - 60) : m.start]
    after = text[m.end : min(event.sentence.end, m.end + 60)]
    if ATTACKER_AFTER.match(after) or ATTACKER_BEFORE.search(before):
        return "attacker"
    if LANGUAGE.match(after) or (SPEAKER_AFTER.match(after) and SPEECH.search(text[event.sentence.start : event.sentence.end])):
        return None
    return "victim"

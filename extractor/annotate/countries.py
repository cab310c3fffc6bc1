"""Countries that no grammar placed: which side of the story each stands on, by the words beside it.

A country beside attackers' words is where they are said to come from; one beside a speaker's words is a speaker's;
any other in a sentence that tells an incident is the side that was hit, with little confidence.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.model import Argument, Event, Mention, Report, Span

ATTACKER_AFTER = re.compile(
    r"^(?:['’]s)?[ -](?:(?!sa(?:id|ys)\b)[\w-]+[ ,-]){0,3}?(?:hack\w*|spies|spy|espionage|attackers?|cyber[- ]?(?:army|"
    r"warriors|criminals|spies|espionage|attack\w*|aggression|unit|offensive)|"
    r"state[- ]sponsored|state[- ]backed|threat|apt\b|intelligence|secret service|regime|gang|warriors|script|"
    r"origin|sponsored|backed|linked|affiliated|aligned|nexus|involvement|activists|attack\w*|"
    r"operatives|agents|groups?\b|actors?\b|IP\b|influence)",
    re.I,
)
ATTACKER_BEFORE = re.compile(
    r"(?:attacks?|cyberattacks?|campaigns?|operations?)(?: [\w-]+){0,2}? (?:from|by)(?: the)? $|(?:hackers?|"
    r"groups?|attackers?|originat\w+|address\w*|traced|linked?|tied|ties|based|c[oa]me|coming|backed|"
    r"sponsored|operat\w+|located|directed|connect\w+|affiliat\w+|associat\w+|attribut\w+|"
    r"suspect\w*|blam\w+|accus\w+|points? (?:at|to)|behalf|work(?:ed|ing)? for|perpetrators?|servers?)"
    r"(?: [\w-]+){0,3}? (?:from|in|by|to|of|out of|on|with|is|was|that|at|the|towards)(?: the)? (?:\w+ly )?$|"
    r"(?:pro|anti)[- ]$|\bblam\w+ (?:the )?$|\baccus\w+ (?:the )?$|suspect\w* (?:the )?$",
    re.I,
)
SPEAKER_AFTER = re.compile(
    r"^(?:['’]s)?[ -](?:[\w-]+[ -]){0,4}?(?:security (?:firm|company|vendor|researcher|expert)s?|"
    r"cyber ?security|antivirus|researchers?|analysts?|newspaper|media|news|journal|magazine|authorit\w+|"
    r"officials?|police|prosecutors?|"
    r"investigators?|intelligence (?:officials|sources)|report\w*|said|says|firm|IT[- ]company|experts?|"
    r"tabloid|press|daily|broadcaster|blog\w*)\b",
    re.I,
)
VICTIM_AFTER = re.compile(
    r"^(?:['’]s)?[ -](?!(?:hack|state-|intelligence|secret))(?:[\w-]+[ ,-]){0,3}?(?:websites?|sites?|police|"
    r"parliament\w*|ministr\w+|government|embass\w+|compan(?:y|ies)|firms?|banks?|universit\w+|hospitals?|"
    r"networks?|systems?|"
    r"citizens|users|organi[sz]ations?|institutions?|newspapers?|outlets?|party|politicians?|activists|"
    r"dissidents|airlines?|servers?|president|prime minister|targets?|victims?|infrastructure|industr\w+|"
    r"sector|soldiers|journalists)\b",
    re.I,
)
OF_VICTIMS = re.compile(
    r"\b(?:targets?|victims?|interests|compan(?:y|ies)|users|organi[sz]ations|individuals|websites?|networks?|"
    r"embass\w+)(?: [\w-]+){0,3} ?$",
    re.I,
)
SPEECH = re.compile(
    r"\b(?:accord\w+ to|said|says|report\w*|attribut\w+|announced|blam\w+|accus\w+|reveal\w*|discover\w*|"
    r"identif\w*|detect\w*|confirm\w*|claim\w*|suspect\w*|investigat\w*|linked|uncover\w*|published|told)\b",
    re.I,
)
LANGUAGE = re.compile(r"^[- ](?:language|speaking|speakers)\b", re.I)


LEAD = 4
"""Sentences at an article's head that are read for countries where no incident's own sentence names one."""


def placed(
    events: tuple[Event, ...], mentions: tuple[Mention, ...], report: Report, sentences: tuple[Span, ...]
) -> tuple[Event, ...]:
    """The events, with the unplaced countries of their own sentences added to the first incident told there."""
    out = _own_sentences(events, mentions, report)
    first = next((e for e in out if e.kind.startswith("incident/")), None)
    if not first or any(_has_victim_country(e, mentions) for e in out if e.kind.startswith("incident/")):
        return out
    taken = {(a.start, a.end) for e in out for a in e.arguments}
    extra = {
        a
        for s in sentences[:LEAD]
        for a in _arguments(replace(first, sentence=s), mentions, report, taken)
        if a.role == "victim-near"
    }
    return tuple(replace(e, arguments=tuple(sorted({*e.arguments, *extra}))) if e is first else e for e in out)


def _has_victim_country(event: Event, mentions: tuple[Mention, ...]) -> bool:
    countries = {(m.start, m.end) for m in mentions if m.kind == "Country"}
    return any(
        a.role in ("victim-origin", "victim-near") or (a.role == "victim" and (a.start, a.end) in countries)
        for a in event.arguments
    )


def _own_sentences(events: tuple[Event, ...], mentions: tuple[Mention, ...], report: Report) -> tuple[Event, ...]:
    taken = {(a.start, a.end) for e in events for a in e.arguments}
    out, done = [], set()
    for event in events:
        is_first = event.kind.startswith("incident/") and event.sentence not in done
        if is_first:
            done.add(event.sentence)
        extra = _arguments(event, mentions, report, taken) if is_first else ()
        out.append(replace(event, arguments=tuple(sorted({*event.arguments, *extra}))))
    return tuple(out)


def _arguments(
    event: Event, mentions: tuple[Mention, ...], report: Report, taken: set[tuple[int, int]]
) -> Iterator[Argument]:
    lone = not event.role("victim")
    for m in mentions:
        if report.text[: m.start].endswith("("):
            continue
        if (
            lone
            and m.kind in ("GovernmentAgency", "Organization")
            and _inside(m, event)
            and (m.start, m.end) not in taken
        ):
            if side_of(report.text, m, event) == "victim":
                yield Argument(m.start, m.end, "victim-near", "strong")
        elif m.kind == "Country" and _inside(m, event) and (m.start, m.end) not in taken:
            side = side_of(report.text, m, event)
            if side:
                yield Argument(
                    m.start,
                    m.end,
                    f"{side}-near",
                    "strong" if side == "victim" and VICTIM_AFTER.match(report.text[m.end : m.end + 60]) else "",
                )


def _inside(m: Mention, event: Event) -> bool:
    return event.sentence.start <= m.start and m.end <= event.sentence.end


def side_of(text: str, m: Mention, event: Event) -> str | None:
    """Which side: "attacker", "victim" or None (a speaker's country, a language)."""
    before = text[max(event.sentence.start, m.start - 60) : m.start]
    after = text[m.end : min(event.sentence.end, m.end + 60)]
    if LANGUAGE.match(after):
        return None
    if ATTACKER_AFTER.match(after) or (ATTACKER_BEFORE.search(before) and not OF_VICTIMS.search(before)):
        return "attacker"
    is_speaker = SPEAKER_AFTER.match(after) and SPEECH.search(text[event.sentence.start : event.sentence.end])
    return None if is_speaker else "victim"

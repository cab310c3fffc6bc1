"""Countries that no grammar placed: which side of the story each stands on, by the words beside it.

A country beside attackers' words is where they are said to come from; one beside a speaker's words is a speaker's;
any other in a sentence that tells an incident is the side that was hit, with little confidence.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

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
    r"suspect\w*|blam\w+|accus\w+|points? (?:at|to)|behalf|operat\w+ out of(?: [\w-]+){1,3}|"
    r"work(?:ed|ing)? for|perpetrators?|servers?)"
    r"(?: [\w-]+){0,3}? (?:from|in|by|to|of|out of|on|with|is|was|that|at|the|towards)(?: the)? (?:\w+ly )?$|"
    r"pro[- ]$|\bblam\w+ (?:the )?$|\baccus\w+ (?:the )?$|suspect\w* (?:the )?$",
    re.I,
)
SPEAKER_AFTER = re.compile(
    r"^(?:['’]s)?[ -](?:[\w-]+[ -]){0,4}?(?:security (?:firm|company|vendor|researcher|expert)s?|"
    r"cyber ?security|antivirus|researchers?|analysts?|newspaper|media|news|journal|magazine|authorit\w+|"
    r"officials?|police|prosecutors?|"
    r"investigators?|intelligence (?:officials|sources)|report\w*|said|says|firm|IT[- ]company|experts?|"
    r"tabloid|press|daily|broadcaster|blog\w*|suspects?|believes?|blames?|accuses?|conclude[sd]|"
    r"dismiss\w*|den(?:y|ied|ies)|reject\w*|refut\w*)\b",
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
OFFICIAL = re.compile(r"authorit|official|police|prosecut|investigat|intelligence|minist|government", re.I)
"""Speakers that speak for those hit, unlike security firms and the press."""
CAUSE_AFTER = re.compile(
    r"^(?:['’]s)?(?: [\w-]+){0,2}? (?:invasion|war\b|conflict|crisis|anthem|bombings?|aggression|elections?)", re.I
)
CAUSE_BEFORE = re.compile(
    r"\b(?:invasion|war|conflict|support|bombings?|sanctions|solidarity|invaded|cross|tensions|relations)"
    r"(?: [\w-]+){0,2} (?:of|in|for|with|on|against|into|to|between)(?: the)? $|"
    r"\b(?:invaded|supporting|solidarity with|(?:embass(?:y|ies)|consulates?) (?:in|to|at))(?: the)? $",
    re.I,
)
"""What an attack was about, not whom it hit."""
SPEECH = re.compile(
    r"\b(?:conclu\w+|findings|assess\w*|"
    r"accord\w+ to|said|says|report\w*|attribut\w+|announced|blam\w+|accus\w+|reveal\w*|discover\w*|"
    r"identif\w*|detect\w*|confirm\w*|claim\w*|suspect\w*|investigat\w*|linked|uncover\w*|published|told)\b",
    re.I,
)
LANGUAGE = re.compile(r"^[- ](?:language|speaking|speakers)\b", re.I)
BLAMED_BY = re.compile(
    r"\b(?:attribut|accus|blam|identif|confirm|report|reveal|discover|detect|publish)\w*\b[^;<>]{0,40} by [^;]{0,40}$",
    re.I,
)
"""Who stands behind these told of it."""
FOR, AGAINST = re.compile(r"\bpro[- ]\Z", re.I), re.compile(r"\banti[- ]$", re.I)
APART = re.compile(r" (?:with|and|by|of|to|from|via|in) ")
"""Between a victim's word and an attacker's: they are two."""
OF = (" of ", " of the ")
Side = Literal["attacker", "victim", "speaker"]
SIDED = frozenset({"Country", "Place", "GovernmentAgency", "Organization"})
STANDS_BY = "bystander"
"""Role of the places and speakers in the sentence: what was hit is theirs where nothing says whose it is."""

LEAD = 4
"""Sentences at an article's head that are read for countries where no incident's own sentence names one."""


def placed(
    events: tuple[Event, ...], mentions: tuple[Mention, ...], report: Report, sentences: tuple[Span, ...]
) -> tuple[Event, ...]:
    """The events, with the unplaced countries of their own sentences added to the first incident told there.

    The report's first incident also gets those of the report's first sentences: who stands by there, and where no
    incident has a victim's country, the countries that stand beside no attacker.
    """
    out = _own_sentences(events, mentions, report)
    first = next((e for e in out if e.kind.startswith("incident/")), None)
    if not first:
        return out
    roles = {STANDS_BY}
    if not any(_has_victim_country(e, mentions) for e in out if e.kind.startswith("incident/")):
        roles.add("victim-near")
    taken = {(a.start, a.end) for e in out for a in e.arguments}
    extra = {
        a
        for s in sentences[:LEAD]
        for a in _arguments(replace(first, sentence=s), mentions, report, taken)
        if a.role in roles
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
        if (m.start, m.end) in taken or not _inside(m, event) or report.text[: m.start].endswith("("):
            continue
        side = side_of(report.text, m, event) if m.kind in SIDED else None
        if m.kind == "Country":
            yield from _country(report.text, m, side)
        elif m.kind == "Place" and side == "victim":
            yield Argument(m.start, m.end, STANDS_BY, "place")
        elif lone and m.kind in ("GovernmentAgency", "Organization") and side == "victim":
            yield Argument(m.start, m.end, "victim-near", "strong")
        elif m.kind == "GovernmentAgency" and side == "speaker":
            yield Argument(m.start, m.end, STANDS_BY, "speaker")


def _country(text: str, m: Mention, side: Side | None) -> Iterator[Argument]:
    """What the country is to the incident, on the `side` that the words beside it put it on."""
    if side == "speaker":
        yield Argument(m.start, m.end, STANDS_BY, "speaker")
    elif side == "attacker":
        yield Argument(m.start, m.end, "attacker-near", "affinity" if FOR.search(text, 0, m.start) else "")
    elif side == "victim":
        yield Argument(m.start, m.end, "victim-near", "strong" if VICTIM_AFTER.match(text[m.end : m.end + 60]) else "")


def _inside(m: Mention, event: Event) -> bool:
    return event.sentence.start <= m.start and m.end <= event.sentence.end


def side_of(text: str, m: Mention, event: Event) -> Side | None:
    """Which side the words beside `m` put it on; None for a language, and for whom somebody is against."""
    before = text[max(event.sentence.start, m.start - 60) : m.start]
    after = text[m.end : min(event.sentence.end, m.end + 60)]
    if (
        BLAMED_BY.search(before)
        or LANGUAGE.match(after)
        or AGAINST.search(before)
        or CAUSE_AFTER.match(after)
        or CAUSE_BEFORE.search(before)
    ):
        return None
    attacks, hit = ATTACKER_AFTER.match(after), VICTIM_AFTER.match(after)
    if attacks and not (hit and hit.end() < attacks.end() and APART.search(attacks.group(), hit.end())):
        return "attacker"
    if ATTACKER_BEFORE.search(before) and not OF_VICTIMS.search(before) and not (hit and before.endswith(OF)):
        return "attacker"
    speaks = SPEAKER_AFTER.match(after)
    if speaks and SPEECH.search(text[event.sentence.start : event.sentence.end]):
        return "speaker" if OFFICIAL.search(speaks.group()) else None
    return "victim"

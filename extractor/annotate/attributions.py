"""Attribution grammar: who blames whom, how firmly; who claims it; who denies it; who is said to back whom."""

import re
from collections.abc import Iterator

from extractor.annotate.coded import Coded, Hit
from extractor.annotate.things import Thing
from extractor.annotate.words import STATE_HEADS
from extractor.model import Argument, Event, Stance

ANY = r"<[GOCDTPAVX]\d+>"
TARGET = r"<[GOCDTAXPV]\d+>"
LIST = rf"(?:{TARGET}(?:(?: ?,? and | ?, | or |/){TARGET}){{0,3}})"
GAP = r"(?:(?!(?:but|while|although|after)\b)[^<>;]{0,60})?"
BY = (
    rf"(?:(?P<by>{ANY})(?: \( {ANY} \))?(?: ?[,(][^,()<>]{{0,60}}[,)])? (?:(?!(?:is|are|was|were|be|been|"
    rf"being)\b)[a-z’'-]+ ){{0,4}})?"
)
BEHIND = (
    r"(?:behind|responsible for|the work of|carried out by|conducted by|perpetrated by|orchestrated by|launched by)"
)
RULES: tuple[tuple[Stance, re.Pattern[str]], ...] = tuple(
    (stance, re.compile(pattern))  # type: ignore[misc]
    for stance, pattern in (
        (
            "states",
            rf"{BY}(?:blam(?:e|ed|es|ing)|accus(?:e|ed|es|ing)|fault(?:s|ed)?) (?:the )?(?:[a-z’'-]+ ){{0,5}}?"
            rf"(?P<target>{LIST})",
        ),
        (
            "states",
            rf"{BY}(?:attribut(?:e|ed|es|ing)|pinn?(?:ed|s|ing)?|trac(?:e|ed|ing)|link(?:ed|s|ing)?|connect(?:ed|s)?|t"
            rf"(?:ied|ies|ie)) {GAP}(?:<[^>]+>{GAP}){{0,3}}?(?:to|on|with) (?:the )?(?:[a-z’'-]+ ){{0,5}}?"
            rf"(?P<target>{LIST})",
        ),
        (
            "suspects",
            rf"{BY}(?:suspect(?:s|ed)?|believ(?:e|es|ed)|think(?:s)?|assess(?:es|ed)?|allege[sd]?) (?:that )?(?:the )?"
            rf"(?:[a-z’'-]+ ){{0,3}}?(?P<target>{TARGET}) (?:[a-z’'-]+ ){{0,5}}?{BEHIND}",
        ),
        (
            "states",
            rf"{BY}(?:conclud(?:e|ed|es)|sa(?:id|ys)|found|confirm(?:ed|s)) (?:that )?(?:the )?(?:[a-z’'-]+ ){{0,3}}?"
            rf"(?P<target>{TARGET}) (?:(?!not\b)[a-z’'-]+ ){{0,5}}?{BEHIND}",
        ),
        (
            "states",
            rf"{BY}(?:point(?:s|ed|ing)?|finger|fingers) (?:[a-z’'-]+ ){{0,4}}?(?:to|at|towards?) (?:the )?"
            rf"(?:[a-z’'-]+ ){{0,4}}?(?P<target>{TARGET})",
        ),
        (
            "suspects",
            rf"(?P<target>{TARGET}) (?:[a-z’'-]+ ){{0,3}}?(?:is|was|are|were|has been|have been) (?:[a-z’'-]+ ){{0,2}}?"
            rf"(?:suspected|believed|thought|likely|alleged|presumed|reported)(?: [a-z’'-]+){{0,4}}(?P<by>(?!))?",
        ),
        (
            "states",
            rf"(?P<target>{TARGET}) (?:is|was|are|were|has been|have been|had been) (?:[a-z’'-]+ ){{0,2}}?(?:blamed|"
            rf"accused|held responsible|identified as)(?: {GAP}by (?:the )?(?P<by>{ANY}))?",
        ),
        (
            "suspects",
            rf"(?P<target>{TARGET}) (?:[a-z’'-]+ ){{0,2}}?(?:may|might|could|likely|probably|appears?|appeared) "
            rf"(?:[a-z’'-]+ ){{0,4}}?{BEHIND}(?P<by>(?!))?",
        ),
        (
            "suspects",
            r"(?:suspect(?:ed|s)?|alleged|presumed|believed to be|thought to be|most likely|likely|probably|possibly|"
            r"supposedly) (?:from |by |the work of |linked to |carried out by |conducted by |originat\w+ (?:from|in) |"
            rf"come from |came from )?(?:the |a |an )?(?P<target>{TARGET})(?P<by>(?!))?",
        ),
        (
            "states",
            rf"(?P<target>{TARGET}) (?:[a-z’'-]+ ){{0,2}}?(?:was|were|is|are|been|stood|stands) (?:[a-z’'-]+ ){{0,2}}?"
            r"(?:behind|responsible)(?P<by>(?!))?",
        ),
        (
            "claims-own",
            r"(?P<target><[TGOXAP]\d+>)(?: ?[,(][^,()]{0,80}[,)])? (?:[a-z’'-]+ ){0,3}?(?:claim(?:ed|s|ing)?|t(?:ook|"
            r"akes|aken|aking)|admitted|acknowledged)(?: to be)? (?:[a-z’'-]+ ){0,3}?(?:responsib\w+|credit|behind|"
            r"(?:to )?ha(?:ve|d|s)|(?:the |an? )?(?:[a-z-]+ ){0,2}?(?:attack|hack|breach|ddos|intrusion))(?P<by>(?!))?",
        ),
        (
            "states",
            r"<A\d+> (?:had |have |has )?(?:belong(?:ed|s|ing)? to|are (?:part|members) of|were (?:part|members) of|"
            r"work(?:ed|s)? for) (?:the )?(?:[a-z’'-]+ ){0,3}?(?P<target><[TGC]\d+>)(?P<by>(?!))?",
        ),
        (
            "claims-own",
            rf"(?:responsibility|credit) {GAP}(?:was|has been|were) (?:claimed|taken) by (?:the )?"
            rf"(?:[a-z’'-]+ ){{0,3}}?(?P<target>{TARGET})(?P<by>(?!))?",
        ),
        ("denies", rf"(?P<target>{TARGET}) (?:ha(?:d|s|ve)) nothing to do with(?P<by>(?!))?"),
        (
            "denies",
            rf"(?P<target>{ANY})(?: (?:in|of|at|for|to) (?:the )?<[CLDGO]\d+>)?(?: ?[,(][^,()]{{0,80}}[,)])? "
            rf"(?:[a-z’'-]+ ){{0,4}}?(?:den(?:ied|ies|y|ying)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:es|ed)|disput"
            rf"(?:es|ed)) (?:[a-z’'-]+ ){{0,4}}?(?:involve\w+|responsib\w+|allegation\w*|accusation\w*|claim\w*|"
            r"charge\w*|being|any|having|role|it|that|carrying)(?P<by>(?!))?",
        ),
    )
)
STATE = re.compile(
    r"(?:state|government|nation-state|military)[- ](?:sponsored|backed|linked|affiliated|supported|aligned|"
    r"run|controlled|owned|hackers?|group|hacking)|-(?:sponsored|backed|linked|affiliated|aligned|nexus)|"
    r"affiliated|sponsored|backed|linked|working for|behalf of|tied to|associated with",
    re.I,
)
BACKERS = re.compile(
    r"(?P<actor><[TA]\d+>) ?,? ?(?:which |who |that )?(?:is |are |was |were |has been |have been )?"
    r"(?:[a-z’'-]+ ){0,3}?(?P<verb>linked to|tied to|affiliated with|associated with|backed by|sponsored by|"
    r"part of|run by|working for|controlled by|directed by|attributed to|belonging to|on behalf of) (?:the )?"
    r"(?:<D\d+> (?:['’]s )?)?(?:[a-z’'-]+ ){0,4}?(?P<target><[CGO]\d+>)(?P<more> (?:['’]s )"
    r"(?:[a-z’'-]+ ){0,3}?<[GO]\d+>)?"
)


OF_ACTOR = re.compile(
    r"<[TA]\d+>(?: ?,[^<>]*,)? (?:which |who )?(?:is|are|was|were|has been|have been)(?: [a-z’'-]+){0,2} $"
)
"""What follows tells who is behind an actor, not behind an incident."""
FIRM = ("states", "suspects")
"""One blame a target and sentence: the first rule to see it says how firm it is."""


MAY_TELL = re.compile(
    r"blam|accus|fault|attribut|pin|trac(?:e|ed|ing)|link|connect|t(?:ied|ies|ie)\b|suspect|believ|think|"
    r"assess|conclud|sa(?:id|ys)\b|alleg|found|confirm|point|finger|thought|likely|presum|report|responsib|"
    r"identified|behind|may|might|could|probabl|appear|possibl|supposed|stood|stands|belong|members? of|"
    r"part of|work|claim|credit|admit|acknowledg|den(?:y|ied|ies)|reject|dismiss|refut|disput|nothing to do"
)
"""A sentence without any of these words holds none: most sentences are spared the grammar."""


def find_attributions(coded: Coded) -> Iterator[Event]:
    """Every attribution in the sentence: of incidents (`attribution/STANCE`) and of actors (`sponsor`)."""
    if not MAY_TELL.search(coded.text):
        yield from _sponsors(coded)
        return
    seen: set[tuple[int, bool]] = set()
    for stance, pattern in RULES:
        for hit in coded.find(pattern):
            if stance == "states" and OF_ACTOR.search(coded.text[: hit.match.start()]):
                continue
            by = hit.thing("by")
            for target in hit.things("target"):
                if by is target or not _may_be_blamed(target, stance) or (target.start, stance in FIRM) in seen:
                    continue
                seen.add((target.start, stance in FIRM))
                yield _event(coded, hit, f"attribution/{stance}", target, by)
    yield from _sponsors(coded)


def _may_be_blamed(target: Thing, stance: Stance) -> bool:
    if target.side == "victim" and stance != "denies" and target.head not in STATE_HEADS:
        return False
    return target.kind != "Person" or stance in ("claims-own", "denies")


def _event(coded: Coded, hit: Hit, kind: str, target: Thing, by: Thing | None) -> Event:
    arguments = {Argument(target.start, target.end, "target", target.kind)}
    if kind != "attribution/claims-own":
        arguments |= {Argument(o.start, o.end, "target-origin") for o in target.origins}
    if by:
        arguments.add(Argument(by.start, by.end, "by", by.kind))
    return Event(kind, hit.span(), coded.clause.span, tuple(sorted(arguments)), found_by="rule:attribution")


def _sponsors(coded: Coded) -> Iterator[Event]:
    """ "the Russian state-sponsored group X", "X, linked to the GRU": a state or body behind an actor."""
    text = coded.clause.text
    offset = coded.clause.span.start
    for thing in coded.clause.things():
        if thing.kind != "ThreatActor" or not thing.named or not thing.description:
            continue
        words = text[thing.description.start - offset : thing.description.end - offset]
        if not STATE.search(words):
            continue
        for origin in thing.origins:
            arguments = (
                Argument(thing.start, thing.end, "actor", "ThreatActor"),
                Argument(origin.start, origin.end, "target", "Country"),
            )
            yield Event(
                "sponsor", thing.description, coded.clause.span, tuple(sorted(arguments)), found_by="rule:sponsor"
            )
    for hit in coded.find(BACKERS):
        actor, target = hit.thing("actor"), hit.thing("more") if hit.has("more") else hit.thing("target")
        if actor and target and actor.kind == "ThreatActor":
            pair = (
                Argument(actor.start, actor.end, "actor", "ThreatActor"),
                Argument(target.start, target.end, "target", target.kind),
            )
            yield Event("sponsor", hit.span("verb"), coded.clause.span, tuple(sorted(pair)), found_by="rule:sponsor")

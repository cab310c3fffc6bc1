"""Attribution grammar: who blames whom, how firmly; who claims it; who denies it; who is said to back whom."""

import re
from collections.abc import Iterator

from extractor.annotate.coded import UP_TO_2, UP_TO_3, UP_TO_4, UP_TO_5, WORD_START, Coded, Hit
from extractor.annotate.things import Thing
from extractor.annotate.words import STATE_HEADS
from extractor.model import Argument, Event, Stance

ANY = r"<[GOCDTPAVX]\d+>"
TARGET = r"<[GOCDTAXPV]\d+>"
LIST = f"(?:{TARGET}(?:(?: ?,? and | ?, | or |/){TARGET}){{0,3}})"
GAP = r"(?:(?!(?:but|while|although|after)\b)[^<>;]{0,60})?"
ONE = f"(?P<target>{TARGET})"
ALL = f"(?P<target>{LIST})"
BY = (
    rf"(?:(?P<by>{ANY})(?: \( {ANY} \))?(?: ?[,(][^,()<>]{{0,60}}[,)])? "
    r"(?:(?!(?:is|are|was|were|be|been|being)\b)[a-z’'-]+ ){0,4})?"
)
BEHIND = "(?:behind|responsible for|the work of|carried out by|conducted by|perpetrated by|orchestrated by|launched by)"
DID = "(?:carried out|conducted|perpetrated|orchestrated|launched|ordered|directed)"
RULES: tuple[tuple[Stance, re.Pattern[str]], ...] = tuple(
    (stance, re.compile(WORD_START + pattern))  # type: ignore[misc]
    for stance, pattern in (
        (
            "states",
            f"{BY}(?:blam(?:e|ed|es|ing)|accus(?:e|ed|es|ing)|fault(?:s|ed)?) (?:the )?{UP_TO_5}{ALL}",
        ),
        (
            "states",
            (
                f"{BY}(?:attribut(?:e|ed|es|ing)|pinn?(?:ed|s|ing)?|trac(?:e|ed|ing)|link(?:ed|s|ing)?|"
                f"connect(?:ed|s)?|(?<!diplomatic )(?<!its )(?<!all )t(?:ied|ies|ie)) {GAP}"
                f"(?:<[^>]+>{GAP}){{0,3}}?(?:to|on|with) (?:the )?"
                rf"(?:(?!by\b)[a-z’'-]+ ){{0,5}}?{ALL}"
            ),
        ),
        (
            "suspects",
            (
                f"{BY}(?:suspect(?:s|ed)?|believ(?:e|es|ed)|think(?:s)?|assess(?:es|ed)?|allege[sd]?) "
                f"(?:that )?(?:the )?{UP_TO_3}{ONE} {UP_TO_5}{BEHIND}"
            ),
        ),
        (
            "states",
            (
                f"{BY}(?:conclud(?:e|ed|es)|sa(?:id|ys)|found|confirm(?:ed|s)) (?:that )?(?:the )?{UP_TO_3}"
                rf"{ONE} (?:(?!not\b)[a-z’'-]+ ){{0,5}}?(?:{BEHIND}|{DID})"
            ),
        ),
        (
            "suspects",
            f"(?:may|might|could|appears?|seems?) (?:to )?(?:be|have been) the work of (?:the )?{UP_TO_2}{ONE}",
        ),
        ("states", f"(?:is|was|were) the work of (?:the )?{UP_TO_2}{ONE}"),
        (
            "states",
            (f"{BY}(?:point(?:s|ed|ing)?|finger|fingers) {UP_TO_4}(?:to|at|towards?) (?:the )?{UP_TO_4}{ONE}"),
        ),
        (
            "suspects",
            (
                f"{ONE} {UP_TO_3}(?:is|was|are|were|has been|have been) {UP_TO_2}"
                "(?:suspected|believed|thought|likely|alleged|presumed|reported)(?: [a-z’'-]+){0,4}"
            ),
        ),
        (
            "states",
            (
                f"{ONE} (?:is|was|are|were|has been|have been|had been) {UP_TO_2}"
                f"(?:blamed|accused|held responsible|identified as)(?: {GAP}by (?:the )?(?P<by>{ANY}))?"
            ),
        ),
        (
            "suspects",
            f"{ONE} {UP_TO_2}(?:may|might|could|likely|probably|appears?|appeared) {UP_TO_4}{BEHIND}",
        ),
        ("suspects", f"(?P<by>{ANY}) {UP_TO_2}suspect(?:s|ed)? (?!that )(?:the |an? )?{UP_TO_2}{ONE}"),
        (
            "suspects",
            (
                "(?:suspect(?:ed|s)?|alleged|presumed|believed to be|thought to be|most likely|likely|"
                "probably|possibly|supposedly) (?:from |by |the work of |linked to |carried out by |"
                rf"conducted by |originat\w+ (?:from|in) |come from |came from )?(?:the |a |an )?{ONE}"
            ),
        ),
        (
            "states",
            f"{ONE} {UP_TO_2}(?:was|were|is|are|been|stood|stands) {UP_TO_2}(?:behind|responsible)",
        ),
        (
            "claims-own",
            (
                rf"(?P<target><[TGOXAP]\d+>)(?: ?[,(][^,()]{{0,80}}[,)])? {UP_TO_3}"
                f"(?:claim(?:ed|s|ing)?|t(?:ook|akes|aken|aking)|admitted|acknowledged)(?: to be)? {UP_TO_3}"
                r"(?:responsib\w+|credit|behind|(?:to )?ha(?:ve|d|s)"
                "(?! (?:identified|found|seen|discovered|learned|evidence))|"
                "(?:the |an? )?(?:[a-z-]+ ){0,2}?(?:attack|hack|breach|ddos|intrusion))"
            ),
        ),
        (
            "states",
            (
                r"<A\d+> (?:had |have |has )?(?:belong(?:ed|s|ing)? to|are (?:part|members) of|"
                rf"were (?:part|members) of|work(?:ed|s)? for) (?:the )?{UP_TO_3}(?P<target><[TGC]\d+>)"
            ),
        ),
        (
            "claims-own",
            (f"(?:responsibility|credit) {GAP}(?:was|has been|were) (?:claimed|taken) by (?:the )?{UP_TO_3}{ONE}"),
        ),
        ("denies", f"{ONE} (?:ha(?:d|s|ve)) nothing to do with"),
        (
            "denies",
            (
                rf"(?P<target>{ANY})(?: (?:in|of|at|for|to) (?:the )?<[CLDGO]\d+>)?"
                f"(?: ?[,(][^,()]{{0,80}}[,)])? {UP_TO_4}(?:den(?:ied|ies|y|ying)|reject(?:s|ed)?|"
                rf"dismiss(?:es|ed)?|refut(?:es|ed)|disput(?:es|ed)) (?:(?:the )?<[GOCD]\d+> (?:['’]s )?)?{UP_TO_4}"
                r"(?:involve\w+|responsib\w+|allegation\w*|accusation\w*|claim\w*|charge\w*|being|any|having|"
                "role|it|that|carrying)"
            ),
        ),
    )
)
STATE = re.compile(
    "(?:state|government|nation-state|military)[- ]"
    "(?:sponsored|backed|linked|affiliated|supported|aligned|run|controlled|owned|hackers?|group|"
    "hacking)|-(?:sponsored|backed|linked|affiliated|aligned|nexus)|affiliated|sponsored|backed|"
    "linked|working for|behalf of|tied to|associated with",
    re.I,
)
BACKERS = re.compile(
    r"(?P<actor><[TA]\d+>) ?,? ?(?:which |who |that )?"
    f"(?:is |are |was |were |has been |have been )?{UP_TO_3}"
    "(?P<verb>linked to|tied to|affiliated with|associated with|backed by|sponsored by|part of|"
    "run by|working for|controlled by|directed by|attributed to|belonging to|on behalf of) "
    rf"(?:the )?(?:<D\d+> (?:['’]s )?)?{UP_TO_4}(?P<target><[CGO]\d+>)"
    rf"(?P<more> (?:['’]s ){UP_TO_3}<[GO]\d+>)?"
)
OF_ACTOR = re.compile(
    r"<[TA]\d+>(?: ?,[^<>]*,| ,)? (?:which |who )?(?:is|are|was|were|has been|have been)(?: [a-z’'-]+){0,2} $"
)
"""What follows tells who is behind an actor, not behind an incident."""
AGENT = re.compile(f" by (?:the |a )?(?P<by>{ANY})")
FIRM = ("states", "suspects")
"""One blame a target and sentence: the first rule to see it says how firm it is."""
MAY_TELL = re.compile(
    r"blam|accus|fault|attribut|pin|trac(?:e|ed|ing)|link|connect|t(?:ied|ies|ie)\b|suspect|"
    r"believ|think|assess|conclud|sa(?:id|ys)\b|alleg|found|confirm|point|finger|thought|likely|"
    "presum|report|responsib|identified|behind|may|might|could|probabl|appear|possibl|supposed|"
    "stood|stands|belong|members? of|part of|work|claim|credit|admit|acknowledg|den(?:y|ied|ies)|"
    "reject|dismiss|refut|disput|nothing to do"
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
            by = hit.thing("by") or _agent(coded, hit)
            for target in hit.things("target"):
                if by is target or not _may_be_blamed(target, stance) or (target.start, stance in FIRM) in seen:
                    continue
                seen.add((target.start, stance in FIRM))
                yield _event(coded, hit, f"attribution/{stance}", target, by)
    yield from _sponsors(coded)


def _agent(coded: Coded, hit: Hit) -> Thing | None:
    """The claimant right behind the blame: "was attributed to X by Y"."""
    match = AGENT.match(coded.text, hit.match.end())
    return Hit(coded, match).thing("by") if match else None


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
    """As in "the Russian state-sponsored group X", "X, linked to the GRU": a state or body behind an actor."""
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
        actor, target = hit.thing("actor"), hit.thing("more") or hit.thing("target")
        if actor and target and actor.kind == "ThreatActor":
            pair = (
                Argument(actor.start, actor.end, "actor", "ThreatActor"),
                Argument(target.start, target.end, "target", target.kind),
            )
            yield Event("sponsor", hit.span("verb"), coded.clause.span, tuple(sorted(pair)), found_by="rule:sponsor")

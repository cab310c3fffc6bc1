"""Response grammar: sanctions, indictments, arrests, advisories, takedowns and other official reactions."""

import re
from collections.abc import Iterator

from extractor.annotate.coded import WORD_START, Coded, Hit
from extractor.model import Argument, Event

BODY = r"<[GOC]\d+>"
WHOM = r"<[PTOGCAVM]\d+>"
SMALL = r"(?:(?!(?:by|with)\b)[a-z0-9’'-]+ )"
BY = rf"(?:(?P<by>{BODY})(?: \( {BODY} \))?(?: ?,[^,<>]{{0,60}},)? {SMALL}{{0,4}}?)?"
BODY_FIRST = rf"(?P<by>{BODY})(?: \( {BODY} \))? "
ONE = f"(?P<against>{WHOM})"
ALL = f"(?P<against>{WHOM}(?:(?: ?,? and | ?, ){WHOM}){{0,6}})"
RULES = tuple(
    (kind, re.compile(WORD_START + pattern))
    for kind, pattern in (
        (
            "sanction",
            (
                f"{BY}(?:sanction(?:ed|ing)|(?<=> )sanctions|blacklist(?:ed|s)|designat(?:ed|es)) (?:the )?"
                f"{SMALL}{{0,6}}?{ALL}"
            ),
        ),
        (
            "sanction",
            (
                f"{BY}(?:impos(?:e|ed|es|ing)|announc(?:e|ed|es|ing)|adopt(?:ed|s)|slapped|levied|issued) "
                f"{SMALL}{{0,3}}?(?:sanctions|travel bans?|asset freezes?) (?:on|against) (?:the )?"
                f"{SMALL}{{0,6}}?{ALL}"
            ),
        ),
        (
            "sanction",
            (f"{ONE} {SMALL}{{0,3}}?(?:was|were|been) (?:sanctioned|blacklisted)(?: by (?:the )?(?P<by>{BODY}))?"),
        ),
        ("sanction", f"{BODY_FIRST}{SMALL}{{0,2}}?(?:sanctioned|imposed sanctions)"),
        (
            "indictment",
            (
                f"{BY}(?:indict(?:ed|s|ing)|charg(?:ed|es|ing)|"
                f"unsealed? {SMALL}{{0,3}}?(?:indictment|charges|complaint) (?:against|charging)|"
                f"filed (?:criminal )?charges against) (?:the )?{SMALL}{{0,6}}?{ALL}"
            ),
        ),
        (
            "indictment",
            (
                f"{ONE} {SMALL}{{0,3}}?(?:was|were|been) (?:indicted|charged)"
                f"(?: [a-z ]{{0,40}}by (?:the )?(?P<by>{BODY}))?"
            ),
        ),
        ("arrest", rf"{BY}(?:arrest(?:ed|s|ing)|detain(?:ed|s)) (?:the )?{SMALL}{{0,6}}?(?P<against><[PTAV]\d+>)"),
        (
            "arrest",
            (
                rf"(?P<against><[PTAV]\d+>) {SMALL}{{0,3}}?(?:was|were|been) (?:arrested|detained)"
                f"(?: [^,;]{{0,30}}by (?:the )?(?P<by>{BODY}))?"
            ),
        ),
        (
            "advisory",
            (
                f"{BODY_FIRST}{SMALL}{{0,3}}?(?:issued|published|released|posted|put out) (?:an? |the |its )?"
                f"{SMALL}{{0,4}}?(?:advisory|alert|bulletin|emergency directive|security notice|guidance)"
            ),
        ),
        (
            "advisory",
            (
                f"{BODY_FIRST}{SMALL}{{0,2}}?(?:warn(?:ed|s)|urg(?:ed|es)|advis(?:ed|es)|alerted) "
                rf"(?:that |of |about )?{SMALL}{{0,3}}?(?:users|customers|organi[sz]ations|companies|admin\w*|"
                r"agencies|operators|<V\d+>)"
            ),
        ),
        (
            "directive",
            (
                rf"{BODY_FIRST}{SMALL}{{0,3}}?(?:ordered|directed|instructed) {SMALL}{{0,2}}?(?:<[DV]\d+> ?)?"
                rf"{SMALL}{{0,3}}?(?:agencies|<[VG]\d+>)"
            ),
        ),
        (
            "takedown",
            (
                f"{BY}(?:dismantl(?:ed|es)|seiz(?:ed|es)|took down|takes down|disrupted|shut down|"
                rf"infiltrated) (?:the )?{SMALL}{{0,6}}?(?P<against><[TMA]\d+>)"
            ),
        ),
        (
            "conviction",
            (
                rf"(?P<against><[PAT]\d+>) {SMALL}{{0,3}}?(?:was|were|been) "
                "(?:convicted|sentenced|jailed|found guilty)"
            ),
        ),
        ("conviction", rf"(?P<against><[PAT]\d+>) {SMALL}{{0,2}}?(?:pleaded|pled) guilty"),
        ("extradition", rf"(?P<against><[PAT]\d+>) {SMALL}{{0,3}}?(?:was|were|been|be) extradited"),
        (
            "reward",
            (
                f"{BODY_FIRST}{SMALL}{{0,3}}?(?:offer(?:ed|s|ing)|announced) (?:an? )?[^<>;]{{0,40}}?"
                f"(?:reward|bounty)(?: [^<>;]{{0,60}}{ONE})?"
            ),
        ),
        ("diplomatic", rf"{BY}(?:expel(?:led|s)|summon(?:ed|s)) (?:the )?{SMALL}{{0,3}}?(?P<against><[CDGPV]\d+>)"),
        (
            "diplomatic",
            (
                f"{BY}(?:cut|cuts|sever(?:ed|s)?|br(?:oke|eaks?|oken)(?: off)?|suspend(?:ed|s)?|end(?:ed|s)?)(?: off)? "
                rf"(?:all |its )?diplomatic (?:ties|relations|links) with (?:the )?(?P<against><C\d+>)"
            ),
        ),
        (
            "lawsuit",
            f"{BY}(?:sued|sues|filed (?:a )?(?:law)?suit against) (?:the )?{SMALL}{{0,3}}?{ONE}",
        ),
        ("fine", rf"{BY}(?:fined|fines) (?:the )?{SMALL}{{0,3}}?(?P<against><[OG]\d+>)"),
    )
)
MAY_TELL = re.compile(
    "sanction|blacklist|designat|travel ban|asset freeze|indict|charg|unseal|complaint|arrest|"
    "detain|advisor|alert|bulletin|directive|notice|guidance|warn|urg|advis|order|direct|"
    "instruct|dismantl|seiz|took down|takes down|disrupt|shut down|infiltrat|convict|sentenc|"
    "jail|guilty|extradit|reward|bounty|expel|summon|diplomatic|sue[ds]|suit|fine[ds]"
)
"""A sentence without any of these words holds none: most sentences are spared the grammar."""


def find_responses(coded: Coded) -> Iterator[Event]:
    """Every official reaction that the sentence states."""
    if not MAY_TELL.search(coded.text):
        return
    seen: set[tuple[str, int]] = set()
    for kind, pattern in RULES:
        for hit in coded.find(pattern):
            event = _event(coded, hit, kind)
            if event and (kind, event.trigger.start) not in seen:
                seen.add((kind, event.trigger.start))
                yield event


def _event(coded: Coded, hit: Hit, kind: str) -> Event | None:
    by = hit.thing("by")
    against = hit.things("against")
    arguments = {Argument(t.start, t.end, "against", t.kind) for t in against if t is not by}
    if by:
        arguments.add(Argument(by.start, by.end, "by", by.kind))
    if not arguments:
        return None
    return Event(f"response/{kind}", hit.span(), coded.clause.span, tuple(sorted(arguments)), found_by="rule:response")

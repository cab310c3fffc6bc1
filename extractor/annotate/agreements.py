"""Agreement grammar: memoranda, treaties, partnerships, and who is party to them."""

import re
from collections.abc import Iterator

from extractor.annotate.coded import Coded, Hit
from extractor.annotate.things import Clause, Thing
from extractor.model import Argument, Event, Span

NOUN = (
    r"(?P<noun>memorand(?:um|a)(?: of (?:cooperation|co-operation|understanding|agreement|intent))?|mou|moc|"
    r"moa|(?:[a-z-]+ )?(?:agreement|treaty|pact|accord|partnership|alliance|"
    r"arrangement)s?|(?:cooperation|collaboration|security|defen[cs]e|cyber|sharing|bilateral) deal|deal|"
    r"letter of intent|joint (?:[a-z-]+ )?exercises?|joint (?:statement|declaration|communiqu[eé])|"
    r"cooperation|collaboration)"
)
PARTY = r"<[GOC]\d+>"
FILL = r"(?: (?!while\b|after\b|but\b)[^<>.;]{1,40}?)?"
LIST = rf"(?:(?:the |both )?(?:<D\d+> (?:['’]s )?|<C\d+> (?:['’]s )?(?=<))?{PARTY}(?: \( {PARTY} \))?(?: of <C\d+>)?)"
PARTIES = rf"(?:{LIST}(?: ?,? and | ?, | as well as | alongside | together with )?){{1,8}}"
SIGN = (
    r"(?:sign(?:ed|s|ing)?|ink(?:ed|s)?|conclud(?:e|ed|es)|reach(?:ed|es)?|announc(?:e|ed|es|ing)|enter(?:ed|"
    r"s)? into|agree(?:d|s)?(?: on| to)?|establish(?:ed|es)?|renew(?:ed|s)?|extend(?:ed|s)?|form(?:ed|s)?|"
    r"launch(?:ed|es)?|finali[sz]ed|formali[sz]ed|expand(?:ed|s)?|deepen(?:ed|s)?|strengthen(?:ed|s)?|struck|"
    r"approved|ratified|seal(?:ed|s)?|h[eo]ld(?:s|ing)?|conduct(?:ed|s)?|r[au]n|sets? up|plan(?:s|"
    r"ned)? to sign)"
)
PATTERNS = tuple(
    re.compile(p)
    for p in (
        rf"(?P<left>{PARTIES}) ?(?:[a-z’'-]+ ){{0,4}}(?P<verb>{SIGN}) (?:[a-z0-9’'-]+ ){{0,7}}?{NOUN}(?:"
        rf"(?: \( [^()]* \))?{FILL} with (?P<right>{PARTIES}))?",
        rf"{NOUN}(?: \( [^()]* \))?(?: on [^<>.;]{{1,60}})?{FILL} (?:between|among) (?P<left>{PARTIES})(?P<right>)?"
        r"(?P<verb>)?",
        rf"(?P<left>{PARTIES}) ?(?:[a-z’'-]+ ){{0,4}}(?P<verb>{SIGN}) (?:[a-z0-9’'-]+ ){{0,7}}?with "
        rf"(?P<right>{PARTIES}) (?:[a-z0-9’'-]+ ){{0,6}}{NOUN}",
        rf"(?P<left>{PARTIES}) ?(?:[a-z’'-]+ ){{0,3}}(?P<verb>(?:cooperat|co-operat|collaborat|partner|work(?:ed|"
        rf"ing|s)?(?: closely| together)?|join(?:ed|s)? forces)(?:e|es|ed|ing|s)?) (?:[a-z’'-]+ ){{0,3}}?with "
        rf"(?P<right>{PARTIES})(?P<noun>)?",
    )
)
KINDS = (
    ("exercise", "joint-exercise"),
    ("memorandum", "memorandum"),
    ("mou", "memorandum"),
    ("moc", "memorandum"),
    ("moa", "memorandum"),
    ("treaty", "treaty"),
    ("pact", "treaty"),
    ("accord", "treaty"),
    ("partnership", "partnership"),
    ("alliance", "partnership"),
    ("declaration", "declaration"),
    ("statement", "declaration"),
    ("cooperat", "partnership"),
    ("collaborat", "partnership"),
    ("agreement", "agreement"),
    ("deal", "agreement"),
    ("arrangement", "agreement"),
)
VAGUE = frozenset({"deal", "cooperation", "collaboration"})
NOT_CYBER = re.compile(r"\b(?:merger|acquisition|acquire|lease|peace|ceasefire|trade|plea)\b")
BULLET = re.compile(r"^\s*[•*·–-]\s*")


MAY_TELL = re.compile(
    r"memorand|mou\b|moc\b|moa\b|agreement|treat(?:y|ies)|pact|accord|partner|allianc|arrangement|deal\b|"
    r"letter of intent|joint|cooperat|co-operat|collaborat|work(?:ed|ing|s)? |join(?:ed|s)? forces"
)
"""A sentence without any of these words holds none: most sentences are spared the grammar."""


def find_agreements(coded: Coded) -> Iterator[Event]:
    """Every agreement between at least two parties that the sentence states."""
    if not MAY_TELL.search(coded.text) or NOT_CYBER.search(coded.text):
        return
    seen: set[Span] = set()
    for pattern in PATTERNS:
        for hit in coded.find(pattern):
            parties = _parties(hit)
            if len({t.start for t in parties}) < 2:
                continue
            trigger = hit.span("noun") if hit.match.group("noun") else hit.span("verb")
            if trigger in seen:
                continue
            seen.add(trigger)
            yield _event(coded, hit, parties, trigger)


def _parties(hit: Hit) -> tuple[Thing, ...]:
    things = (*hit.things("left"), *hit.things("right"))
    bodies = tuple(t for t in things if t.kind in ("GovernmentAgency", "Organization"))
    return bodies if len(bodies) >= 2 else tuple(t for t in things if not t.demonym)


def _event(coded: Coded, hit: Hit, parties: tuple[Thing, ...], trigger: Span) -> Event:
    words = hit.match.group("noun") or hit.match.group("verb")
    kind = next((k for stem, k in KINDS if stem in words), "agreement")
    arguments = tuple(sorted({Argument(t.start, t.end, "party", t.kind) for t in parties}))
    return Event(f"agreement/{kind}", trigger, coded.clause.span, arguments, found_by="rule:agreement")


def find_topics(clauses: tuple[Clause, ...], after: int) -> Iterator[Span]:
    """The bullet points that follow the sentence at `after` within the next few sentences."""
    open_list = False
    for clause in clauses[after : after + 12]:
        bullet = BULLET.match(clause.text)
        if bullet and open_list:
            words = re.sub(r"[;,.]?(?: and)?[\s;.,]*$", "", clause.text)
            if len(words) > bullet.end():
                yield Span(clause.span.start + bullet.end(), clause.span.start + len(words))
        elif clause.text.rstrip().endswith(":"):
            open_list = True
        elif open_list and not bullet:
            return

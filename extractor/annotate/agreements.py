"""Agreement grammar: memoranda, treaties, partnerships, and who is party to them."""

import re
from collections.abc import Iterator

from extractor.annotate.coded import UP_TO_3, WORD_START, Coded, Hit
from extractor.annotate.things import Clause, Thing
from extractor.model import Argument, Event, Span

NOUN = (
    "(?P<noun>memorand(?:um|a)(?: of (?:cooperation|co-operation|understanding|agreement|intent))?|mou|moc|moa|"
    "(?:[a-z-]+ )?(?:agreement|treaty|pact|accord|partnership|alliance|arrangement)s?|"
    "(?:cooperation|collaboration|security|defen[cs]e|cyber|sharing|bilateral) deal|deal|letter of intent|"
    "joint (?:[a-z-]+ )?exercises?|joint (?:statement|declaration|communiqu[eé])|cooperation|collaboration)"
)
PARTY = r"<[GOCV]\d+>"
SMALL = "(?:(?!(?:it|they|he|she|that|which)\\b)[a-z’'-]+ )"
"""Words between the parties and their verb; a pronoun would be another party."""
FILL = r"(?: (?!while\b|after\b|but\b)[^<>.;]{1,40}?)?"
BRACKET = r"(?: \( [^()]* \))?"
LIST = rf"(?:(?:the |both )?(?:<D\d+> (?:['’]s )?|<C\d+> (?:['’]s )?(?=<))?{PARTY}(?: \( {PARTY} \))?(?: of <C\d+>)?)"
PARTIES = f"(?:{LIST}(?: ?,? and | ?, | as well as | alongside | together with )?){{1,8}}"
LEFT, RIGHT = f"(?P<left>{PARTIES})", f"(?P<right>{PARTIES})"
WORD = "[a-z0-9’'-]+ "
SIGN = (
    "(?P<verb>(?:sign(?:ed|s|ing)?|ink(?:ed|s)?|conclud(?:e|ed|es)|reach(?:ed|es)?|announc(?:e|ed|es|ing)|"
    "enter(?:ed|s)? into|agree(?:d|s)?(?: on| to)?|establish(?:ed|es)?|renew(?:ed|s)?|extend(?:ed|s)?|"
    "form(?:ed|s)?|launch(?:ed|es)?|finali[sz]ed|formali[sz]ed|expand(?:ed|s)?|deepen(?:ed|s)?|"
    "strengthen(?:ed|s)?|struck|approved|ratified|issued|seal(?:ed|s)?|h[eo]ld(?:s|ing)?|conduct(?:ed|s)?|r[au]n|"
    "sets? up|plan(?:s|ned)? to sign))"
)
TOGETHER = (
    "(?P<verb>(?:cooperat|co-operat|collaborat|partner|work(?:ed|ing|s)?(?: closely| together)?|"
    "join(?:ed|s)? forces)(?:e|es|ed|ing|s)?)"
)
PATTERNS = (
    # X and Y signed a memorandum (with Z)
    re.compile(f"{LEFT} ?{SMALL}{{0,4}}{SIGN} (?:{WORD}){{0,7}}?{NOUN}(?:{BRACKET}{FILL} with {RIGHT})?"),
    # an agreement on X between Y and Z
    re.compile(f"{NOUN}{BRACKET}(?: on [^<>.;]{{1,60}})?{FILL} (?:between|among) {LEFT}"),
    # X signed with Y a memorandum
    re.compile(f"{LEFT} ?{SMALL}{{0,4}}{SIGN} (?:{WORD}){{0,7}}?with {RIGHT} (?:{WORD}){{0,6}}{NOUN}"),
    # X works closely with Y
    re.compile(f"{LEFT} ?{SMALL}{{0,3}}{TOGETHER} {UP_TO_3}with {RIGHT}"),
)
BY_PRONOUN = re.compile(f"{WORD_START}it {SMALL}{{0,3}}{SIGN} (?:{WORD}){{0,7}}?{NOUN}{BRACKET}{FILL} with {RIGHT}")
"""It renewed its pact with Z."""
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
    ("work", "partnership"),
    ("join", "partnership"),
)
NOT_CYBER = re.compile(r"\b(?:merger|acquisition|acquire|lease|peace|ceasefire|trade|plea)\b")
BULLET = re.compile(r"^\s*[•*·–-]\s*")
MAY_TELL = re.compile(
    r"memorand|mou\b|moc\b|moa\b|agreement|treat(?:y|ies)|pact|accord|partner|allianc|arrangement|deal\b|"
    r"letter of intent|joint|cooperat|co-operat|collaborat|work(?:ed|ing|s)? |join(?:ed|s)? forces"
)
"""A sentence without any of these words holds none: most sentences are spared the grammar."""


def find_agreements(coded: Coded, before: Clause | None = None) -> Iterator[Event]:
    """Every agreement between at least two parties that the sentence states. `before`: the last one, for "it"."""
    if not MAY_TELL.search(coded.text) or NOT_CYBER.search(coded.text):
        return
    seen: set[Span] = set()
    for pattern in PATTERNS:
        for hit in coded.find(pattern):
            parties = _parties(hit)
            if len({t.start for t in parties}) < 2:
                continue
            trigger = hit.span("noun" if hit.words("noun") else "verb")
            if trigger in seen:
                continue
            seen.add(trigger)
            yield _event(coded, hit, parties, trigger)
    for hit in coded.find(BY_PRONOUN):
        subject = _meant(coded, hit, before)
        trigger = hit.span("noun")
        if subject and trigger not in seen:
            others = hit.things("right")
            bodies = tuple(t for t in others if t.kind in ("GovernmentAgency", "Organization"))
            yield _event(coded, hit, (subject, *(bodies or others)), trigger)


def _meant(coded: Coded, hit: Hit, before: Clause | None) -> Thing | None:
    """Whom "it" stands for: the first party of its own sentence, else of the sentence before."""
    start = hit.span().start
    own = (t for t in coded.clause.things() if t.end < start)
    return next(filter(_is_party, (*own, *(before.things() if before else ()))), None)


def _is_party(thing: Thing) -> bool:
    is_named = thing.kind in ("GovernmentAgency", "Organization", "Country") and thing.named and not thing.demonym
    return is_named or thing.head in BODIES


BODIES = frozenset({"agency", "agencies", "ministry", "service", "company", "firm", "organisation", "organization"})
"""Heads of descriptions that stand for a party named before ("the agency signed ...")."""


def _parties(hit: Hit) -> tuple[Thing, ...]:
    things = (*hit.things("left"), *hit.things("right"))
    bodies = tuple(t for t in things if t.kind in ("GovernmentAgency", "Organization") or t.head in BODIES)
    return bodies if len(bodies) >= 2 else tuple(t for t in things if not t.demonym)


def _event(coded: Coded, hit: Hit, parties: tuple[Thing, ...], trigger: Span) -> Event:
    words = hit.words("noun") or hit.words("verb")
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

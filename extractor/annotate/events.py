"""Every event of a report: each grammar over each sentence, then who says so, how sure, and when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from extractor.annotate.agreements import find_agreements, find_topics
from extractor.annotate.attributions import find_attributions
from extractor.annotate.clauses import clauses
from extractor.annotate.coded import Coded
from extractor.annotate.cues import modality, stance
from extractor.annotate.found import Name
from extractor.annotate.incidents import find_incidents
from extractor.annotate.joined import joined, of_vulnerabilities
from extractor.annotate.positions import find_positions
from extractor.annotate.responses import find_responses
from extractor.annotate.speech import speaker
from extractor.annotate.things import Clause, Thing
from extractor.annotate.trigger_words import CYBER
from extractor.annotate.when import Dated, find_dates
from extractor.model import Argument, Event, Interval, Mention, Modality, Report, Span

AIM = re.compile(
    r"<[AT]\d+> (?:had |have |also )?(?:aim(?:ed|s|ing)?|sought|seek|seeks|intend(?:ed|s)?|want(?:ed|s)?|hop"
    r"(?:ed|es)|attempted|tried|trying) to (?P<aims>.+)$"
)
AS_SAID: dict[Modality, str] = {
    "denied": "attribution/denies",
    "alleged": "attribution/suspects",
    "hypothetical": "attribution/suspects",
}
"""What the words around an attribution make of it."""
NARROW = 31
"""Days: a stretch longer than this is dated by its beginning, where the text gives one."""
SAID_ON = re.compile(
    r"\b(?:said|says|announced|told \w+|confirmed|reported|wrote|denied|warned|stated|statement|disclosed|"
    r"revealed|published|sanctioned|indicted|charged|blamed|tweeted|admitted|press conference|interview)"
    r"(?: (?:late|early|in an?|to|the|\w+ly))*(?: (?:on|in|last|this))?(?: the)? $"
)
SAID_NEXT = re.compile(
    r"^ (?:said|announced|sanctioned|indicted|charged|blamed|confirmed|disclosed|warned|published|unsealed|"
    r"imposed|denied)\b"
)
"""A date behind these dates the saying, not what is told."""
QUOTED = re.compile(r"(?<![^\s(—–])[“\"](?=\S)([^“”\"]{15,}?)[,.]?(?:(?<=\S)[”\"]|$)")
USED = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|deploy(?:s|ed|ing)?|install(?:s|ed|ing)?|launch(?:es|ed|ing)?|dropp?(?:s|ed|"
    r"ing)?|infect(?:s|ed|ing)?|wield(?:s|ed|ing)?|spread(?:s|ing)?|found|via|with|called|named|dubbed|"
    r"known as|shares)\b",
    re.I,
)
PARTS = re.compile(r",? and to |, (?:and )?(?:to )?")
DEFAULT_KIND: dict[str, str] = {"attacker": "ThreatActor", "victim": "Organization"}


def find_events(
    report: Report, sentences: tuple[Span, ...], names: tuple[Name, ...], read: tuple[Event, ...]
) -> tuple[tuple[Mention, ...], tuple[Event, ...]]:
    """The described or retyped parties that play a role, and the events they play it in.

    read: what the trained model read, in CASIE's terms.
    """
    rows = clauses(report.text, sentences, names)
    dates = find_dates(report.text, report.published)
    cyber = bool(CYBER.search(report.text))
    by_sentence: dict[Span, list[Event]] = {}
    for event in read:
        by_sentence.setdefault(event.sentence, []).append(event)
    events = [e for row in rows for e in _in_clause(row, _Context(rows, dates, cyber, by_sentence.get(row.span, [])))]
    return tuple(_party_mentions(report, rows, events)), tuple(events)


@dataclass(frozen=True, slots=True)
class _Context:
    """What reading one sentence takes from the whole text. `read`: the trained model's events in this sentence."""

    rows: tuple[Clause, ...]
    dates: tuple[Dated, ...]
    cyber: bool
    read: list[Event]


def _in_clause(row: Clause, around: _Context) -> Iterator[Event]:
    if not row.things():
        return
    coded = Coded(row)
    said_by = speaker(coded)
    agreed = tuple(find_agreements(coded, around.rows[row.index - 1] if row.index else None))
    found = joined(row, find_incidents(row, around.cyber), around.read)
    told = (e for e in found if not agreed or _names_a_party(e, row))
    mended = of_vulnerabilities(row, around.read)
    for event in (*told, *find_attributions(coded), *find_responses(coded), *agreed, *mended):
        if placed := _placed(event, row, around, said_by):
            yield placed
    yield from _uses(row)
    yield from find_positions(coded)
    yield from _aims(coded, said_by)
    yield from _speech(row, said_by)


def _names_a_party(event: Event, row: Clause) -> bool:
    """An "agreement on cyber attacks against airlines" tells of no attack: nobody is named as hit."""
    hit = {(a.start, a.end) for a in event.role("victim")}
    return any(t.named and (t.start, t.end) in hit for t in row.things())


def _uses(row: Clause) -> Iterator[Event]:
    """Malware that a sentence says was used, deployed or found, whatever else it tells."""
    malware = [Argument(t.start, t.end, "malware", "Malware") for t in row.things() if t.kind == "Malware"]
    words = USED.search(row.text) if malware else None
    if words:
        trigger = Span(row.span.start + words.start(), row.span.start + words.end())
        yield Event("uses", trigger, row.span, tuple(malware), found_by="rule:uses")


def _speech(row: Clause, said_by: Thing | None) -> Iterator[Event]:
    """Who speaks, and the words in quotation marks."""
    if not said_by or said_by.kind not in ("Person", "GovernmentAgency", "Organization"):
        return
    quotes = [
        Argument(row.span.start + m.start(1), row.span.start + m.end(1), "quote") for m in QUOTED.finditer(row.text)
    ]
    if quotes or said_by.kind == "Person":
        speaks = Argument(said_by.start, said_by.end, "speaker", said_by.kind)
        yield Event(
            "speech",
            Span(said_by.start, said_by.end),
            row.span,
            tuple(sorted([speaks, *quotes])),
            found_by="rule:speech",
        )


def _placed(event: Event, row: Clause, around: _Context, said_by: Thing | None) -> Event | None:
    offset = event.trigger.start - row.span.start
    arguments = list(event.arguments)
    by = {(a.start, a.end) for a in event.role("attacker", "target", "party", "by")}
    if said_by and (said_by.start, said_by.end) not in by:
        arguments.append(Argument(said_by.start, said_by.end, "said-by", said_by.kind))
    dated = _nearest(around.dates, event, row)
    if dated:
        arguments.append(Argument(dated.start, dated.end, "date"))
    if event.kind.startswith("agreement/"):
        arguments += [Argument(s.start, s.end, "topic") for s in find_topics(around.rows, row.index)]
    how = modality(row.text, offset)
    kind = event.kind
    if kind in ("attribution/states", "attribution/suspects"):
        firm = stance(row.text, offset)
        if firm is None:
            return None
        kind = AS_SAID.get(how, "attribution/suspects" if firm == "suspects" else kind)
    if kind.startswith(("attribution/", "sponsor")):
        how = "asserted"
    return replace(event, kind=kind, arguments=tuple(sorted(arguments)), modality=how, when=_interval(dated))


def _interval(dated: Dated | None) -> Interval | None:
    """The date itself; of a long stretch ("since June 2017") its beginning."""
    if not dated:
        return None
    days = (date.fromisoformat(dated.interval.latest) - date.fromisoformat(dated.interval.earliest)).days
    return dated.begin if days > NARROW else dated.interval


def _nearest(dates: tuple[Dated, ...], event: Event, row: Clause) -> Dated | None:
    """The date in the sentence that stands nearest to the trigger."""
    inside = [d for d in dates if row.span.start <= d.start and d.end <= row.span.end and not _dates_speech(d, row)]
    return min(inside, key=lambda d: (d.kind == "weak", abs(d.start - event.trigger.start), d.start), default=None)


def _dates_speech(dated: Dated, row: Clause) -> bool:
    before, after = row.text[: dated.start - row.span.start], row.text[dated.end - row.span.start :]
    return bool(SAID_ON.search(before) or (before.endswith("on ") and SAID_NEXT.match(after)))


def _aims(coded: Coded, said_by: Thing | None) -> Iterator[Event]:
    """What the attackers wanted, each aim a span of its own."""
    for hit in coded.find(AIM):
        span = hit.span("aims")
        begin = span.start - coded.clause.span.start
        words = coded.clause.text[begin : span.end - coded.clause.span.start].rstrip(' .”"')
        words = re.sub(r",? (?:[\w’'. -]{2,40} (?:said|says|added)|according to .*)$", "", words)
        arguments = [Argument(s.start, s.end, "aim") for s in _split(words, span.start)]
        if said_by:
            arguments.append(Argument(said_by.start, said_by.end, "said-by", said_by.kind))
        yield Event("objective", span, coded.clause.span, tuple(sorted(arguments)), found_by="rule:objective")


def _split(words: str, offset: int) -> Iterator[Span]:
    start = 0
    for match in [*PARTS.finditer(words), None]:
        end = match.start() if match else len(words)
        if end - start > 8:
            yield Span(offset + start, offset + end)
        start = match.end() if match else end


def _party_mentions(report: Report, rows: tuple[Clause, ...], events: list[Event]) -> Iterator[Mention]:
    """Things that play a part in an event: described parties, and names whose kind the description told."""
    used = {(a.start, a.end) for e in events for a in e.arguments}
    for row in rows:
        for thing in row.things():
            if (thing.start, thing.end) in used:
                kind = thing.kind or DEFAULT_KIND[thing.side]
                yield report.mention(thing.start, thing.end, kind, "rule:nominal")  # type: ignore[arg-type]

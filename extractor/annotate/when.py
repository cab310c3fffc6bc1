"""Dates in running text, resolved against the day of publication. Pure text: no model, no third-party library.

A first pass reads each date by itself (`Named`, or `Dated` where it is already certain); a second gives dates without
a year the one their neighbours or the publication day imply; a third joins ranges ("between May and July 2017").

Choices where the text leaves one open:
- "05/06/2022" may be June or May: the interval covers both, unless one of them lies after publication.
- a month without a year takes the year of a date named earlier in its sentence, else it is the most recent one at
  publication; a day may lie up to two weeks ahead ("on 3 August" printed on 29 July). Without a publication date, the
  nearest year named before, else after; else the date is left out.
- "on Tuesday" includes the day of publication, "last Tuesday" does not.
- "since 2013" runs to publication; when that is unknown, to the end of the period it names.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from extractor.annotate import when_words as words
from extractor.annotate.folding import lower_keeping_length
from extractor.annotate.when_absolute import month, numeric, season, with_part, year
from extractor.annotate.when_relative import counted, spoken, weekday, weekend
from extractor.annotate.when_words import Named, Reading
from extractor.model import Interval

DateKind = Literal["absolute", "relative", "duration-start", "range", "weak"]

_SINCE = re.compile(
    r"(?<!\w)(?:(?:ever\s)?since|(?:starting|beginning|commencing|dating|going)(?:\sback)?(?:\s(?:in|on|to|"
    r"from|with))?|"
    r"as\s(?:early|far\sback|long\sago)\sas|from\sat\sleast|seit|з|із|с)"
    r"(?:\s(?:at\sleast|about|around|approximately|roughly|or|the|in|on|as\searly\sas|as\sfar\sback\sas))*\s$"
)
_FROM = re.compile(
    r"(?<!\w)(?:between|from|period\sof|von|zwischen|з|із|с)\s(?:at\sleast\s|about\s|around\s)?(?:the\s)?$"
)
_BEFORE = re.compile(r"(?<!\w)(?:before|prior\sto|until|till|pre-)\s?(?:the\s)?$")
_TO = re.compile(
    r"(?P<dash>\s?[-–—]\s?)|\s(?:to|until|till|through|up\sto|bis|до|по)\s(?:at\sleast\s|about\s|"
    r"as\slate\sas\s|the\s)?(?:in\s)?"
)
_AND = re.compile(r"\s(?:and|und|і|та|и)\s(?:in\s|on\s)?(?:the\s)?|,\s|\sor\s")
_OPEN_END = re.compile(r"(?:\s?[-–—]\s?|\s(?:to|until|till|through)\s)(?:the\s)?(?:present|now|today|this\sday)(?!\w)")
_ONWARDS = re.compile(r"\s(?:onwards?|on)(?=[\s,.;](?!\w+day))")
NEAR = 200
"""Dates that are looked through for a year, before and after one without."""
_SENTENCE_END = re.compile(r"[.!?]\s+[A-ZА-ЯІЇЄ“\"]|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Dated:
    """Words that say when. `begin` is the first period of a range ("since June 2017": June), else the interval itself.

    `kind`: absolute; relative (counted from publication); range; duration-start ("since 2013", runs on to publication);
    weak (bare years, "recently", "before 2014": use when nothing else is there).
    """

    start: int
    end: int
    interval: Interval
    kind: DateKind
    begin: Interval


def find_dates(text: str, published: str | None) -> tuple[Dated, ...]:
    """The dates that `text` names, in text order, not overlapping.

    Args:
        text: an article, a sentence; offsets of the answer point into it.
        published: ISO date (a time after it is ignored) that relative words count from; None leaves them out.

    Raises:
        ValueError: `published` is no ISO date.
    """
    today = date.fromisoformat(published[:10]) if published else None
    reading = Reading(text, lower_keeping_length(text), today)
    found = _with_years(list(_first_pass(reading)), reading)
    return tuple(_joined(found, reading))


def _first_pass(reading: Reading) -> Iterator[Named]:
    end = 0
    for match in words.ANCHOR.finditer(reading.low):
        if match.start() < end:
            continue
        named = _READERS[match.lastgroup or ""](reading, match)
        if named and named.start >= end:
            end = named.end
            if _is_possible(named):
                yield named


def _is_possible(named: Named) -> bool:
    """Does the calendar have this day (in a leap year, if the year is open)?"""
    try:
        words.period(replace(named, year=named.year or 2024))
    except ValueError:
        return False
    return True


def _unit(reading: Reading, match: re.Match[str]) -> Named | None:
    named = counted(reading, match)
    return with_part(reading, named) if named and named.year else named


_READERS: dict[str, Callable[[Reading, re.Match[str]], Named | None]] = {
    "numeric": numeric,
    "year": year,
    "month": month,
    "weekday": weekday,
    "weekend": weekend,
    "season": season,
    "unit": _unit,
    "now": spoken,
}


def _with_years(found: list[Named], reading: Reading) -> list[Named]:
    """`found` with missing years filled in; what no year can be found for is left out."""
    years = [n.year for n in found]
    for i in reversed(range(len(found) - 1)):  # "May and June 2017": the year stands with the last
        if not years[i] and not found[i].fixed and years[i + 1] and _is_linked(found[i], found[i + 1], reading):
            years[i] = years[i + 1] - (found[i].month > found[i + 1].month > 0)
    for i, named in enumerate(found):
        if not years[i] and not named.fixed:
            years[i] = _year_before(found, years, i, reading) or _year_at(named, reading.today) or _year_near(found, i)
    filled = [replace(n, year=y) for n, y in zip(found, years, strict=True) if y or n.fixed]
    return [n for n in filled if n.fixed or _is_possible(n)]


def _is_linked(a: Named, b: Named, reading: Reading) -> bool:
    gap = reading.low[a.end : b.start]
    return bool(_TO.fullmatch(gap) or _AND.fullmatch(gap))


def _year_before(found: list[Named], years: list[int], i: int, reading: Reading) -> int:
    """The year of the last month named with its year in the same sentence, or the next one where a range passes it."""
    for j in reversed(range(max(0, i - NEAR), i)):
        if _SENTENCE_END.search(reading.text, found[j].end, found[j + 1 if j + 1 == i else j + 2].start):
            return 0
        if years[j] and found[j].month and not found[j].relative:
            is_range = _TO.fullmatch(reading.low[found[j].end : found[i].start])
            return years[j] + (1 if is_range and found[i].month < found[j].month else 0)
    return 0


def _year_at(named: Named, today: date | None) -> int:
    """The year that makes a month (or a day) the most recent one at `today`."""
    if not today:
        return 0
    if not named.day:
        return today.year - (named.month > today.month)
    horizon = today + timedelta(days=14)
    for guess in (today.year + 1, today.year):
        try:
            if date(guess, named.month, named.day) <= horizon:
                return guess
        except ValueError:  # 29 February
            continue
    return today.year - 1


def _year_near(found: list[Named], i: int) -> int:
    """The nearest year named before `found[i]`, else after; bare years only if there is no other."""
    before, after = found[max(0, i - NEAR) : i][::-1], found[i + 1 : i + 1 + NEAR]
    for soft in (False, True):
        for named in (*before, *after):
            if named.year and named.soft == soft:
                return named.year
    return 0


def _joined(found: list[Named], reading: Reading) -> Iterator[Dated]:
    i = 0
    while i < len(found):
        pair = _range(found[i], found[i + 1], reading) if i + 1 < len(found) else None
        yield pair or _single(found[i], reading)
        i += 2 if pair else 1


def _range(a: Named, b: Named, reading: Reading) -> Dated | None:
    gap = reading.low[a.end : b.start]
    if a.fixed or b.fixed or len(gap) > 25:
        return None
    between = _FROM.search(reading.low, max(0, a.start - 30), a.start)
    to = _TO.fullmatch(gap)
    if not to and not (between and between[0].startswith("between") and _AND.fullmatch(gap)):
        return None
    (first, a_end), (_, last) = words.period(a), words.period(b)
    if first > last or (to and to["dash"] and bool(a.month) != bool(b.month)):
        return None
    start = between.start() if between else a.start
    text = reading.text[start : b.end]
    precision = words.precision(a) if a_end <= last else "interval"  # "March to 12 March": no longer than the range
    begin = words.interval(first, min(a_end, last), precision, reading.text[a.start : a.end])
    return Dated(start, b.end, words.interval(first, last, "interval", text), "range", begin)


def _single(named: Named, reading: Reading) -> Dated:
    if named.fixed:
        first, last = named.fixed
        whole = words.interval(first, last, named.fixed_precision, reading.text[named.start : named.end])
        kind: DateKind = "relative" if named.relative else "absolute"
        return Dated(named.start, named.end, whole, "weak" if named.soft else kind, whole)
    return _since(named, reading) or _point(named, reading)


def _since(named: Named, reading: Reading) -> Dated | None:
    since = _SINCE.search(reading.low, max(0, named.start - 50), named.start)
    start, end = since.start() if since else named.start, named.end
    if not since:
        opening = _FROM.search(reading.low, max(0, named.start - 20), named.start)
        closing = _OPEN_END.match(reading.low, named.end) or (opening and _ONWARDS.match(reading.low, named.end))
        if not closing:
            return None
        start, end = opening.start() if opening else start, closing.end()
    first, begin_end = words.period(named)
    last = max(begin_end, reading.today or begin_end)
    begin = words.interval(first, begin_end, words.precision(named), reading.text[named.start : named.end])
    return Dated(start, end, words.interval(first, last, "interval", reading.text[start:end]), "duration-start", begin)


def _point(named: Named, reading: Reading) -> Dated:
    first, last = words.period(named)
    if named.relative and reading.today and first <= reading.today:
        last = min(last, reading.today)
    whole = words.interval(first, last, words.precision(named), reading.text[named.start : named.end])
    kind: DateKind = "relative" if named.relative else "absolute"
    if named.soft or _BEFORE.search(reading.low, max(0, named.start - 16), named.start):
        kind = "weak"
    return Dated(named.start, named.end, whole, kind, whole)

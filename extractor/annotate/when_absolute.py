"""Dates that name a day, month, season or year: 29 July 2022, 07/29/2022, early May, Q3 2021, in 2016."""

import re
from dataclasses import replace
from datetime import date

from extractor.annotate import when_words as words
from extractor.annotate.when_words import Named, Reading


def numeric(reading: Reading, match: re.Match[str]) -> Named | None:
    """2022-07-29, 29.07.2022, 07/29/2022."""
    if match.start() and reading.low[match.start() - 1] in ".-/":
        return None
    a, b, c = (int(n) for n in re.split(r"[-/.]", match[0]))
    named = Named(match.start(), match.end())
    if a > 31:
        return _on(named, a, b, c)
    dotted = "." in match[0]
    if c < 100:
        if dotted:
            return None
        c += 2000
    if dotted or a > 12:
        return _on(named, c, b, a)
    return _on(named, c, a, b) if b > 12 or a == b else _either(named, (c, a, b), reading.today)


def _on(named: Named, year: int, month: int, day: int) -> Named | None:
    if not (1980 <= year <= 2039 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return replace(named, year=year, month=month, day=day)


def _either(named: Named, numbers: tuple[int, int, int], today: date | None) -> Named | None:
    """A slash date that can be read both ways."""
    year, a, b = numbers
    readings = [_on(named, year, a, b), _on(named, year, b, a)]
    past = [n for n in readings if n and today and words.period(n)[0] <= today]
    if len(past) == 1:
        return past[0]
    days = sorted(words.period(n) for n in readings if n)
    return replace(named, fixed=(days[0][0], days[-1][1])) if days else None


def month(reading: Reading, match: re.Match[str]) -> Named | None:
    """29 July 2022, July 29, July 2022, in July."""
    low, start = reading.low, match.start()
    left = words.DAYS_BEFORE.search(low, max(0, start - 40), start)
    after = words.AFTER_MONTH.match(low, match.end())
    if after is None:
        return None
    if left and after["first"]:
        after = words.YEAR_AFTER.match(low, match.end()) or after
    days = left or after
    end = after.end() if after["year"] or (after["first"] and not left) else match.end()
    named = Named(
        left.start() if left else start,
        end,
        year=int(after["year"] or 0),
        month=words.MONTHS[match[0]],
        day=_ordinal(days["first"]),
        last_day=_ordinal(days["last"]),
    )
    if not named.day:
        return _whole_month(reading, match, named)
    return None if _is_verb(reading, match) and not named.year else _with_weekday(reading, named)


def _ordinal(digits: str | None) -> int:
    return int(re.sub(r"\D", "", digits)) if digits else 0


def _with_weekday(reading: Reading, named: Named) -> Named:
    before = words.WEEKDAY_BEFORE.search(reading.low, max(0, named.start - 12), named.start)
    return replace(named, start=before.start()) if before else named


def _is_verb(reading: Reading, match: re.Match[str]) -> bool:
    return match[0] in {"may", "march", "mar", "mai"} and reading.text[match.start()].islower()


def _whole_month(reading: Reading, match: re.Match[str], named: Named) -> Named | None:
    named = with_part(reading, named)
    if named.year:
        return named
    if match[0] not in words.FULL_MONTHS:
        return None
    relative = words.MONTH_RELATIVE.search(reading.low, max(0, named.start - 6), named.start)
    if relative and reading.today:
        return replace(_month_near(named, relative[1], reading.today), start=relative.start())
    return named if named.part or words.is_month_alone(reading, match.start(), match.end()) else None


def _month_near(named: Named, which: str, today: date) -> Named:
    """As in "last March", "this June", "next May"."""
    year = today.year
    if which == "next":
        year += named.month <= today.month
    elif which == "last":
        year -= named.month >= today.month
    return replace(named, year=year, relative=True)


def with_part(reading: Reading, named: Named) -> Named:
    """`named` narrowed by "early", "the first half of" ... before it."""
    part = words.PART_BEFORE.search(reading.low, max(0, named.start - 40), named.start)
    if not part or (part["part"] in {"later", "earlier"} and not named.relative):
        return named
    return replace(named, start=part.start(), part=re.sub(r"\s+", " ", part["part"]))


def year(reading: Reading, match: re.Match[str]) -> Named | None:
    """2014, 2014-06, 2014 Q3, in early 2014."""
    if not words.is_year(reading, match.start(), match.end()):
        return None
    start, end, year = match.start(), match.end(), int(match[0])
    iso = words.MONTH_AFTER_YEAR.match(reading.low, end)
    if iso and int(iso[1]) <= year % 100:  # 2014-06, but 2009-10 and 2014-16 are ranges
        return Named(start, iso.end(), year, month=int(iso[1]))
    if second := words.SECOND_YEAR.match(reading.low, end):  # 2014-16
        last = year - year % 100 + int(second[1])
        days = date(year, 1, 1), date(max(year, last), 12, 31)
        return Named(start, second.end(), year, fixed=days) if last > year else None
    if quarter := words.AFTER_YEAR_QUARTER.match(reading.low, end):
        return Named(start, quarter.end(), year, part=quarter["part"])
    named = with_part(reading, Named(start, end, year))
    soft = not named.part and not words.YEAR_CUE.search(reading.low, max(0, start - 16), start)
    return replace(named, soft=soft)


def season(reading: Reading, match: re.Match[str]) -> Named | None:
    """Summer 2020, last winter."""
    low, today = reading.low, reading.today
    named = Named(match.start(), match.end(), season=match[0])
    if year := words.YEAR_AFTER.match(low, match.end()):
        return replace(named, end=year.end(), year=int(year["year"])) if year["year"] else None
    which = words.MONTH_RELATIVE.search(low, max(0, match.start() - 6), match.start())
    if not (which and today):
        return None
    year_now = today.year - (which[1] == "last" and words.SEASONS[match[0]] >= today.month - 2)
    return replace(named, start=which.start(), year=year_now + (which[1] == "next"), relative=True)

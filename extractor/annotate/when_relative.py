"""Dates that count from the day of publication: yesterday, on Tuesday, two weeks ago, just weeks after."""

import re
from dataclasses import replace
from datetime import date, timedelta

from extractor.annotate import when_words as words
from extractor.annotate.when_words import Named, Reading
from extractor.model import Precision

_COUNT = r"(?P<count>several|(?:a\s|the\s)?(?:few|couple)(?:\sof)?|many|some|\d{1,3}|" + "|".join(words.NUMBERS) + ")"
_WHICH = re.compile(r"(?<!\w)(?:(?P<part>earlier|later)\s)?(?:in\s)?(?P<which>this|last|next|the)\s$")
_WINDOW = re.compile(rf"(?<!\w)(?:the\s|these\s)?(?P<which>last|past|recent)\s(?:{_COUNT}[\s-])?$")
_COUNTED = re.compile(rf"(?<!\w){_COUNT}[\s-]$")
_CLOSE = re.compile(r"(?:(?<!\w)(?:just|only|merely|barely|mere|comes?|coming|came)\s(?:a\s)?)+$")
_OVER_WEEKEND = re.compile(r"(?<!\w)(?:over|during|at|this|last|past)\s(?:the\s)?(?:past\s|last\s)?$")
_NOT_A_DAY = re.compile(r"(?<!\w)(?:every|each|patch|black|cyber|super|giving|good|ash|palm|bloody|a|any)\s$")
_SHIFT = re.compile(r"(?<!\w)(?P<which>last|next|this past|past)\s$")
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30.4, "year": 365.25}
_VAGUE = {"": (1, 6), "several": (3, 8), "few": (2, 5), "couple": (2, 3), "many": (3, 10), "some": (2, 6)}
"""How many units "weeks ago", "several weeks ago" ... mean: at least, at most."""


def weekday(reading: Reading, match: re.Match[str]) -> Named | None:
    """The day "on Tuesday" means: the most recent at publication, that day included."""
    low, today = reading.low, reading.today
    if today is None or reading.text[match.start()].islower() or words.DATE_AFTER_WEEKDAY.match(low, match.end()):
        return None
    if _NOT_A_DAY.search(low, max(0, match.start() - 8), match.start()):
        return None
    shift = _SHIFT.search(low, max(0, match.start() - 11), match.start())
    back = (today.weekday() - words.WEEKDAYS.index(match[0])) % 7
    if shift and shift["which"] == "next":
        back -= 7
    elif shift and back == 0:
        back = 7
    start = shift.start() if shift else match.start()
    return _fixed(start, match.end(), today - timedelta(days=back))


def spoken(reading: Reading, match: re.Match[str]) -> Named | None:
    """today, yesterday, overnight, recently ..."""
    today = reading.today
    if today is None or reading.low[max(0, match.start() - 4) : match.start()] == "usa ":
        return None
    day, start, end = timedelta(days=1), match.start(), match.end()
    if match[0] == "recently":
        return replace(_fixed(start, end, today - 30 * day, today), soft=True)
    if match[0] == "overnight":
        return _fixed(start, end, today - day, today)
    if match[0] == "yesterday" and reading.low.endswith("the day before ", 0, start):
        return _fixed(start - len("the day before "), end, today - 2 * day)
    return _fixed(start, end, today + {"yesterday": -day, "tomorrow": day}.get(match[0], 0 * day))


def counted(reading: Reading, match: re.Match[str]) -> Named | None:
    """Forms around a unit of time: last month, earlier this week, two days ago, just weeks after, in recent months."""
    if reading.today is None:
        return None
    low, start, end = reading.low, match.start(), match.end()
    if low.startswith(" ago", end) and not low[end + 4 : end + 5].isalnum():
        return _ago(reading, match)
    if low.startswith(" after ", end):
        return _after(reading, match)
    window = _WINDOW.search(low, max(0, start - 35), start)
    if window and (named := _window(window, match, reading.today)):
        return named
    which = _WHICH.search(low, max(0, start - 20), start)
    return _calendar(which, match, reading.today) if which else None


def _fixed(start: int, end: int, first: date, last: date | None = None, precision: Precision = "interval") -> Named:
    if last is None or last == first:
        return Named(start, end, relative=True, fixed=(first, first), fixed_precision="day")
    return Named(start, end, relative=True, fixed=(first, last), fixed_precision=precision)


def weekend(reading: Reading, match: re.Match[str]) -> Named | None:
    """The weekend before publication, or the one it lies in."""
    today = reading.today
    if today is None:
        return None
    before = _OVER_WEEKEND.search(reading.low, max(0, match.start() - 22), match.start())
    if not before:
        return None
    sunday = today - timedelta(days=(today.weekday() + 1) % 7)
    first = sunday - timedelta(days=1) if today.weekday() != 5 else today
    return _fixed(before.start(), match.end(), first, max(first, sunday))


def _amount(count: str | None) -> tuple[int, int, bool]:
    """Units at least, units at most, and whether the text gives a number."""
    word = re.sub(r"^(?:a|the)\s|\sof$", "", count or "")
    if word.isdigit() or word in words.NUMBERS:
        number = int(word) if word.isdigit() else words.NUMBERS[word]
        return number, number, True
    return (*_VAGUE.get(word, _VAGUE[""]), False)


def _ago(reading: Reading, match: re.Match[str]) -> Named | None:
    today, unit = reading.today, match[0].removesuffix("s")
    if today is None:
        return None
    count = _COUNTED.search(reading.low, max(0, match.start() - 18), match.start())
    if not count and unit == match[0]:
        return None
    start, end = count.start() if count else match.start(), match.end() + len(" ago")
    least, most, exact = _amount(count["count"] if count else None)
    if most * _DAYS[unit] > 40 * 365:
        return None
    return _back(start, end, today, (least, most, exact, unit))


def _back(start: int, end: int, today: date, amount: tuple[int, int, bool, str]) -> Named:
    """`amount` before `today`, as fine as the unit: two months ago is a month, two weeks ago is a week."""
    least, most, exact, unit = amount
    first, last = today - timedelta(days=most * _DAYS[unit]), today - timedelta(days=least * _DAYS[unit])
    if not exact:
        return _fixed(start, end, words.half_month(first) if most * _DAYS[unit] > 20 else first, last)
    if unit == "year":
        return Named(start, end, today.year - most, relative=True)
    if unit == "month":
        month = words.months_before(today, most)
        return Named(start, end, month.year, month.month, relative=True)
    slack = timedelta(days=3 if unit == "week" else 0)
    return _fixed(start, end, first - slack, min(last + slack, today))


def _after(reading: Reading, match: re.Match[str]) -> Named | None:
    """As in "comes just weeks after X": X lies that far before publication. A count alone may start from any event."""
    low, today, unit = reading.low, reading.today, match[0].removesuffix("s")
    if today is None:
        return None
    count = _COUNTED.search(low, max(0, match.start() - 18), match.start())
    start = count.start() if count else match.start()
    close = _CLOSE.search(low, max(0, start - 25), start)
    least, most, exact = _amount(count["count"] if count else None)
    if (exact and not close) or (not count and unit == match[0]) or most * _DAYS[unit] > 3660:
        return None
    end = match.end() + len(" after")
    start = start - len("just ") if low.endswith("just ", 0, start) else start
    if exact:
        return _back(start, end, today, (least, most, exact, unit))
    first = today - timedelta(days=most * _DAYS[unit])
    return _fixed(start, end, words.half_month(first) if unit not in {"hour", "day"} else first, today)


def _window(window: re.Match[str], match: re.Match[str], today: date) -> Named | None:
    """As in "in recent weeks", "over the past 24 hours", "the last three months"."""
    is_plural, unit = match[0].endswith("s"), match[0].removesuffix("s")
    if not is_plural and window["which"] != "past":
        return None
    if is_plural and window["which"] == "last" and not window["count"]:
        return None  # "the last days of March"
    most = _amount(window["count"])[1] if window["count"] or is_plural else 1
    if most * _DAYS[unit] > 40 * 365:
        return None
    first = today - timedelta(days=max(1, round(most * _DAYS[unit])))
    return _fixed(window.start(), match.end(), first, today)


def _calendar(which: re.Match[str], match: re.Match[str], today: date) -> Named | None:
    """As in "last week", "earlier this month", "later this year"."""
    unit, part = match[0], which["part"]
    if unit not in {"week", "month", "year"} or (which["which"] == "the" and not part):
        return None
    shift = {"last": -1, "next": 1}.get(which["which"], 0)
    named = Named(which.start(), match.end(), relative=True)
    if unit == "week":
        first = words.monday(today) + timedelta(days=7 * shift)
        return _cut(named, first, first + timedelta(days=6), part, today)
    if unit == "month":
        first = words.months_before(today, -shift)
        if part:
            return _cut(named, first, words.month_end(first), part, today)
        return replace(named, year=first.year, month=first.month)
    year = today.year + shift
    if part:
        return _cut(named, date(year, 1, 1), date(year, 12, 31), part, today)
    return replace(named, year=year)


def _cut(named: Named, first: date, last: date, part: str | None, today: date) -> Named:
    """A period that publication lies in ends there ("earlier this month"), or begins there ("later this month")."""
    if part == "later":
        first = min(max(first, today), last)
    elif first <= today:
        last = min(last, today)
    return _fixed(named.start, named.end, first, last)

"""The words dates are made of, and what they mean on a calendar.

Everything here reads lower-cased text. Vague words get a fixed meaning, so that two runs and two articles agree:
early/mid/late are thirds of a month or year, winter 2020 is December 2019 to February 2020.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.model import Interval, Precision

_ENGLISH = tuple("january february march april may june july august september october november december".split())
_FOREIGN = (
    "januar februar märz april mai juni juli august september oktober november dezember",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
)
FULL_MONTHS: frozenset[str] = frozenset(_ENGLISH)
MONTHS: dict[str, int] = {
    **{name: i for names in _FOREIGN for i, name in enumerate(names.split(), 1)},
    **{name[:3]: i for i, name in enumerate(_ENGLISH, 1)},
    **{name: i for i, name in enumerate(_ENGLISH, 1)},
    "sept": 9,
}
WEEKDAYS: tuple[str, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS: dict[str, int] = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each season (northern, meteorological)."""

_COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBERS: dict[str, int] = {word: i for i, word in enumerate(_COUNTS, 1)} | {"a": 1, "an": 1}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|-го|-го)?"
_YEAR = r"(?:19[89]|20[0-3])\d"
_AND = r"\s?(?:-|–|—)\s?|\s(?:and|to|or|&|through|until|bis|und|до|по|і|та|и)\s(?:the\s)?"
_WEEKDAY_PREFIX = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"

ANCHOR = re.compile(
    rf"""(?<!\w)(?:
      (?P<numeric>\d{{4}}([-/.])\d\d?\2\d\d?|\d\d?([/.])\d\d?\3(?:\d{{4}}|\d\d))(?!\d|[-/.]\d)
    | (?P<year>{_YEAR})(?!\w)
    | (?P<month>{_MONTH})(?!\w)
    | (?P<weekday>{"|".join(WEEKDAYS)})(?!\w)
    | (?P<season>spring|summer|autumn|fall|winter)(?!\w)
    | (?P<weekend>weekend)(?!\w)
    | (?P<unit>days?|weeks?|months?|years?|hours?)(?!\w)
    | (?P<now>today|yesterday|tomorrow|tonight|overnight|recently|this\s(?:morning|afternoon|evening))(?!\w)
    )""",
    re.VERBOSE,
)

DAYS_BEFORE = re.compile(
    rf"(?:(?<!\w){_WEEKDAY_PREFIX}\.?,?\s)?(?:the\s)?(?<![\w.,/:$€£#-])(?P<first>{_DAY})\.?"
    rf"(?:(?:{_AND}|,\s)(?P<last>{_DAY})\.?)*\s(?:of\s)?$"
)
"""Days that stand before a month: "29th of ", "3 and 5 ", "Fri, 29 "."""

WEEKDAY_BEFORE = re.compile(rf"(?<!\w){_WEEKDAY_PREFIX}\.?,?\s\(?$")
AFTER_MONTH = re.compile(
    rf"\.?(?:(?:\s|(?<=\.))(?:the\s)?(?P<first>{_DAY})(?!\d|[:.,]\d|%|\s(?:million|billion|percent))"
    rf"(?:(?:{_AND})(?P<last>{_DAY})(?!\d|:|\.\d|\s(?:{_MONTH})\b))?)?"
    rf"(?:,?\s(?:of\s)?(?P<year>{_YEAR})(?!\w|[.,]\d))?"
)
"""What stands after a month: ". 12 and 13, 2017", " of 2017"."""

YEAR_AFTER = re.compile(rf"(?P<first>)(?P<last>),?\s(?:of\s|in\s)?(?P<year>{_YEAR})(?!\w|[.,]\d)")
MONTH_AFTER_YEAR = re.compile(r"-(0[1-9]|1[0-2])(?![\w-])")
SECOND_YEAR = re.compile(r"[-–/](\d\d)(?![\w-])")
DATE_AFTER_WEEKDAY = re.compile(rf",?\s\(?(?:the\s)?(?:{_DAY}\.?\s(?:of\s)?)?(?:{_MONTH})(?!\w)")
MONTH_RELATIVE = re.compile(r"(?<!\w)(last|this|next)\s$")

_MONTH_CUE = re.compile(
    r"(?<!\w)(?:in|since|until|till|during|of|throughout|through|after|before|around|between|and|to|by|from|"
    r"the|\w+ing)\s$|[-–—/]\s?$"
)
_SURE_CUE = re.compile(r"(?<!\w)(?:in|since|until|till|during|throughout|between)\s$")
_MONTH_FOLLOWS = re.compile(
    rf"(?:\s?[-–—/]\s?|\s(?:and|to|or|through|until)\s)(?:early\s|mid[-\s]|late\s)?(?:{_DAY}\s)?(?:{_MONTH})(?!\w)"
)
_PERSON_NAMES = frozenset({"may", "april", "june", "august"})

YEAR_CUE = re.compile(
    r"(?<!\w)(?:in|since|during|by|until|till|from|through|throughout|between|before|after|around|circa|year|"
    r"у|в|з|с|im|jahr|seit)\s(?:at\sleast\s)?$"
)
_NOT_A_YEAR_BEFORE = re.compile(
    r"(?:[-/.,:$€£#+&=_@'’\d]|(?<!\w)(?:windows|office|server|exchange|word|excel|sharepoint|outlook|studio|"
    r"powerpoint|access|project|"
    r"visio|acrobat|photoshop|dynamics|creator|version|v|edition|cve|cve-|build|unit|room|port|route|pin|code|"
    r"number|no\.|error|"
    r"over|than|about|nearly|almost|some|approximately|roughly|exactly|model|fiscal|fy)\s"
    rf"(?:{_YEAR}(?:\sr2|\ssp\d)?(?:,?\s(?:and|or)\s|,\s|/))*)$"
)
_YEAR_RANGE_BEFORE = re.compile(rf"(?:(?<!\w){_YEAR}\s?[-–—/]|(?<!\w)(?:mid|early|late)-|[\s(\[]['’])$")
_NOT_A_YEAR_AFTER = re.compile(
    rf"[.,:]\d|[-–](?!{_YEAR}(?!\d)|\d\d(?![\w-])|[^\W\d]+(?!\w)|\W)|%|\s?(?:r2|sp\d)(?!\w)|\s(?:users?|people|"
    r"persons?|computers?|devices?|"
    r"customers?|accounts?|clients?|times|victims|records|employees|workers|servers?|sites|websites|pages|"
    r"machines|hours|hrs|gmt|utc|est|"
    r"dollars|euros|pounds|miles|kilomet\w+|met\w+|companies|organi[sz]ations|systems|patients|pcs|percent|"
    r"bitcoins?|btc|mhz|bytes|"
    r"files|emails|e-mails|domains|addresses|computers|students|members|million|billion|mb|kb|gb)(?!\w)"
)

PART_BEFORE = re.compile(
    r"(?<!\w)(?:the\s)?(?:(?P<part>early|mid|middle|late|later|earlier|(?:beginning|start)(?!\s(?:in|on)\s)|end|"
    r"(?:first|second|1st|2nd|last)\shalf|h[12]|(?:first|second|third|fourth|last|1st|2nd|3rd|4th)\squarter|q[1-4]|"
    r"(?:first|last)\s(?:days|weeks|months))(?:-|\s)(?:(?:of|in|to)\s)?(?:the\s)?(?:year\s|month\sof\s)?)$"
)
AFTER_YEAR_QUARTER = re.compile(r"[ -](?P<part>q[1-4]|h[12])(?!\w)")

_THIRDS = {"early": 0, "beginning": 0, "start": 0, "first days": 0, "first weeks": 0, "first months": 0, "earlier": 0}
_THIRDS |= {"mid": 1, "middle": 1, "late": 2, "end": 2, "last days": 2, "last weeks": 2, "last months": 2, "later": 2}
_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}


@dataclass(frozen=True, slots=True)
class Named:
    """A period as the text names it; the year may still be missing (0), and so may the rest.

    `soft`: a bare year nobody says is a date ("the 2016 election").  `relative`: counted from the publication date.
    `fixed`: the days themselves, where they are certain.
    """

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    last_day: int = 0
    part: str = ""
    season: str = ""
    soft: bool = False
    relative: bool = False
    fixed: tuple[date, date] | None = None
    fixed_precision: Precision = "interval"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is being read: the text, the same in lower case, and the day of publication."""

    text: str
    low: str
    today: date | None


def period(named: Named) -> tuple[date, date]:
    """First and last day of what `named` names. Raises ValueError for a day the calendar does not have."""
    if named.fixed:
        return named.fixed
    if named.day:
        last = max(named.day, named.last_day)
        return date(named.year, named.month, named.day), date(named.year, named.month, last)
    if named.season:
        return _season(named.year, SEASONS[named.season])
    if named.month:
        length = monthrange(named.year, named.month)[1]
        return _portion(named.part, date(named.year, named.month, 1), length)
    return _year_portion(named.part, named.year)


def precision(named: Named) -> Precision:
    """How fine the text is: thirds, seasons, quarters and runs of days are intervals."""
    if named.day:
        return "interval" if named.last_day > named.day else "day"
    if named.part or named.season:
        return "interval"
    return "month" if named.month else "year"


def interval(first: date, last: date, kind: Precision, words: str) -> Interval:
    """The `Interval` from `first` to `last`, both included."""
    return Interval(first.isoformat(), last.isoformat(), kind, words)


def half_month(day: date) -> date:
    """The 1st or 15th before `day`: vague words ("weeks after") promise nothing finer."""
    return day.replace(day=15 if day.day >= 15 else 1)


def months_before(day: date, months: int) -> date:
    """The first day of the month `months` months before that of `day`."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def monday(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def _season(year: int, month: int) -> tuple[date, date]:
    first = date(year - 1 if month == 12 else year, month, 1)
    return first, month_end(months_before(first, -2))


def _portion(part: str, first: date, length: int) -> tuple[date, date]:
    """The third or half of a month."""
    low, high = 1, length
    if part.endswith("half"):
        low, high = (1, 15) if _ORDINALS.get(part.split(maxsplit=1)[0], 1) == 0 else (16, length)
    elif part in _THIRDS:
        low, high = ((1, 10), (11, 20), (21, length))[_THIRDS[part]]
    return first.replace(day=low), first.replace(day=high)


def _year_portion(part: str, year: int) -> tuple[date, date]:
    """The third, half or quarter of a year."""
    size, index = 12, 0
    if part in _THIRDS:
        size, index = 4, _THIRDS[part]
    elif part.endswith("half") or part[:1] == "h":
        size, index = 6, _index(part, 1)
    elif part.endswith("quarter") or part[:1] == "q":
        size, index = 3, _index(part, 3)
    first = date(year, index * size + 1, 1)
    return first, month_end(date(year, index * size + size, 1))


def _index(part: str, last: int) -> int:
    head = part.split(maxsplit=1)[0]
    return int(head[1]) - 1 if head[0] in "qh" else _ORDINALS.get(head, last)


def is_month_alone(reading: Reading, start: int, end: int) -> bool:
    """Is a month name without day and year a month, and not a person, a verb or a march on Rome?"""
    low, text = reading.low, reading.text
    if low[start:end] in _PERSON_NAMES and low.endswith("by ", 0, start):
        return False
    if _SURE_CUE.search(low, max(0, start - 12), start) or _MONTH_FOLLOWS.match(low, end):
        return True
    if text[start].islower() or not _MONTH_CUE.search(low, max(0, start - 16), start):
        return False
    before_name = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
    return not before_name and low[start:end] not in _PERSON_NAMES


def is_year(reading: Reading, start: int, end: int) -> bool:
    """Is a number of four digits a year, and not a count, a price, a version or part of a longer number?"""
    low = reading.low
    if _NOT_A_YEAR_AFTER.match(low, end):
        return False
    if not _NOT_A_YEAR_BEFORE.search(low, max(0, start - 40), start):
        return True
    return bool(_YEAR_RANGE_BEFORE.search(low, max(0, start - 7), start))

"""Dates as pages write them -> ISO days. Only what is unmistakably a date."""

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio січня січень січ января январь янв",
            "february feb februar février febrero febbraio лютого лютий лют февраля февраль фев февр",
            "march mar märz mars marzo березня березень бер марта март мар",
            "april apr avril abril aprile квітня квітень квіт апреля апрель апр",
            "may mai mayo maggio травня травень трав мая май",
            "june jun juni juin junio giugno червня червень черв июня июнь июн",
            "july jul juli juillet julio luglio липня липень лип июля июль июл",
            "august aug août agosto серпня серпень серп августа август авг",
            "september sep sept septembre septiembre settembre вересня вересень вер сентября сентябрь сен сент",
            "october oct oktober okt octobre octubre ottobre жовтня жовтень жовт октября октябрь окт",
            "november nov novembre noviembre листопада листопад лист ноября ноябрь ноя нояб",
            "december dec dezember dez décembre diciembre dicembre грудня грудень груд декабря декабрь дек",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FORMS = (
    re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d|19\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|-го|\.)?\s+(?:of\s+|"
        rf"de\s+)?(?P<b>{_MONTH})\.?,?\s+(?:de\s+)?(?P<y>\d{{4}})",
        re.I,
    ),
    re.compile(rf"\b(?P<b>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)", re.I),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})(?!\d)"),
)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def iso_day(words: str | None) -> str | None:
    """The first date in `words` as `YYYY-MM-DD`; None when there is none.

    A date in figures with the year last is read day first, unless only month first makes a date.
    """
    found = find_day(words or "")
    return found[0] if found else None


def find_day(words: str) -> tuple[str, int, int] | None:
    """The first date in `words`: ISO day, start and end."""
    for form in _FORMS:
        for match in form.finditer(words):
            if day := _day(match.groupdict()):
                return day, match.start(), match.end()
    return None


def _day(part: dict[str, str | None]) -> str | None:
    year, day = int(part["y"] or 0), int(part["d"] or 0)
    name = part.get("b")
    month = _MONTHS[name.lower()] if name else int(part.get("m") or 0)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    for m, d in ((month, day), (day, month)) if not name else ((month, day),):
        try:
            return date(year, m, d).isoformat()
        except ValueError:
            continue
    return None

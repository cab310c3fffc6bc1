"""Acronym definitions in a text: "State Service ... (SSSCIP)", "memorandum of cooperation (MOC)".

Method: Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text",
PSB 2003: the shortest long form to the left of the bracket that holds the short form's letters in order, the first
of them at the start of a word.
"""

import re
from dataclasses import dataclass

BRACKET = re.compile(r"[(\[]\s?[\"“']?(?:the )?([A-Z][\w&.-]{0,11}[A-Za-z0-9])[\"”']?\s?[)\]]")
MAX_WORDS_EXTRA = 5
"""Schwartz and Hearst: at most min(|A| + 5, 2 |A|) words; agencies' names need the larger of both."""


@dataclass(frozen=True, slots=True)
class Definition:
    """`text[long_start:long_end]` is what `short` stands for. `proper`: the long form is a name, not a common noun."""

    short: str
    short_start: int
    short_end: int
    long_start: int
    long_end: int
    proper: bool


def find_definitions(text: str) -> tuple[Definition, ...]:
    """Every acronym the text itself explains, in text order."""
    found = []
    for match in BRACKET.finditer(text):
        short = match.group(1)
        if sum(c.isupper() for c in short) < 2 or match.start() < 3:
            continue
        long_form = _long_form(text, match.start(), short)
        if long_form:
            start, end = long_form
            found.append(Definition(short, match.start(1), match.end(1), start, end, _is_proper(text[start:end])))
    return tuple(found)


def _long_form(text: str, bracket: int, short: str) -> tuple[int, int] | None:
    end = len(text[:bracket].rstrip())
    window = max(len(short) + MAX_WORDS_EXTRA, 2 * len(short))
    floor = max(text.rfind("\n", 0, end), text.rfind(". ", 0, end), end - 160, -1) + 1
    letters = [c for c in short if c.isalnum()]
    begin = _match_backwards(text, floor, end, letters, capital=True)
    if begin is None or len(text[begin:end].split()) > window:
        begin = _match_backwards(text, floor, end, letters, capital=False)
    if begin is None or len(text[begin:end].split()) > window or end - begin <= len(short):
        return None
    return begin, end


def _match_backwards(text: str, floor: int, end: int, letters: list[str], *, capital: bool) -> int | None:
    """Where the long form begins; `capital`: only at a capital letter ("Office of ...", not "of ...")."""
    position = end - 1
    for index in range(len(letters) - 1, -1, -1):
        wanted = letters[index].lower()
        while position >= floor:
            at_start = position == floor or not text[position - 1].isalnum()
            starts = at_start and (text[position].isupper() or not capital)
            if text[position].lower() == wanted and (index > 0 or starts):
                break
            position -= 1
        if position < floor:
            return None
        position -= 1
    return position + 1


def _is_proper(long_form: str) -> bool:
    """Most words of more than three letters begin with a capital."""
    words = [w for w in re.findall(r"[^\W\d_]+", long_form) if len(w) > 3]
    capitals = sum(w[0].isupper() for w in words)
    return bool(words) and capitals * 2 > len(words) and long_form[0].isupper()

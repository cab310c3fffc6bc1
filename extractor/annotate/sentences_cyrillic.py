"""Where a Ukrainian or Russian sentence goes on behind an end mark: "м. Київ", "ст. 361", "тис. грн", "Так! – каже"."""

from typing import Final

from extractor.catalogue.inflected import is_cyrillic

BEFORE_NAME: Final = frozenset(
    "м г с смт пгт сел вул ул просп пр-т пл пров пер бул бульв ім им проф акад доц ген полк д-р гр св о зв н "
    "пор ср див см".split()
)
"""Abbreviations that a name follows: town, street, "named after", titles, "so-called", "see"."""
BEFORE_NUMBER: Final = frozenset(
    "ст ч п пп пункт розд гл рис мал табл стор с стр тел т кв буд д корп оф вип прим".split()
)
"""Abbreviations that a number follows: article, part, item, page, flat."""
AFTER_NUMBER: Final = frozenset("м г с".split())
"""Metres, year, seconds, where a number stands before them."""
DASHES: Final = frozenset("–—-−")


def goes_on(before: tuple[str, str], follows: tuple[str, str]) -> bool:
    """Whether what follows an end mark belongs to the same sentence.

    Args:
        before: the last two words before the end mark.
        follows: the next two tokens behind it and behind closing quotation marks.
    """
    earlier, word = before
    first, second = follows
    if not (is_cyrillic(word) or is_cyrillic(first)):
        return False
    if first[0].islower() or (first in DASHES and second[:1].islower()):
        return True
    short = word.lower()
    if first[0].isdigit():
        return short in BEFORE_NUMBER
    return short in BEFORE_NAME and not (short in AFTER_NUMBER and earlier[-1:].isdigit())

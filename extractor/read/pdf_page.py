"""One page of a PDF as lines in reading order: columns one after the other, tables row by row.

pdfium gives characters with their boxes in the order they were drawn, which is often not the order they are read in.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise
from statistics import median_high, median_low
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

_WIDEST_SPACE = 1.1
"""Line heights between two words of one line; where it is wider, a column or a cell of a table ends."""
_STEP = 4.0
"""Points between the places where a gutter is looked for."""
_MOST_LOOKS = 100_000
"""Looks at a piece of one page in search of its gutters: two columns need a fiftieth. The rest is read in rows."""
_LEAST_LINES = 3
"""Lines that stand on either side of a gutter."""
_PROSE = 18
"""Mean characters of a line in a column of prose; cells of tables hold less."""
_UPRIGHT = 0.98
"""Cosine of the angle from which on a line is no stamp along the edge of the page."""
HYPHEN = "\u00ad"
"""A hyphen at the end of a line, which may part a word."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line with the box around them: points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Of the font, not of the letters."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Between bottom and top."""
        return (self.bottom + self.top) / 2


def columns(page: "pypdfium2.PdfPage") -> list[list[Line]]:
    """The lines of `page`: its columns in reading order, each from top to bottom."""
    pieces = sorted(_runs(page), key=lambda piece: (-piece.middle, piece.left))
    return [rows for column in _ordered(pieces, [_MOST_LOOKS]) if (rows := _rows(column))]


def _runs(page: "pypdfium2.PdfPage") -> Iterator[Line]:
    """Runs of characters that stand beside one another, in the order they were drawn."""
    run: list[Line] = []
    for letter in _letters(page):
        if run and not _continues(run[-1], letter):
            yield from _joined(run)
            run = []
        run.append(letter)
    yield from _joined(run)


def _letters(page: "pypdfium2.PdfPage") -> Iterator[Line]:
    """The characters of `page` that stand upright for the reader; boxes as the reader sees them."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    turned = page.get_rotation()
    turn, angle = _TURNS[turned], math.radians(turned)
    text = page.get_textpage()
    box = pdfium.FS_RECTF()
    try:
        for index in range(text.count_chars()):
            letter = _LETTERS.get(code := pdfium.FPDFText_GetUnicode(text.raw, index)) or _letter(code)
            if not letter or not pdfium.FPDFText_GetLooseCharBox(text.raw, index, ctypes.byref(box)):
                continue
            if math.cos(pdfium.FPDFText_GetCharAngle(text.raw, index) + angle) > _UPRIGHT:
                yield Line(letter, *turn(box.left, box.bottom, box.right, box.top))
    finally:
        text.close()


def _letter(code: int) -> str:
    """The character of a code; empty for what no text holds."""
    if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    return chr(code)


_LETTERS = {
    0x02: HYPHEN, 0xFFFE: HYPHEN, 0xAD: HYPHEN, 0x09: " ", 0xA0: " ",
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl",
}  # fmt: skip
"""pdfium gives a hyphen at the end of a line as a control character."""

_TURNS: dict[int, Callable[[float, float, float, float], tuple[float, float, float, float]]] = {
    0: lambda left, bottom, right, top: (left, bottom, right, top),
    90: lambda left, bottom, right, top: (bottom, -right, top, -left),
    180: lambda left, bottom, right, top: (-right, -top, -left, -bottom),
    270: lambda left, bottom, right, top: (-top, left, -bottom, right),
}


def _continues(last: Line, letter: Line) -> bool:
    """Whether `letter` stands on the line of `last`, and not a column away."""
    height = max(last.height, letter.height)
    if abs(last.middle - letter.middle) > 0.4 * height and not letter.text.isspace():
        return False
    return -0.5 * height < letter.left - last.right < _WIDEST_SPACE * height


def _joined(run: Sequence[Line]) -> Iterator[Line]:
    """The run as one piece of a line, without the space around it; nothing where it is all space."""
    run = [*dropwhile(_is_space, run)]
    while run and _is_space(run[-1]):
        run.pop()
    if not run:
        return
    written = [piece for piece in run if not _is_space(piece)]
    yield Line(
        _spaced(run),
        min(piece.left for piece in written),
        median_low(piece.bottom for piece in written),  # an odd glyph does not make a line taller
        max(piece.right for piece in written),
        median_high(piece.top for piece in written),
    )


def _is_space(piece: Line) -> bool:
    return piece.text.isspace()


def _spaced(pieces: Sequence[Line]) -> str:
    """The words of pieces that stand beside one another, with a space where there is room for one."""
    words = pieces[0].text
    for last, piece in pairwise(pieces):
        gap = piece.left - last.right > 0.15 * max(last.height, piece.height)
        words += (" " if gap else "") + piece.text
    return " ".join(words.split())


def _ordered(pieces: list[Line], room: list[int]) -> Iterator[list[Line]]:
    """The pieces of a page (from its top on), part by part as they are read: down one column, then down the next.

    `room`: how many looks are left, one count for the whole page.
    """
    gutter = _gutter(pieces, room)
    if gutter is None:
        yield pieces
        return
    for band, is_split in _bands(pieces, gutter):
        if is_split:
            yield from _ordered([p for p in band if p.right <= gutter], room)
            yield from _ordered([p for p in band if p.left >= gutter], room)
        else:
            yield band


def _gutter(pieces: list[Line], room: list[int]) -> float | None:
    """Where the most lines stand in columns on either side; None where there are none."""
    places = _places(pieces, room[0] // len(pieces)) if len(pieces) >= 2 * _LEAST_LINES else []
    room[0] -= len(places) * len(pieces)
    most, gutter = 0, None
    for place in places:
        if (lines := _split_lines(pieces, place)) > most:
            most, gutter = lines, place
    return gutter


def _places(pieces: list[Line], most: int) -> list[float]:
    """Where columns may begin: at the left edges of pieces, the usual ones first, with prose on either side."""
    prose = [piece for piece in pieces if len(piece.text) >= _PROSE]
    if len(prose) < 2 or most < 1:
        return []
    first, last = min(piece.right for piece in prose), max(piece.left for piece in prose)
    edges = Counter(math.floor(piece.left / _STEP) * _STEP for piece in pieces)
    usual = sorted((place for place in edges if first <= place <= last), key=lambda place: (-edges[place], place))
    return sorted(usual[:most])


def _split_lines(pieces: list[Line], gutter: float) -> int:
    return sum(len(band) for band, is_split in _bands(pieces, gutter) if is_split)


def _bands(pieces: list[Line], gutter: float) -> Iterator[tuple[list[Line], bool]]:
    """`pieces` from top to bottom, cut wherever one crosses the gutter; with whether a part stands in columns."""
    band: list[Line] = []
    crossing: bool | None = None
    for piece in pieces:
        crosses = piece.left < gutter < piece.right
        if crosses != crossing and band:
            yield band, not crossing and _in_columns(band, gutter)
            band = []
        crossing = crosses
        band.append(piece)
    if band:
        yield band, not crossing and _in_columns(band, gutter)


def _in_columns(band: list[Line], gutter: float) -> bool:
    """Whether prose stands on both sides of the gutter, at the same height."""
    sides = [p for p in band if p.right <= gutter], [p for p in band if p.left >= gutter]
    if any(len(side) < _LEAST_LINES or sum(len(p.text) for p in side) < _PROSE * len(side) for side in sides):
        return False
    left, right = ((min(p.bottom for p in side), max(p.top for p in side)) for side in sides)
    return min(left[1], right[1]) > max(left[0], right[0])


def _rows(column: list[Line]) -> list[Line]:
    """The lines of a column, whose pieces come from top to bottom; pieces at one height are one line."""
    rows: list[list[Line]] = []
    for piece in column:
        if rows and abs(_middle(rows[-1]) - piece.middle) < 0.4 * piece.height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [line for row in rows for line in _joined(sorted(row, key=lambda p: p.left))]


def _middle(row: list[Line]) -> float:
    """The median height of pieces that come from top to bottom."""
    return (row[(len(row) - 1) // 2].middle + row[len(row) // 2].middle) / 2

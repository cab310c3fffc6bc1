"""Lines of a PDF -> paragraphs: running headers out, words parted by line ends whole again."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median

from extractor.read.pdf_page import HYPHEN, Line

Pages = list[list[list[Line]]]
"""Pages, each its columns in reading order, each its lines from top to bottom."""

_EDGE = 3
"""Lines at the top and at the bottom of a page among which running headers and footers stand."""
_APART = 1.6
"""Line heights between a running header and the text below it."""
_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|pagina|página|page no\.?|стор(?:інка)?\.?|стр(?:аница)?\.?)\s*)?"
    r"(?:\d{1,4}(?:\s*(?:/|of|von|de|di|из|з)\s*\d{1,4})?|[ivxl]{1,6})\W*",
    re.I,
)
_CONTENTS = re.compile(r"(?:\.\s?){5}\s?\w{1,5}$")
"""The end of a line of a table of contents."""
_LONGEST_WORD = 500
"""Characters before a line end that are looked at: a word, or an address."""
_BULLET = re.compile(r"[•◦‣▪●■□–*\uf0b7\uf0a7-]\s+\S|\(?(?:\d{1,2}|[a-z])[.)]\s+\S")
_END = re.compile(r".*[.!?:;…][\"'”’»)\]]*", re.S)
_BREAKS = 1.35
"""How many times the usual distance between lines there is between paragraphs."""
_OTHER_FONT = 0.12
"""Difference in height, as a share, from which on a line is of another font."""
_SHORT = 0.85
"""Share of the column's width below which a line ends its paragraph."""
_NO_HEADING = 0.6
"""Share of the column's width above which a last line is no heading."""
_HYPHENS = (HYPHEN, "-", "‐")
_WORD = re.compile(r"[\w’']+(?:-[\w’']+)*")
_FIRST_PARTS = frozenset("well state third high low long short self cross open zero full large small so end".split())
_SECOND_PARTS = frozenset(
    "known sponsored backed party level term risk scale profile source day called time run owned speed end lived "
    "service site border platform trust linked funded aligned".split()
)
"""Parts of words that English joins with a hyphen."""
_URL_END = re.compile(r"(?:https?|hxxps?|ftp)(?::|\[:\])//\S*$|\bwww\.\S*$", re.I)


def without_furniture(pages: Pages) -> Pages:
    """`pages` without running headers, footers, page numbers and tables of contents."""
    edges = [_edges(page) for page in pages]
    count = Counter(key for lines in edges for key in {_key(line) for line in lines})
    least = 2 if len(pages) <= 4 else 3
    repeated = {key for key, times in count.items() if times >= least and key}
    return [
        [[line for line in column if not _is_furniture(line, edge, repeated)] for column in page]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edges(page: list[list[Line]]) -> list[Line]:
    """The lines at the top and bottom of a page that a gap parts from the rest, or else the first and the last."""
    lines = sorted((line for column in page for line in column), key=lambda line: -line.middle)
    return _edge(lines) + _edge(lines[::-1])


def _edge(lines: list[Line]) -> list[Line]:
    for number, (line, inward) in enumerate(pairwise(lines[: _EDGE + 1]), 1):
        if abs(line.middle - inward.middle) > _APART * max(line.height, inward.height):
            return lines[:number]
    return lines[:1]


def _key(line: Line) -> str:
    """What running lines have in common: their words, whatever the number of the page."""
    return re.sub(r"\d+|\b[ivxl]+\b", "#", line.text.casefold()).replace(" ", "")


def _is_furniture(line: Line, edge: list[Line], repeated: set[str]) -> bool:
    if line in edge and (_key(line) in repeated or _NUMBER.fullmatch(line.text)):
        return True
    return bool(_CONTENTS.search(line.text[-20:]))


def paragraphs(pages: Pages) -> list[str]:
    """The paragraphs of `pages`, also those that run on from one column or page to the next."""
    words = _vocabulary(line for page in pages for column in page for line in column)
    found: list[list[Line]] = []
    before: list[Line] = []
    for column in (column for page in pages for column in page if column):
        blocks = list(_blocks(column))
        if found and _runs_on(before, blocks[0][0]):
            found[-1] += blocks.pop(0)
        found += blocks
        before = column
    return [text for lines in found if (text := _text([line.text for line in lines], words))]


def _blocks(column: list[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph of a column."""
    leading = _leading(column)
    right = max(line.right for line in column)
    block = _Block(column[0])
    for line in column[1:]:
        if _begins(block, line, leading, right):
            yield block.lines
            block = _Block(line)
        else:
            block.add(line)
    yield block.lines


class _Block:
    """The lines of a paragraph so far; `left` is where the leftmost begins, `hang` the leftmost behind the first."""

    def __init__(self, first: Line) -> None:
        self.lines = [first]
        self.left = self.hang = first.left

    def add(self, line: Line) -> None:
        """One line more."""
        self.hang = min(self.hang, line.left) if len(self.lines) > 1 else line.left
        self.left = min(self.left, line.left)
        self.lines.append(line)


def _leading(column: list[Line]) -> float:
    """The usual distance from one line to the next, at least the height of one."""
    steps = [a.middle - b.middle for a, b in pairwise(column)]
    usual = [step for step in steps if step < 3 * column[0].height]
    height = median(line.height for line in column)
    return min(max(median(usual) if usual else height, height), 2 * height)


def _begins(block: _Block, line: Line, leading: float, right: float) -> bool:
    """Whether `line` begins a new paragraph behind `block`."""
    first, last = block.lines[0], block.lines[-1]
    if last.middle - line.middle > _BREAKS * leading or _BULLET.match(line.text) or _is_other_font(last, line):
        return True
    indented = line.left - block.hang > 0.8 * line.height
    if indented and (len(block.lines) > 1 or _END.fullmatch(last.text)) and not _BULLET.match(first.text):
        return True
    width = right - block.left
    return last.right - last.left < _SHORT * width and bool(_END.fullmatch(last.text))


def _runs_on(column: list[Line], first: Line) -> bool:
    """Whether the next column, which begins with `first`, begins in the sentence that `column` ends in."""
    last = column[-1]
    if last.text.endswith(_HYPHENS):
        return True
    if _END.fullmatch(last.text) or _BULLET.match(first.text) or _is_other_font(last, first):
        return False
    width = max(line.right for line in column) - min(line.left for line in column)
    return first.text[0].islower() or (len(column) > 1 and last.right - last.left > _NO_HEADING * width)


def _is_other_font(one: Line, other: Line) -> bool:
    return abs(one.height - other.height) > _OTHER_FONT * max(one.height, other.height)


def _text(lines: list[str], words: "Counter[str]") -> str:
    parts, end = [lines[0]], lines[0]
    for line in lines[1:]:
        between = _seam(end, line, words)
        if between != " ":
            parts[-1], end = parts[-1][:-1], end[:-1]
        parts += between, line
        end = f"{end}{between}{line}"[-_LONGEST_WORD:]
    return " ".join("".join(parts).replace(HYPHEN, "-").split())


def joined(text: str, line: str, words: "Counter[str]") -> str:
    """`text` and the line behind it; a word that the line end parts becomes whole, a hyphen of its own stays.

    `words` counts the document's words: they tell `ransom-ware` from `well-known`.
    """
    between = _seam(text, line, words)
    return f"{text if between == ' ' else text[:-1]}{between}{line}"


def _seam(text: str, line: str, words: "Counter[str]") -> str:
    """What stands between `text` and the line behind it, in place of the hyphen if it is no space."""
    first = _WORD.match(line)
    if not text.endswith(_HYPHENS) or not first:
        return " "
    end = text[-_LONGEST_WORD:]
    before = _WORD.match(end[-2::-1])  # read from its end, else each of its letters would be tried
    if not before:
        return " "
    parts = before[0][::-1], first[0]
    kept = not parts[1][0].islower() or not parts[0][-1].isalpha() or bool(_URL_END.search(end))
    return "-" if kept or _is_compound(parts, words) else ""


def _is_compound(parts: tuple[str, str], words: "Counter[str]") -> bool:
    """Whether a hyphen stays where the line ends behind it: as the document, or English, writes the word elsewhere."""
    before, after = (part.lower() for part in parts)
    if words[before + after]:
        return False
    if words[f"{before}-{after}"] or (before in _FIRST_PARTS and after in _SECOND_PARTS):
        return True
    return min(len(before), len(after)) > 3 and bool(words[before] and words[after])


def _vocabulary(lines: Iterable[Line]) -> "Counter[str]":
    """How often each word stands in the document, those at the ends of lines left out: they may be parts."""
    words: Counter[str] = Counter()
    for line in lines:
        found = _WORD.findall(line.text.lower())
        if line.text.endswith(_HYPHENS):
            found = found[:-1]
        words.update(found)
        words.update(part for word in found if "-" in word for part in word.split("-"))
    return words

"""Words, word-pieces, sentences and windows: what both training and inference see of a text. Needs numpy alone."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# BERT's own cut: white space, and every mark by itself.
_WORD: Final = re.compile(r"[^\W_]+|[^\w\s]|_")
_END: Final = frozenset(".!?")
_CLOSING: Final = frozenset("\"'”’)]")
_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms dr prof gen sen rep gov lt col sgt inc corp ltd co vs etc st no jr sr dept jan feb mar apr jun jul aug "
    "sept sep oct nov dec approx est".split()
)
SHAPES: Final = 16
REMEMBERED: Final = 100_000
"""Words whose pieces are kept at hand; then begun anew, so that memory stays flat."""
SPECIAL: Final = 3  # shape of [CLS] and [SEP]; 0 is padding


class Word(NamedTuple):
    """One word or mark, by its characters in the text."""

    start: int
    end: int
    glued: bool  # no white space before it


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text cut up: word-piece ids, their word shapes, and for each word its first piece (one more at the end)."""

    words: tuple[Word, ...]
    ids: Ints
    shapes: Ints
    firsts: Ints
    sentences: tuple[tuple[int, int], ...]  # first word, word after the last

    def of_words(self, kept: list[int]) -> "Pieces":
        """These words alone, in order; whole sentences are kept or left out."""
        lengths = np.diff(self.firsts)
        is_kept = np.zeros(len(lengths), np.bool_)
        is_kept[kept] = True
        firsts = np.concatenate(([0], np.cumsum(lengths[is_kept])))
        found: list[tuple[int, int]] = []
        for first, after in self.sentences:
            if is_kept[first]:
                begin = found[-1][1] if found else 0
                found.append((begin, begin + after - first))
        cut, places = tuple(self.words[i] for i in kept), np.repeat(is_kept, lengths)
        return Pieces(cut, self.ids[places], self.shapes[places], firsts, tuple(found))


def words(text: str) -> tuple[Word, ...]:
    """Cut a text at white space and around every mark."""
    found: list[Word] = []
    last = -1
    for match in _WORD.finditer(text):
        found.append(Word(match.start(), match.end(), match.start() == last))
        last = match.end()
    return tuple(found)


def shape(token: str, glued: bool) -> int:
    """The case of a word, which an uncased vocabulary loses, as a number below `SHAPES`."""
    if not token[0].isalnum():
        kind = 7
    elif token.isdigit():
        kind = 5
    elif not token.isalpha():
        kind = 6
    elif token.islower():
        kind = 1
    elif token.isupper():
        kind = 3 if len(token) > 1 else 2
    else:
        kind = 2 if token[1:].islower() else 4
    return 2 * kind + glued


def sentences(text: str, cut: tuple[Word, ...]) -> tuple[tuple[int, int], ...]:
    """Sentences as (first word, word after the last)."""
    starts = [0] + [i for i in range(1, len(cut)) if _opens(text, cut, i)]
    ends = [*starts[1:], len(cut)]
    return tuple((a, b) for a, b in zip(starts, ends, strict=True) if b > a)


def _opens(text: str, cut: tuple[Word, ...], i: int) -> bool:
    """Does word `i` open a sentence?"""
    between = text[cut[i - 1].end : cut[i].start]
    if not between:
        return False
    if "\n\n" in between:
        return True
    last = i - 1
    while last > 0 and text[cut[last].start] in _CLOSING:
        last -= 1
    if text[cut[last].start] not in _END or text[cut[i].start].islower():
        return False
    before = text[cut[last - 1].start : cut[last - 1].end] if last else ""
    return not (text[cut[last].start] == "." and (len(before) == 1 or before.lower() in _ABBREVIATIONS))


class WordPiece:
    """BERT's greedy longest-match-first tokeniser for uncased vocabularies, remembering the words it has seen."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text("utf-8").splitlines()
        self.ids = {token: i for i, token in enumerate(lines)}
        self.cls, self.sep, self.unknown = (self.ids[t] for t in ("[CLS]", "[SEP]", "[UNK]"))
        self._seen: dict[str, tuple[tuple[int, ...], int]] = {}

    def word(self, token: str) -> tuple[tuple[int, ...], int]:
        """Piece ids of one word, at least one, and its shape where white space stands before it."""
        known = self._seen.get(token)
        if known is None:
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            known = self._seen[token] = (self._cut(_plain(token)), shape(token, glued=False))
        return known

    def _cut(self, token: str) -> tuple[int, ...]:
        found: list[int] = []
        start = 0
        while start < len(token) <= 100:
            for end in range(len(token), start, -1):
                piece = self.ids.get(("##" if start else "") + token[start:end])
                if piece is not None:
                    found.append(piece)
                    start = end
                    break
            else:
                return (self.unknown,)
        return tuple(found) or (self.unknown,)

    def pieces(self, text: str) -> Pieces:
        """Cut a whole text; no special tokens yet."""
        cut = words(text)
        ids: list[int] = []
        shapes: list[int] = []
        firsts: list[int] = []
        for word in cut:
            token = text[word.start : word.end]
            found, form = self.word(token)
            firsts.append(len(ids))
            ids.extend(found)
            shapes.extend([form + word.glued] * len(found))
        firsts.append(len(ids))
        return Pieces(cut, np.array(ids, int), np.array(shapes, int), np.array(firsts, int), sentences(text, cut))


def _plain(token: str) -> str:
    if token.isascii():
        return token.lower()
    return "".join(c for c in unicodedata.normalize("NFD", token.lower()) if unicodedata.category(c) != "Mn")


def windows(pieces: Pieces, size: int) -> list[tuple[int, int]]:
    """Cover all words with windows (first word, word after the last) of whole sentences, at most `size` pieces each.

    As few as will do, and all about as long. A sentence of more than `size` pieces is cut
    between words; a word of more than that stands alone and is cut by the caller.
    """
    units = [unit for sentence in pieces.sentences for unit in _units(pieces, *sentence, size)]
    if not units:
        return []
    fewest = len(_packed(pieces, units, size))
    low, high = 1, size
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_packed(pieces, units, middle)) <= fewest else (middle + 1, high)
    return _packed(pieces, units, high)


def _units(pieces: Pieces, first: int, after: int, size: int) -> Iterator[tuple[int, int]]:
    """A sentence, or its parts where it is too long."""
    firsts = pieces.firsts
    while firsts[after] - firsts[first] > size and after - first > 1:
        cut = max(first + 1, int(np.searchsorted(firsts, firsts[first] + size, side="right")) - 1)
        yield first, cut
        first = cut
    if first < after:
        yield first, after


def _packed(pieces: Pieces, units: list[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Neighbouring units together as long as they have at most `size` pieces."""
    found = [units[0]]
    for first, after in units[1:]:
        begin = found[-1][0]
        if pieces.firsts[after] - pieces.firsts[begin] <= size:
            found[-1] = (begin, after)
        else:
            found.append((first, after))
    return found

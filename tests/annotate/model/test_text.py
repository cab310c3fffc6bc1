from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from extractor.annotate.model.text import Pieces, WordPiece, sentences, shape, windows, words

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "the",
    "hack",
    "##ers",
    "leaked",
    "files",
    ".",
    "’",
    "s",
    "zu",
    "##rich",
]


@pytest.fixture
def cutter(tmp_path: Path) -> WordPiece:
    path = tmp_path / "vocab.txt"
    path.write_text("\n".join(VOCABULARY) + "\n", "utf-8")
    return WordPiece(path)


def spelt(text: str) -> list[str]:
    return [text[w.start : w.end] for w in words(text)]


def test_words_are_cut_at_white_space_and_marks() -> None:
    assert spelt("The group’s e-mail\u00a0server, v2.1_b") == [
        *("The", "group", "’", "s", "e", "-", "mail", "server", ",", "v2", ".", "1", "_", "b")
    ]


def test_words_know_whether_white_space_is_before_them() -> None:
    assert [w.glued for w in words("a-b c")] == [False, True, True, False]


def test_pieces_are_the_longest_that_fit(cutter: WordPiece) -> None:
    found = cutter.pieces("The Hackers leaked")
    assert [VOCABULARY[i] for i in found.ids] == ["the", "hack", "##ers", "leaked"]
    assert found.firsts.tolist() == [0, 1, 3, 4]


def test_pieces_drop_accents_and_keep_the_place_of_unknown_words(cutter: WordPiece) -> None:
    found = cutter.pieces("Zürich \u200b 東")
    assert [VOCABULARY[i] for i in found.ids] == ["zu", "##rich", "[UNK]", "[UNK]"]


@pytest.mark.parametrize(
    ("token", "kind"), [("and", 1), ("Kyiv", 2), ("CERT", 3), ("iOS", 4), ("2024", 5), ("v2", 6), (".", 7)]
)
def test_shape_keeps_the_case(token: str, kind: int) -> None:
    assert shape(token, glued=False) == 2 * kind
    assert shape(token, glued=True) == 2 * kind + 1


def test_sentences_end_at_a_full_stop_but_not_after_an_abbreviation() -> None:
    text = 'Mr. Lee of Acme Inc. spoke. "We paid." Then J. Doe left, at 3.5 p.m. or so.\n\nnext page'
    cut = words(text)
    assert [text[cut[a].start : cut[b - 1].end] for a, b in sentences(text, cut)] == [
        "Mr. Lee of Acme Inc. spoke.",
        '"We paid."',
        "Then J. Doe left, at 3.5 p.m. or so.",
        "next page",
    ]


def pieces_of(lengths: list[int], sentence: int) -> Pieces:
    """Words of these many pieces, in sentences of so many words."""
    firsts = np.cumsum([0, *lengths])
    empty = np.zeros(int(firsts[-1]), dtype=np.int64)
    cut = words(" ".join("w" for _ in lengths))
    count = len(lengths)
    ends = tuple((i, min(i + sentence, count)) for i in range(0, count, sentence))
    return Pieces(cut, empty, empty, firsts, ends)


@pytest.mark.parametrize("count", [1, 7, 50, 51, 93, 400, 1001])
@pytest.mark.parametrize("sentence", [1, 12, 2000])
def test_windows_leave_nothing_out_and_share_nothing(count: int, sentence: int) -> None:
    pieces = pieces_of([1 + i % 3 for i in range(count)], sentence)
    found = windows(pieces, 100)
    assert found[0][0] == 0
    assert found[-1][1] == count
    for first, after in found:
        assert pieces.firsts[after] - pieces.firsts[first] <= 100
    assert all(before[1] == behind[0] for before, behind in pairwise(found))


def test_windows_end_where_sentences_end_and_are_about_as_long() -> None:
    pieces = pieces_of([1] * 240, 12)
    assert windows(pieces, 100) == [(0, 84), (84, 168), (168, 240)]


def test_windows_pass_a_word_longer_than_any_window() -> None:
    assert windows(pieces_of([1, 300, 1], 3), 100) == [(0, 1), (1, 2), (2, 3)]


def test_no_words_no_windows() -> None:
    assert windows(pieces_of([], 3), 100) == []

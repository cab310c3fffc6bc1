from pathlib import Path

import pytest

from tests.cases_loader import load_cases, parse_marks


def test_marks_are_taken_out_and_kept_as_offsets() -> None:
    text, marks = parse_marks("hit [[on Monday]] and [[in May]]")
    assert text == "hit on Monday and in May"
    assert [text[a:b] for a, b in marks] == ["on Monday", "in May"]


def test_marked_words_may_hold_single_brackets() -> None:
    assert parse_marks("see [[evil[.]example]] now") == ("see evil[.]example now", ((4, 18),))


@pytest.mark.parametrize("marked", ["a [[b", "a b]]", "a [[b [[c]]", "a [[b]] c]]", "a [[]] b", "a [[ ]] b"])
def test_malformed_marks_are_an_error(marked: str) -> None:
    with pytest.raises(ValueError, match=r"mark|pair|without"):
        parse_marks(marked)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{text: a, expect: b}", "reason"),
        ("{text: a, expect: b, reason: ''}", "reason"),
        ("{text: a, expect: b, reason: c, extra: d}", "extra"),
        ("{text: 'a [[b', expect: b, reason: c}", r"bad.yml\[1\]"),
    ],
)
def test_a_malformed_case_names_itself(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "bad.yml").write_text(f"- {row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_cases("bad", folder=tmp_path)

"""Which words of a page are its headline, where its parts set different kickers before it."""

import pytest

from extractor.read.titles import titles

HEADLINE = "The locks that held fast"


@pytest.mark.parametrize(
    ("tagged", "shown", "title"),
    [
        (f"Flood in the south: {HEADLINE}", f"Canals - {HEADLINE}", HEADLINE),
        (f"Flood in the south: {HEADLINE}", f"Canals {HEADLINE}", HEADLINE),
        (f"Canals: {HEADLINE}", f"Canals: {HEADLINE}", f"Canals: {HEADLINE}"),
        (f"Canals: {HEADLINE}", "Water rose in all the canals", f"Canals: {HEADLINE}"),
        ("Canals: no way out", "Locks - no way out", "Canals: no way out"),
    ],
)
def test_kickers(tagged: str, shown: str, title: str) -> None:
    assert titles(None, tagged, [shown], tagged, None)[0] == title

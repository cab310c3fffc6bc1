"""Core types refuse to break a promise, and can be sent to another process."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Argument, Event, Fact, Interval, Link, Mention, Report, Span, Value

REPORT = Report("a", "Acme was hit in Riga.", url="https://a.example/1")


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_has_words(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="empty or reversed"):
        Span(start, end)


@pytest.mark.parametrize(("start", "end", "words"), [(0, 4, "Acne"), (0, 0, ""), (40, 44, "Acme"), (0, 5, "Acme")])
def test_a_mention_is_in_the_text(start: int, end: int, words: str) -> None:
    with pytest.raises(ValueError, match="is not the text"):
        Mention(REPORT, start, end, words, "Organization", "model:ner")


@given(st.text(min_size=1), st.data())
def test_a_mention_has_the_words_of_its_span(text: str, data: st.DataObject) -> None:
    report = Report("a", text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    mention = report.mention(start, end, "Person", "rule:surname")
    assert mention.text == report.words(mention.span) == text[start:end]


def test_a_link_gives_its_reason() -> None:
    with pytest.raises(ValueError, match="no reason"):
        Link(REPORT.mention(0, 4, "Organization", "model:ner"), "org/acme", 0.9, "")


def test_no_fact_without_evidence() -> None:
    with pytest.raises(ValueError, match="without evidence"):
        Fact("a", "b", "c", (), 0.5)


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_confidence_is_a_share(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Fact("a", "b", "c", (Span(0, 1),), confidence)


def test_an_interval_runs_forwards_and_holds_dates() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        Interval("2024-03-02", "2024-03-01", "interval")
    with pytest.raises(ValueError, match="isoformat"):
        Interval("March", "April", "interval")


def test_roles_come_in_text_order() -> None:
    late, early, other = Argument(9, 12, "victim"), Argument(0, 4, "victim"), Argument(5, 8, "attacker")
    event = Event("incident/attack", Span(5, 8), Span(0, 20), (late, other, early))
    assert event.role("victim") == (early, late)
    assert event.role("victim", "attacker") == (early, other, late)
    assert event.role("date") == ()


def test_an_article_is_its_url_else_its_text() -> None:
    assert REPORT.identity == "https://a.example/1"
    assert Report("a", "Text.").identity == "Text."


@pytest.mark.parametrize(
    "value",
    [
        REPORT,
        REPORT.mention(0, 4, "Organization", "model:ner"),
        Fact("a", "b", Value("1", "xsd:date"), (Span(0, 1),), 0.5),
        Interval("2024-03-01", "2024-03-01", "day", "Friday"),
    ],
)
def test_values_travel(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes
    assert hash(value) == hash(pickle.loads(pickle.dumps(value)))  # noqa: S301


def test_values_do_not_change() -> None:
    with pytest.raises(AttributeError):
        REPORT.text = "other"  # type: ignore[misc]

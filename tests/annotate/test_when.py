from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.annotate.when import Dated, find_dates
from extractor.model import Interval
from tests.cases_loader import Case, case_id, load_cases


@pytest.mark.parametrize("case", load_cases("when", "published", "begin"), ids=case_id)
def test_dates_of_a_text(case: Case) -> None:
    published = case.options.get("published")
    found = find_dates(case.text, str(published) if published else None)
    assert [case.text[d.start : d.end] for d in found] == case.words
    assert [f"{days(d.interval)} {d.interval.precision} {d.kind}" for d in found] == case.expect
    assert [span(d.begin) for d in found] == case.options.get("begin", [span(d.interval) for d in found])


def days(interval: Interval) -> str:
    return interval.earliest if interval.earliest == interval.latest else span(interval)


def span(interval: Interval) -> str:
    return f"{interval.earliest}..{interval.latest}"


FORMS = ("%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%a, %d %b %Y", "%b. %d, %Y")


@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)), st.sampled_from(FORMS), st.text(" .,\nxyz“”İ", max_size=8))
def test_every_written_day_is_read_back(day: date, form: str, before: str) -> None:
    words = day.strftime(form)
    text = f"{before} {words} it fell."
    (found,) = find_dates(text, None)
    assert (found.interval.earliest, found.interval.latest) == (day.isoformat(), day.isoformat())
    assert text[found.start : found.end] == words


PIECES = st.lists(
    st.sampled_from("in on May 12 2017 2,000 since between and to the last week ago two March - / . , Friday".split())
)


@given(PIECES, st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_any_row_of_date_words_gives_ordered_spans_inside_the_text(pieces: list[str], day: date) -> None:
    text = " ".join(pieces)
    for published in (None, day.isoformat()):
        found = find_dates(text, published)
        edges = [edge for d in found for edge in (d.start, d.end)]
        assert edges == sorted(edges)
        assert all(text[d.start : d.end] == d.interval.text for d in found)
        assert all(d.interval.earliest <= d.begin.earliest <= d.begin.latest <= d.interval.latest for d in found)


def test_the_time_of_publication_is_ignored() -> None:
    assert find_dates("Hit yesterday.", "2022-07-29T23:59:00+02:00") == find_dates("Hit yesterday.", "2022-07-29")


def test_a_publication_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        find_dates("Hit yesterday.", "Friday")


def test_dated_is_frozen_and_comparable() -> None:
    (found,) = find_dates("Hit on 3 May 2017.", None)
    assert isinstance(found, Dated)
    assert replace(found) == found

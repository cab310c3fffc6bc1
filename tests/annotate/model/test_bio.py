from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractor.annotate.model.bio import Floats, best_spans, selected, without_overlap


def tags(path: list[int], labels: int = 2, sure: float = 0.9) -> Floats:
    found = np.full((len(path), 1 + 2 * labels), (1 - sure) / (2 * labels), dtype=np.float32)
    found[np.arange(len(path)), path] = sure
    return found


def test_spans_are_read_off_sure_tags() -> None:
    assert [s[:3] for s in best_spans(tags([0, 1, 2, 1, 0, 3, 4, 4]), 0.0)] == [(1, 3, 0), (3, 4, 0), (5, 8, 1)]


def test_an_inside_tag_never_stands_alone() -> None:
    found = tags([0, 2, 0])
    assert all(length == 1 for length in (b - a for a, b, _, _ in best_spans(found, 0.0)))
    assert best_spans(tags([0, 4, 4, 0], sure=0.5), 0.0) == best_spans(tags([0, 4, 4, 0], sure=0.5), 0.0)


def test_a_bias_finds_more() -> None:
    unsure = tags([0, 0, 0], sure=0.5)
    assert not best_spans(unsure, 0.0)
    assert best_spans(unsure, 2.0)


def test_nothing_in_nothing_out() -> None:
    assert best_spans(np.zeros((0, 5), dtype=np.float32), 0.0) == []


@given(st.lists(st.lists(st.floats(0.01, 1.0), min_size=7, max_size=7), min_size=1, max_size=30))
def test_spans_never_overlap(rows: list[list[float]]) -> None:
    weights = np.array(rows, dtype=np.float32)
    found = best_spans(weights / weights.sum(1, keepdims=True), 0.5)
    assert all(a < b for a, b, _, _ in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))


def test_selected_labels_count_the_rest_as_outside() -> None:
    found = selected(np.array([[0.1, 0.2, 0.3, 0.3, 0.1]], dtype=np.float32), [1])
    assert np.allclose(found, [[0.6, 0.3, 0.1]])


def test_of_overlapping_proposals_the_surest_stays_and_none_on_a_trigger() -> None:
    triggers = [(5, 6, 0, -0.1)]
    proposals = [(-0.5, 0, 0, 3, 1), (-0.1, 0, 2, 4, 2), (-0.2, 0, 4, 6, 1), (-0.3, 0, 6, 8, 1)]
    assert without_overlap(proposals, triggers) == [(-0.1, 0, 2, 4, 2), (-0.3, 0, 6, 8, 1)]

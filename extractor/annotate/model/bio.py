"""From tag probabilities to spans. Needs numpy alone."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Span = tuple[int, int, int, float]  # first word, word after the last, label, log-probability a word
Proposal = tuple[float, int, int, int, int]  # score, trigger, first word, word after the last, role
Path = list[int]

SURE: Final = 0.97
"""A word that is outside with this probability belongs to no span: paths are sought between such words."""
RARE: Final = 0.02
"""A label that no word between two such words has with this probability is left out there."""
NEVER: Final = -1e9


def softmax(logits: Floats) -> Floats:
    """Probabilities over the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


def best_spans(tags: Floats, outside_bias: float, adjoining: float = 0.0) -> list[Span]:
    """The likeliest valid BIO path through tag probabilities (words, 1 + 2 * labels), as spans.

    Viterbi: I follows only B or I of its label, and a span right after another of its label costs `adjoining`
    (in log-probability), for that is mostly one span in two pieces.
    """
    found: list[Span] = []
    for first, after in _islands(tags[:, 0] < SURE):
        logs = np.log(tags[first:after] + 1e-9)
        biased = logs.copy()
        biased[:, 0] -= outside_bias
        path: Path = biased.argmax(1).tolist()
        if not _is_best(path):
            labels = np.flatnonzero(tags[first:after, 1:].max(0) > RARE) // 2
            path = _best_path(biased.tolist(), sorted({int(n) for n in labels}), adjoining)
        found += [(a + first, b + first, label, score) for a, b, label, score in _spans(path, logs)]
    return found


def _is_best(path: Path) -> bool:
    """Is the path of each word's likeliest tag valid and free of cost? Then none is better."""
    last = 0
    for tag in path:
        inside = last and (last + 1) // 2 == (tag + 1) // 2  # the same label as the word before
        if tag and bool(inside) == (tag % 2 == 1):
            return False
        last = tag
    return True


def _islands(is_open: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Runs of True as (first, after)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], is_open.view(np.int8), [0]))))
    for first, after in zip(edges[::2], edges[1::2], strict=True):
        yield int(first), int(after)


def _best_path(rows: list[list[float]], labels: Sequence[int], adjoining: float) -> Path:
    """Tags of the best path; a state is a tag, and only the tags of `labels` are tried."""
    total = {0: rows[0][0]}
    for label in labels:
        total[2 * label + 1], total[2 * label + 2] = rows[0][2 * label + 1], NEVER
    back: list[dict[int, int]] = []
    for row in rows[1:]:
        best = max(total, key=total.__getitem__)
        came, new = {0: best}, {0: total[best] + row[0]}
        for label in labels:
            begin, inside = 2 * label + 1, 2 * label + 2
            came[begin] = before = _before(total, best, begin, adjoining)
            new[begin] = total[before] + row[begin] - adjoining * (before in (begin, inside))
            came[inside] = begin if total[begin] >= total[inside] else inside
            new[inside] = total[came[inside]] + row[inside]
        back.append(came)
        total = new
    path = [max(total, key=total.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _before(total: dict[int, float], best: int, begin: int, adjoining: float) -> int:
    """The best tag before one that begins a span: a span of the same label costs."""
    if best not in (begin, begin + 1):
        return best
    other = max((tag for tag in total if tag not in (begin, begin + 1)), key=total.__getitem__)
    return other if total[other] > total[best] - adjoining else best


def _spans(path: Sequence[int], scores: Floats) -> Iterator[Span]:
    first = 0
    while first < len(path):
        after = first + 1
        if path[first]:
            while after < len(path) and path[after] == path[first] + 1 and path[after] % 2 == 0:
                after += 1
            score = sum(float(scores[i, path[i]]) for i in range(first, after)) / (after - first)
            yield first, after, (path[first] - 1) // 2, score
        first = after


def selected(tags: Floats, labels: Sequence[int]) -> Floats:
    """Tag probabilities of some labels; the rest counts as outside."""
    columns = [c for label in labels for c in (1 + 2 * label, 2 + 2 * label)]
    chosen = tags[:, columns]
    return np.concatenate([1.0 - chosen.sum(-1, keepdims=True), chosen], axis=-1).clip(0.0, 1.0)


def without_overlap(proposals: list[Proposal], triggers: list[Span]) -> list[Proposal]:
    """The surest proposals, no two of them overlapping nor on a trigger; in order of the text."""
    taken = {i for a, b, _, _ in triggers for i in range(a, b)}
    kept: list[Proposal] = []
    for proposal in sorted(proposals, key=lambda p: (-p[0], p[1:])):
        inside = range(proposal[2], proposal[3])
        if taken.isdisjoint(inside):
            taken.update(inside)
            kept.append(proposal)
    return sorted(kept, key=lambda p: p[1:])

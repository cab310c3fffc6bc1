"""From tag probabilities to spans. Needs numpy alone."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Span = tuple[int, int, int, float]  # first word, word after the last, label, log-probability a word
Proposal = tuple[float, int, int, int, int]  # score, trigger, first word, word after the last, role


def softmax(logits: Floats) -> Floats:
    """Probabilities over the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


def best_spans(tags: Floats, outside_bias: float, adjoining: float = 0.0) -> list[Span]:
    """The likeliest valid BIO path through tag probabilities (words, 1 + 2 * labels), as spans.

    Viterbi: I follows only B or I of its label, and a span right after another of its label costs `adjoining`
    (in log-probability), for that is mostly one span in two pieces.
    """
    if not len(tags):
        return []
    scores = np.log(tags + 1e-9)
    scores[:, 0] -= outside_bias
    return _spans(_best_path(scores, adjoining), np.log(tags + 1e-9))


def _best_path(scores: Floats, adjoining: float) -> list[int]:
    labels = (scores.shape[1] - 1) // 2
    begins, insides = 1 + 2 * np.arange(labels), 2 + 2 * np.arange(labels)
    total = scores[0].copy()
    total[insides] = -np.inf
    back = np.zeros(scores.shape, dtype=np.int64)
    for t in range(1, len(scores)):
        best = int(total.argmax())
        back[t] = best
        step = np.full_like(total, total[best])
        if best:
            _adjoin(total, step, back[t], best, adjoining)
        from_begin = total[begins] >= total[insides]
        step[insides] = np.where(from_begin, total[begins], total[insides])
        back[t, insides] = np.where(from_begin, begins, insides)
        total = step + scores[t]
    path = [int(total.argmax())]
    for t in range(len(scores) - 1, 0, -1):
        path.append(int(back[t, path[-1]]))
    return path[::-1]


def _adjoin(total: Floats, step: Floats, back: NDArray[np.int64], best: int, cost: float) -> None:
    """How the label that leads so far may begin again: after itself, at a cost, or after the best of the others."""
    label = (best - 1) // 2
    begin = 1 + 2 * label
    others = total.copy()
    others[begin : begin + 2] = -np.inf
    other = int(others.argmax())
    back[begin] = other if others[other] > total[best] - cost else best
    step[begin] = max(others[other], total[best] - cost)


def _spans(path: Sequence[int], scores: Floats) -> list[Span]:
    found: list[Span] = []
    first = 0
    while first < len(path):
        after = first + 1
        if path[first]:
            while after < len(path) and path[after] == path[first] + 1 and path[after] % 2 == 0:
                after += 1
            score = float(np.mean([scores[i, path[i]] for i in range(first, after)]))
            found.append((first, after, (path[first] - 1) // 2, score))
        first = after
    return found


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

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


def best_spans(tags: Floats, outside_bias: float) -> list[Span]:
    """The likeliest valid BIO path through tag probabilities (words, 1 + 2 * labels), as spans.

    Viterbi, where the one rule is that I follows B or I of its label.
    """
    if not len(tags):
        return []
    scores = np.log(tags + 1e-9)
    scores[:, 0] -= outside_bias
    labels = (tags.shape[1] - 1) // 2
    begins, insides = 1 + 2 * np.arange(labels), 2 + 2 * np.arange(labels)
    total = scores[0].copy()
    total[insides] = -np.inf
    back = np.zeros(tags.shape, dtype=np.int64)
    for t in range(1, len(tags)):
        best = int(total.argmax())
        back[t] = best
        step = np.full_like(total, total[best])
        from_begin = total[begins] >= total[insides]
        step[insides] = np.where(from_begin, total[begins], total[insides])
        back[t, insides] = np.where(from_begin, begins, insides)
        total = step + scores[t]
    path = [int(total.argmax())]
    for t in range(len(tags) - 1, 0, -1):
        path.append(int(back[t, path[-1]]))
    return _spans(path[::-1], np.log(tags + 1e-9))


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

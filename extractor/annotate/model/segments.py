"""The stretch around a trigger that the second pass reads, as its inputs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from extractor.annotate.model.bio import Floats, Span
from extractor.annotate.model.text import Ints, Pieces

REACH: Final = 32
"""Distances from a trigger are told apart up to so many word-pieces."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """The first pass over one text: probabilities of each word's tags, and the hidden states of its windows."""

    pieces: Pieces
    cuts: list[tuple[int, int]]
    home: Ints  # the window of each word
    events: Floats
    entities: Floats
    hidden: list[Floats]  # of each window, (pieces, width)


@dataclass(frozen=True, slots=True)
class Segment:
    """The words `first`..`after` around one trigger, whose hidden states begin at `place` of its window."""

    trigger: Span
    first: int
    after: int
    window: int
    place: int
    length: int  # word-pieces


def segment(pieces: Pieces, bounds: tuple[int, int], trigger: tuple[int, int], context: int) -> tuple[int, int]:
    """The words around a trigger that the second pass reads: its sentence, within the window and the context."""
    first, after = bounds
    for start, end in pieces.sentences:
        if start <= trigger[0] < end:
            first, after = max(first, start), max(min(after, end), trigger[1])
    firsts = pieces.firsts
    while first < trigger[0] and firsts[trigger[0]] - firsts[first] > context:
        first += 1
    while after > trigger[1] and firsts[after] - firsts[trigger[1]] > context:
        after -= 1
    return first, after


def segment_of(encoded: Encoded, trigger: Span, context: int) -> Segment:
    """The segment of a trigger that was found in an encoded text."""
    window = int(encoded.home[trigger[0]])
    cut, firsts = encoded.cuts[window], encoded.pieces.firsts
    first, after = segment(encoded.pieces, cut, (trigger[0], min(trigger[1], cut[1])), context)
    place = int(firsts[first] - firsts[cut[0]]) + 1
    length = min(int(firsts[after] - firsts[first]), len(encoded.hidden[window]) - place)
    return Segment(trigger, first, after, window, place, length)


def inputs(encoded: Encoded, segments: Sequence[Segment]) -> tuple[Floats, Ints, Ints, Ints, Ints]:
    """Hidden states, mask, trigger marks, distances and types for `Engine.again`."""
    shape = (len(segments), max(s.length for s in segments))
    hidden = np.zeros((*shape, encoded.hidden[0].shape[-1]), dtype=np.float32)
    mask, on, distance = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    firsts = encoded.pieces.firsts
    for row, s in enumerate(segments):
        hidden[row, : s.length] = encoded.hidden[s.window][s.place : s.place + s.length]
        mask[row, : s.length] = 1
        begin, end = (int(firsts[word] - firsts[s.first]) for word in s.trigger[:2])
        on[row, begin:end] = 1
        along = np.arange(s.length)
        away = np.where(along < begin, along - begin, np.maximum(along - end + 1, 0))
        distance[row, : s.length] = np.clip(away, -REACH, REACH) + REACH
    return hidden, mask, on, distance, np.array([s.trigger[2] for s in segments])

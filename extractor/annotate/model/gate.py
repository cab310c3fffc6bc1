"""A first, cheap look at a text: which sentences are worth the encoder. Needs numpy alone."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractor.annotate.model.bio import Floats
from extractor.annotate.model.text import Ints, Pieces

LEAK = 0.1  # slope of a unit below zero: with none, dead sentences would all tie


@dataclass(frozen=True, slots=True)
class Layer:
    """A linear layer, (inputs, outputs)."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        """Of each row."""
        return np.asarray(x @ self.weight + self.bias)


@dataclass(frozen=True, slots=True)
class Gate:
    """Small word-piece embeddings, convolutions over the text, and each sentence seen beside its neighbours."""

    rows: NDArray[np.int8]  # of each word-piece, eight bits
    scale: Floats
    shapes: Floats
    convolutions: tuple[Layer, ...]  # over three pieces each
    marks: Layer  # is a piece in a trigger, in an argument
    middle: Layer
    out: Layer

    @classmethod
    def load(cls, path: Path) -> "Gate":
        """Read `gate.npz`, as `training.gate` writes it."""
        with np.load(path) as held:
            arrays = {name: held[name] for name in held.files}
        weights = {name: a.astype(np.float32) for name, a in arrays.items() if a.dtype != np.int8}

        def layer(name: str) -> Layer:
            return Layer(weights[f"{name}.weight"], weights[f"{name}.bias"])

        count = sum(name.startswith("convolution") for name in weights) // 2
        convolutions = tuple(layer(f"convolution{i}") for i in range(count))
        table = (arrays["rows"], weights["scale"], weights["shapes"])
        return cls(*table, convolutions, layer("marks"), layer("middle"), layer("out"))

    def scores(self, pieces: Pieces) -> Floats:
        """Log-odds that a sentence tells of an event, one for each sentence."""
        if not pieces.sentences:
            return np.zeros(0, dtype=np.float32)
        starts = pieces.firsts[[first for first, _ in pieces.sentences]]
        lengths = np.diff(starts, append=pieces.firsts[-1])
        seen = _beside(_pooled(*self._read(pieces), starts, lengths), lengths)
        return np.asarray(self.out(_rectified(self.middle(seen)))[:, 0])

    def _read(self, pieces: Pieces) -> tuple[Floats, Floats]:
        """Of each piece what it is about, and its marks."""
        hidden = self.rows[pieces.ids] * self.scale[pieces.ids] + self.shapes[pieces.shapes]
        for convolution in self.convolutions:
            hidden = _rectified(convolution(_threes(hidden)))
        return hidden, self.marks(hidden)


def kept(pieces: Pieces, scores: Floats, least: float) -> list[int]:
    """The words of the sentences that score at least so much, for `Pieces.of_words`."""
    chosen = zip(pieces.sentences, scores, strict=True)
    return [word for (first, after), score in chosen if score >= least for word in range(first, after)]


def _rectified(x: Floats) -> Floats:
    return np.asarray(np.maximum(x, LEAK * x))


def _threes(x: Floats) -> Floats:
    """Each row between the rows before and after it; nothing lies beyond the ends."""
    found = np.zeros((len(x), 3, x.shape[1]), dtype=np.float32)
    found[1:, 0], found[:, 1], found[:-1, 2] = x[:-1], x, x[1:]
    return found.reshape(len(x), -1)


def _pooled(hidden: Floats, marks: Floats, starts: Ints, lengths: Ints) -> Floats:
    """Of each sentence: the most of everything, and the mean of what it is about."""
    most = np.maximum.reduceat(np.hstack([hidden, marks]), starts)
    return np.hstack([most, np.add.reduceat(hidden, starts) / lengths[:, None].astype(np.float32)])


def _beside(sentences: Floats, lengths: Ints) -> Floats:
    """Each sentence with its neighbours, the mean of the text, where it stands and how long it is."""
    before_own_after = _threes(sentences)
    mean = np.broadcast_to(sentences.mean(0), sentences.shape)
    return np.hstack([before_own_after, mean, standing(lengths)])


def standing(lengths: Ints) -> Floats:
    """Where each sentence stands: from the top, along the text; how long it is and how many there are."""
    place, count = np.arange(len(lengths)), len(lengths)
    columns = 1 / (1 + place), place / count, np.log(lengths) / 4, np.full(count, np.log(count) / 4)
    return np.stack(columns, 1).astype(np.float32)

"""The recogniser's network, computed from spaCy's weights with as little work as gives the same vectors.

A token's first vector depends on its form alone, so it is made once a form and kept. The convolutions after it are
matrix products in blocks small enough for the processor's cache, with no copies between them.
"""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Attributes = NDArray[np.uint64]

HASHED = r"ints-getitem>>hashembed"
DENSE = r"maxout>>layernorm>>dropout"
CONVOLVED = rf"residual\(expand_window>>{DENSE}\)"
SHAPE = re.compile(
    rf"extract_features>>list2ragged>>with_array\({HASHED}(\|{HASHED})*\)>>with_array\({DENSE}\)>>ragged2list"
    rf">>with_array\({CONVOLVED}(>>{CONVOLVED})*\)>>list2array>>linear"
)
"""The layers this module computes, as spaCy names them; a model of another shape is left to spaCy."""

BLOCK = 512
"""Tokens computed together: matrices of this size stay in the processor's cache."""
FORMS = 16_384
"""Forms whose vectors are kept (6 MiB); when they are more, all are forgotten. What is found never depends on it."""
TINY = np.float32(1e-8)


@dataclass(frozen=True, slots=True)
class Dense:
    """A maxout layer and the normalisation after it; the pieces lie one behind the other, each `width` wide."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    @property
    def width(self) -> int:
        """Numbers in a vector it gives."""
        return len(self.gain)


@dataclass(frozen=True, slots=True)
class Hashed:
    """A table of embeddings, each row already multiplied with the weights of the layer that mixes them."""

    column: int
    seed: int
    rows: Floats
    hashes: Callable[[Attributes, int], NDArray[np.uint32]]

    def look_up(self, forms: Attributes) -> Floats:
        """Its part of the sum, a row a form: each form has four rows, so that few forms share all of theirs."""
        keys = self.hashes(np.ascontiguousarray(forms[:, self.column]), self.seed) % len(self.rows)
        parts: Floats = self.rows[keys[:, 0]]
        for k in range(1, keys.shape[1]):
            parts += self.rows[keys[:, k]]
        return parts


@dataclass(slots=True)
class Network:
    """From the attributes of a text's tokens to their vectors."""

    columns: tuple[str, ...]
    tables: tuple[Hashed, ...]
    mixer: Dense
    convolutions: tuple[Dense, ...]
    _places: dict[bytes, int] = field(default_factory=dict)
    _kept: Floats = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._kept = np.empty((FORMS, self.mixer.width), np.float32)

    def vectors(self, attributes: Attributes) -> Floats:
        """A vector for each token of one text, given a row of `columns` for each."""
        out = np.empty((len(attributes), self.mixer.width), np.float32)
        for start in range(0, len(attributes), BLOCK):
            end = min(start + BLOCK, len(attributes))
            out[start:end] = self._convolved(attributes, start, end)
        return out

    def _convolved(self, attributes: Attributes, start: int, end: int) -> Floats:
        """The vectors of a block: each convolution looks one token to either side, and uses up one row there."""
        reach = len(self.convolutions)
        first, last = max(start - reach, 0), min(end + reach, len(attributes))
        x = np.zeros((end - start + 2 * reach, self.mixer.width), np.float32)
        at = first - (start - reach)
        x[at : at + last - first] = self._embedded(attributes[first:last])
        for layer in self.convolutions:
            y = _normalised(layer, _windows(x) @ layer.weights)
            y += x[1:-1]
            x = y
        return x

    def _embedded(self, attributes: Attributes) -> Floats:
        """First vectors. Each is computed row by row, never by a matrix product: its bits must not depend on others."""
        forms = np.ascontiguousarray(attributes).view(f"V{attributes.itemsize * attributes.shape[1]}").ravel().tolist()
        with self._lock:
            new = {form: i for i, form in enumerate(forms) if form not in self._places}
            if len(self._places) + len(new) > FORMS:
                self._places.clear()
                new = {form: i for i, form in enumerate(forms)}
            if new:
                self._keep(new, attributes)
            return self._kept[[self._places[form] for form in forms]]

    def _keep(self, new: dict[bytes, int], attributes: Attributes) -> None:
        rows = attributes[list(new.values())]
        mixed = self.tables[0].look_up(rows)
        for table in self.tables[1:]:
            mixed += table.look_up(rows)
        begin = len(self._places)
        self._kept[begin : begin + len(new)] = _normalised(self.mixer, mixed)
        self._places.update((form, begin + i) for i, form in enumerate(new))


def _windows(x: Floats) -> Floats:
    """Each row between its neighbours, but for the first and the last."""
    width = x.shape[1]
    return np.ascontiguousarray(as_strided(x, (len(x) - 2, 3 * width), x.strides))


def _normalised(layer: Dense, z: Floats) -> Floats:
    """The greatest of the pieces, less the mean, by the deviation; `z` is overwritten."""
    z += layer.bias
    best = greatest(z, layer.width)
    best -= (np.einsum("ij->i", best) / np.float32(layer.width))[:, None]  # as `mean`, in a third of its time
    variance = np.einsum("ij,ij->i", best, best) / np.float32(layer.width)
    best *= np.reciprocal(np.sqrt(variance + TINY))[:, None]
    best *= layer.gain
    best += layer.shift
    return best


def greatest(z: Floats, width: int) -> Floats:
    """Of each number's pieces the greatest; a piece of all numbers is `width` wide."""
    best: Floats = np.maximum(z[:, :width], z[:, width : 2 * width])
    for start in range(2 * width, z.shape[1], width):
        np.maximum(best, z[:, start : start + width], out=best)
    return best


def by_piece(weights: Any) -> Floats:
    """spaCy's weights (numbers, pieces, inputs), so that inputs times them gives one piece behind the other."""
    numbers, pieces, inputs = weights.shape
    return np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, pieces * numbers), np.float32)


def is_known(tok2vec: Any) -> bool:
    """Whether the layers that give a recogniser its vectors are of the shape computed here."""
    windows = _named(tok2vec, "expand_window")
    padding = [node.attrs["pad"] for node in _nodes(tok2vec) if node.name.startswith("with_array(r")]
    return (
        SHAPE.fullmatch(tok2vec.name) is not None
        and all(node.attrs["window_size"] == 1 for node in windows)
        and all(pad >= len(windows) for pad in padding)
        and all(node.get_dim("nP") > 1 for node in _named(tok2vec, "maxout"))
    )


def network_of(tok2vec: Any) -> Network:
    """The network of a recogniser's vectors, of spaCy's weights; `is_known` has said yes to it."""
    mixer, *convolutions = map(_dense, _named(tok2vec, "maxout"), _named(tok2vec, "layernorm"))
    (features,) = _named(tok2vec, "extract_features")
    tables = _tables(_named(tok2vec, "hashembed"), mixer)
    return Network(tuple(features.attrs["columns"]), tables, mixer, tuple(convolutions))


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for layer in node.layers:
        yield from _nodes(layer)


def _named(node: Any, name: str) -> list[Any]:
    return [found for found in _nodes(node) if found.name == name]


def _dense(maxout: Any, layernorm: Any) -> Dense:
    bias = np.ascontiguousarray(maxout.get_param("b").T.ravel(), np.float32)
    return Dense(by_piece(maxout.get_param("W")), bias, layernorm.get_param("G"), layernorm.get_param("b"))


def _tables(nodes: list[Any], mixer: Dense) -> tuple[Hashed, ...]:
    tables, start = [], 0
    for node in nodes:
        rows = node.get_param("E")
        part = mixer.weights[start : start + rows.shape[1]]
        tables.append(Hashed(node.attrs["column"], node.attrs["seed"], rows @ part, node.ops.hash))
        start += rows.shape[1]
    return tuple(tables)

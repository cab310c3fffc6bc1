"""The trained model on texts: events, arguments, factuality, entities, by characters. Needs numpy and onnxruntime."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from training.bio import Floats, Span, best_spans, selected, softmax, without_overlap
from training.labels import ENTITIES, FLAT, REALIS, ROLES, ROLES_OF, TYPES
from training.text import SPECIAL, Ints, Pieces, WordPiece, windows

REACH: Final = 32  # distances from a trigger are told apart up to so many word-pieces
TOGETHER: Final = 8  # windows in one call
_TRIGGERS: Final = [FLAT.index((kind, None)) for kind in TYPES]
# For each event type: the roles it has, and where the flat tagger keeps them.
_ROLES: Final = [[ROLES.index(role) for role in ROLES_OF[kind]] for kind in TYPES]
_FLAT_ROLES: Final = [[FLAT.index((kind, role)) for role in ROLES_OF[kind]] for kind in TYPES]


class Engine(Protocol):
    """The two passes, on whatever runs them."""

    def read(self, ids: Ints, shapes: Ints, mask: Ints) -> tuple[Floats, Floats, Floats]:
        """Event logits, entity logits, hidden states for the second pass."""

    def again(self, hidden: Floats, mask: Ints, trigger: Ints, distance: Ints, kind: Ints) -> tuple[Floats, Floats]:
        """Role logits and realis logits of each event."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """What was chosen on dev; see training/config.toml."""

    window: int = 256
    overlap: int = 48
    context: int = 64
    flat_share: float = 0.35
    outside_bias: float = 0.0
    argument_bias: float = 0.0
    entity_bias: float = 0.0
    adjoining_triggers: float = 0.0
    adjoining_arguments: float = 0.0


@dataclass(frozen=True, slots=True)
class Argument:
    """A stretch of text that plays a role in an event."""

    start: int
    end: int
    role: str
    score: float


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger with its type, factuality and arguments."""

    start: int
    end: int
    type: str
    factuality: str
    score: float
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing."""

    start: int
    end: int
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the model says of one text."""

    events: tuple[Event, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The first pass over one text: probabilities of each word, and the hidden states of its windows."""

    pieces: Pieces
    cuts: list[tuple[int, int]]
    home: Ints  # the window that sees most around each word
    events: Floats
    entities: Floats
    hidden: Floats


class OnnxEngine:
    """Both passes in onnxruntime, one thread."""

    def __init__(self, folder: Path, suffix: str = "") -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        places = ["CPUExecutionProvider"]
        self._first = onnxruntime.InferenceSession(str(folder / f"reader{suffix}.onnx"), options, providers=places)
        self._second = onnxruntime.InferenceSession(str(folder / f"second{suffix}.onnx"), options, providers=places)

    def read(self, ids: Ints, shapes: Ints, mask: Ints) -> tuple[Floats, Floats, Floats]:
        """See `Engine`."""
        events, entities, hidden = self._first.run(None, {"ids": ids, "shapes": shapes, "mask": mask})
        return events, entities, hidden

    def again(self, hidden: Floats, mask: Ints, trigger: Ints, distance: Ints, kind: Ints) -> tuple[Floats, Floats]:
        """See `Engine`."""
        fed: dict[str, Any] = {"hidden": hidden, "mask": mask, "trigger": trigger, "distance": distance, "kind": kind}
        roles, realis = self._second.run(None, fed)
        return roles, realis


class Model:
    """Texts in, readings out."""

    def __init__(self, engine: Engine, cutter: WordPiece, decoding: Decoding) -> None:
        self.engine, self.cutter, self.decoding = engine, cutter, decoding

    def predict(self, texts: Iterable[str]) -> list[Reading]:
        """Read each text; nothing of it is left out, however long."""
        return [self.decode(self.encode(text)) for text in texts]

    def encode(self, text: str) -> Encoded:
        """The first pass, in overlapping windows."""
        pieces = self.cutter.pieces(text)
        cuts = windows_of(pieces, self.decoding)
        if not cuts:
            empty = np.zeros((0, 1), dtype=np.float32)
            return Encoded(pieces, [], np.zeros(0, int), empty, empty, empty)
        events, entities, hidden = self._read(*self._inputs(pieces, cuts))
        rows = home(pieces, cuts)
        starts = np.array([pieces.firsts[first] for first, _ in cuts])
        places = (pieces.firsts[:-1] - starts[rows] + 1).clip(max=events.shape[1] - 1)
        return Encoded(pieces, cuts, rows, softmax(events[rows, places]), softmax(entities[rows, places]), hidden)

    def _read(self, ids: Ints, shapes: Ints, mask: Ints) -> tuple[Floats, Floats, Floats]:
        """The engine's first pass, a few windows at a time: memory stays flat however long the text."""
        parts = [
            self.engine.read(ids[i : i + TOGETHER], shapes[i : i + TOGETHER], mask[i : i + TOGETHER])
            for i in range(0, len(ids), TOGETHER)
        ]
        events, entities, hidden = (np.concatenate(column) for column in zip(*parts, strict=True))
        return events, entities, hidden

    def _inputs(self, pieces: Pieces, cuts: Sequence[tuple[int, int]]) -> tuple[Ints, Ints, Ints]:
        size = self.decoding.window - 2
        lengths = [min(int(pieces.firsts[b] - pieces.firsts[a]), size) for a, b in cuts]
        ids, shapes, mask = (np.zeros((len(cuts), max(lengths) + 2), dtype=np.int64) for _ in range(3))
        for row, ((first, _), n) in enumerate(zip(cuts, lengths, strict=True)):
            part = slice(pieces.firsts[first], pieces.firsts[first] + n)
            ids[row, 0], ids[row, n + 1] = self.cutter.cls, self.cutter.sep
            ids[row, 1 : n + 1] = pieces.ids[part]
            shapes[row, 0] = shapes[row, n + 1] = SPECIAL
            shapes[row, 1 : n + 1] = pieces.shapes[part]
            mask[row, : n + 2] = 1
        return ids, shapes, mask

    def decode(self, encoded: Encoded) -> Reading:
        """Triggers from the first pass, arguments from both, entities."""
        if not encoded.cuts:
            return Reading((), ())
        triggers = best_spans(
            selected(encoded.events, _TRIGGERS), self.decoding.outside_bias, self.decoding.adjoining_triggers
        )
        words = encoded.pieces.words
        entities = tuple(
            Entity(words[a].start, words[b - 1].end, ENTITIES[k], s)
            for a, b, k, s in best_spans(encoded.entities, self.decoding.entity_bias)
        )
        return Reading(self._events(encoded, triggers), entities)

    def _events(self, encoded: Encoded, triggers: list[Span]) -> tuple[Event, ...]:
        if not triggers:
            return ()
        bounds = [self._segment(encoded, t) for t in triggers]
        roles, realis = self._second_pass(encoded, triggers, bounds)
        proposals = [
            (score, number, first + bounds[number][0], after + bounds[number][0], label)
            for number, trigger in enumerate(triggers)
            for first, after, label, score in self._roles(encoded, trigger, bounds[number], roles[number])
        ]
        kept = without_overlap(proposals, triggers)
        words = encoded.pieces.words
        return tuple(
            Event(
                words[a].start,
                words[b - 1].end,
                TYPES[kind],
                REALIS[int(realis[number].argmax())],
                score,
                tuple(
                    Argument(words[p[2]].start, words[p[3] - 1].end, ROLES[p[4]], p[0]) for p in kept if p[1] == number
                ),
            )
            for number, (a, b, kind, score) in enumerate(triggers)
        )

    def _segment(self, encoded: Encoded, trigger: Span) -> tuple[int, int]:
        """The words of the trigger's sentence, within its window and the context."""
        first, after = encoded.cuts[int(encoded.home[trigger[0]])]
        return segment(encoded.pieces, (first, after), (trigger[0], min(trigger[1], after)), self.decoding.context)

    def _second_pass(
        self, encoded: Encoded, triggers: list[Span], bounds: list[tuple[int, int]]
    ) -> tuple[list[Floats], Floats]:
        """Role probabilities of each trigger's words, and realis logits."""
        firsts = encoded.pieces.firsts
        starts = [int(firsts[a]) for a, _ in bounds]
        lengths = [int(firsts[b]) - start for (_, b), start in zip(bounds, starts, strict=True)]
        shape = (len(triggers), max(lengths))
        hidden = np.zeros((*shape, encoded.hidden.shape[-1]), dtype=np.float32)
        mask, on, distance = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for row, (a, b, _, _) in enumerate(triggers):
            window = int(encoded.home[a])
            offset = starts[row] - int(firsts[encoded.cuts[window][0]]) + 1
            n = lengths[row] = min(lengths[row], encoded.hidden.shape[1] - offset)
            hidden[row, :n] = encoded.hidden[window, offset : offset + n]
            mask[row, :n] = 1
            begin, end = int(firsts[a]) - starts[row], int(firsts[b]) - starts[row]
            on[row, begin:end] = 1
            along = np.arange(n)
            away = np.where(along < begin, along - begin, np.maximum(along - end + 1, 0))
            distance[row, :n] = np.clip(away, -REACH, REACH) + REACH
        kinds = np.array([t[2] for t in triggers])
        roles, realis = self.engine.again(hidden, mask, on, distance, kinds)
        tagged = [
            softmax(roles[row][np.minimum(firsts[a:b] - starts[row], roles.shape[1] - 1)])
            for row, (a, b) in enumerate(bounds)
        ]
        return tagged, realis

    def _roles(self, encoded: Encoded, trigger: Span, bounds: tuple[int, int], second: Floats) -> list[Span]:
        """Arguments of one trigger, from both passes; spans count from the segment's first word."""
        kind = trigger[2]
        share = self.decoding.flat_share
        flat = selected(encoded.events[bounds[0] : bounds[1]], _FLAT_ROLES[kind])
        mixed = share * flat + (1.0 - share) * selected(second, _ROLES[kind])
        spans = best_spans(mixed, self.decoding.argument_bias, self.decoding.adjoining_arguments)
        return [(a, b, _ROLES[kind][k], s) for a, b, k, s in spans]


def windows_of(pieces: Pieces, decoding: Decoding) -> list[tuple[int, int]]:
    """The windows of a text; [CLS] and [SEP] take two pieces of each."""
    return windows(pieces, decoding.window - 2, decoding.overlap)


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


def home(pieces: Pieces, cuts: Sequence[tuple[int, int]]) -> Ints:
    """For each word the window in which it lies farthest from an edge (the text's own ends are no edge)."""
    firsts = pieces.firsts[:-1]
    total = len(firsts)
    depth = np.full((len(cuts), total), -1)
    for row, (first, after) in enumerate(cuts):
        left = firsts[first:after] - firsts[first] if first else np.full(after - first, 1 << 20)
        right = pieces.firsts[after] - firsts[first:after] if after < total else np.full(after - first, 1 << 20)
        depth[row, first:after] = np.minimum(left, right)
    return np.asarray(depth.argmax(0))

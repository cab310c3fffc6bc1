"""The trained model on texts: events, arguments, factuality, entities, by code points."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from extractor.annotate.model.bio import Floats, Proposal, Span, best_spans, selected, softmax, without_overlap
from extractor.annotate.model.engine import Engine, OnnxEngine
from extractor.annotate.model.gate import Gate, kept
from extractor.annotate.model.labels import ENTITIES, FLAT, REALIS, ROLES, ROLES_OF, TYPES
from extractor.annotate.model.reading import Argument, Entity, Event, Reading
from extractor.annotate.model.segments import Encoded, Segment, inputs, segment_of
from extractor.annotate.model.text import SPECIAL, Pieces, WordPiece, windows

WEIGHTS: Final = Path(__file__).parent / "weights"
TOGETHER: Final = 8
"""Events in one call."""
PADDED: Final = 1.4
"""How much longer than the shortest the longest segment in one call may be."""
_TRIGGERS: Final = [FLAT.index((kind, None)) for kind in TYPES]
# For each event type: the roles it has, and where the flat tagger keeps them.
_ROLES: Final = [[ROLES.index(role) for role in ROLES_OF[kind]] for kind in TYPES]
_FLAT_ROLES: Final = [[FLAT.index((kind, role)) for role in ROLES_OF[kind]] for kind in TYPES]


@dataclass(frozen=True, slots=True)
class Decoding:
    """What was chosen on dev; see training/config.toml."""

    window: int = 128
    context: int = 64
    flat_share: float = 0.5
    outside_bias: float = 0.0
    argument_bias: float = 0.0
    entity_bias: float = 0.0
    adjoining_triggers: float = 0.0
    adjoining_arguments: float = 0.0
    least: float = 0.0  # what a sentence must score at the gate


class Reader:
    """Texts in, readings out. Without a gate every sentence is read."""

    def __init__(self, engine: Engine, cutter: WordPiece, decoding: Decoding, gate: Gate | None = None) -> None:
        self.engine, self.cutter, self.decoding, self.gate = engine, cutter, decoding, gate

    def read(self, texts: Iterable[str]) -> list[Reading]:
        """Each text by itself, however long."""
        return [self.decode(self.encode(self.pieces(text))) for text in texts]

    def pieces(self, text: str) -> Pieces:
        """The text cut up, without the sentences that the gate holds back."""
        pieces = self.cutter.pieces(text)
        if self.gate is None:
            return pieces
        return pieces.of_words(kept(pieces, self.gate.scores(pieces), self.decoding.least))

    def encode(self, pieces: Pieces) -> Encoded:
        """The first pass, in windows of whole sentences."""
        cuts = windows(pieces, self.decoding.window - 2)
        if not cuts:
            empty = np.zeros((0, 1), dtype=np.float32)
            return Encoded(pieces, [], np.zeros(0, int), empty, empty, [])
        read = [self._window(pieces, first, after) for first, after in cuts]
        events, entities = (softmax(np.concatenate([of[i] for of in read])) for i in (0, 1))
        home = np.repeat(np.arange(len(cuts)), [after - first for first, after in cuts])
        return Encoded(pieces, cuts, home, events, entities, [hidden for _, _, hidden in read])

    def _window(self, pieces: Pieces, first: int, after: int) -> tuple[Floats, Floats, Floats]:
        """Logits of the words `first`..`after` and hidden states of their pieces; a window alone has no padding."""
        begin = int(pieces.firsts[first])
        end = min(int(pieces.firsts[after]), begin + self.decoding.window - 2)
        ids = np.array([[self.cutter.cls, *pieces.ids[begin:end], self.cutter.sep]])
        shapes = np.array([[SPECIAL, *pieces.shapes[begin:end], SPECIAL]])
        events, entities, hidden = self.engine.read(ids, shapes)
        places = pieces.firsts[first:after] - begin + 1
        return events[0, places], entities[0, places], hidden[0]

    def decode(self, encoded: Encoded) -> Reading:
        """Triggers from the first pass, arguments from both, entities."""
        if not encoded.cuts:
            return Reading((), ())
        chosen = self.decoding
        triggers = best_spans(selected(encoded.events, _TRIGGERS), chosen.outside_bias, chosen.adjoining_triggers)
        words = encoded.pieces.words
        entities = tuple(
            Entity(words[a].start, words[b - 1].end, ENTITIES[k], s)
            for a, b, k, s in best_spans(encoded.entities, chosen.entity_bias)
        )
        return Reading(self._events(encoded, triggers), entities)

    def _events(self, encoded: Encoded, triggers: list[Span]) -> tuple[Event, ...]:
        segments = [segment_of(encoded, t, self.decoding.context) for t in triggers]
        roles, realis = self.second_pass(encoded, segments)
        proposals: list[Proposal] = [
            (score, number, first + s.first, after + s.first, label)
            for number, s in enumerate(segments)
            for first, after, label, score in self._roles(encoded, s, roles[number])
        ]
        words, kept = encoded.pieces.words, without_overlap(proposals, triggers)
        arguments: list[list[Argument]] = [[] for _ in triggers]
        for score, number, first, after, label in kept:
            arguments[number].append(Argument(words[first].start, words[after - 1].end, ROLES[label], score))
        return tuple(
            Event(words[a].start, words[b - 1].end, TYPES[kind], REALIS[realis[number]], score, tuple(mine))
            for number, ((a, b, kind, score), mine) in enumerate(zip(triggers, arguments, strict=True))
        )

    def second_pass(self, encoded: Encoded, segments: Sequence[Segment]) -> tuple[list[Floats], list[int]]:
        """Role probabilities of each segment's words, and each event's realis; like lengths together."""
        roles: list[Floats] = [np.zeros((0, 0), dtype=np.float32)] * len(segments)
        realis = [0] * len(segments)
        for batch in alike(segments):
            found, real = self.engine.again(*inputs(encoded, [segments[n] for n in batch]))
            for row, number in enumerate(batch):
                s = segments[number]
                places = encoded.pieces.firsts[s.first : s.after] - encoded.pieces.firsts[s.first]
                roles[number] = softmax(found[row][np.minimum(places, s.length - 1)])
                realis[number] = int(real[row].argmax())
        return roles, realis

    def _roles(self, encoded: Encoded, segment: Segment, second: Floats) -> list[Span]:
        """Arguments of one trigger, from both passes; spans count from the segment's first word."""
        kind, share = segment.trigger[2], self.decoding.flat_share
        flat = selected(encoded.events[segment.first : segment.after], _FLAT_ROLES[kind])
        mixed = share * flat + (1.0 - share) * selected(second, _ROLES[kind])
        spans = best_spans(mixed, self.decoding.argument_bias, self.decoding.adjoining_arguments)
        return [(a, b, _ROLES[kind][k], s) for a, b, k, s in spans]


def alike(segments: Sequence[Segment]) -> Iterator[list[int]]:
    """Numbers of segments to read together: of about one length, so that little is padded."""
    batch: list[int] = []
    for number in sorted(range(len(segments)), key=lambda n: segments[n].length):
        if batch and (len(batch) == TOGETHER or segments[number].length > PADDED * segments[batch[0]].length):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def load(folder: Path = WEIGHTS) -> Reader:
    """The model of a package that `training.export` wrote; the one that is shipped unless told otherwise."""
    return _loaded(folder)


@lru_cache(maxsize=2)
def _loaded(folder: Path) -> Reader:
    chosen = Decoding(**json.loads((folder / "decoding.json").read_text("utf-8")))
    return Reader(OnnxEngine(folder), WordPiece(folder / "vocab.txt"), chosen, Gate.load(folder / "gate.npz"))

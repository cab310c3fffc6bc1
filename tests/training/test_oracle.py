"""What decoding could reach if every tag were right; needs the development data beside the checkout."""

# ruff: noqa: ARG002  (engines and passes have a given shape)

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from extractor.annotate.model.bio import Floats
from extractor.annotate.model.labels import ENTITIES, FLAT, ROLES, span_tags, tags
from extractor.annotate.model.reader import Decoding, Reader
from extractor.annotate.model.segments import Encoded, Segment
from extractor.annotate.model.text import Ints, Pieces, WordPiece, windows
from training import data
from training.evaluate import casie_scores, result_document

SHARED = Path(os.environ.get("SHARED", Path(__file__).parents[3] / "shared"))
DEV = SHARED / "data" / "casie" / "dev.jsonl"
pytestmark = pytest.mark.skipif(not DEV.exists(), reason="no development data beside the checkout")


class Silent:
    """An engine that is never asked."""

    def read(self, ids: Ints, shapes: Ints) -> tuple[Floats, Floats, Floats]:
        raise AssertionError

    def again(self, hidden: Floats, mask: Ints, trigger: Ints, distance: Ints, kind: Ints) -> tuple[Floats, Floats]:
        raise AssertionError


def sure(found: list[int], number: int) -> Floats:
    made = np.full((len(found), number), 1e-6, dtype=np.float32)
    made[np.arange(len(found)), found] = 1.0
    return made


class Oracle(Reader):
    """Tags as annotated."""

    def __init__(self, cutter: WordPiece, examples: list[data.Example]) -> None:
        super().__init__(Silent(), cutter, Decoding())
        self.examples = {example.text: example for example in examples}
        self.now = examples[0]

    def pieces(self, text: str) -> Pieces:
        self.now = self.examples[text]
        return self.now.pieces

    def encode(self, pieces: Pieces) -> Encoded:
        cuts = windows(pieces, self.decoding.window - 2)
        rows = np.repeat(np.arange(len(cuts)), [after - first for first, after in cuts])
        entities = sure([0] * len(pieces.words), tags(len(ENTITIES)))
        hidden = [np.zeros((self.decoding.window, 1), dtype=np.float32) for _ in cuts]
        return Encoded(pieces, cuts, rows, sure(list(self.now.flat), tags(len(FLAT))), entities, hidden)

    def second_pass(self, encoded: Encoded, segments: Sequence[Segment]) -> tuple[list[Floats], list[int]]:
        roles: list[Floats] = []
        realis: list[int] = []
        for s in segments:
            (event,) = (e for e in self.now.events if e.trigger == s.trigger[:2])
            spans = [(a - s.first, b - s.first, r) for a, b, r in event.arguments if s.first <= a < b <= s.after]
            roles.append(sure(span_tags(s.after - s.first, spans), tags(len(ROLES))))
            realis.append(event.realis)
        return roles, realis


def test_decoding_loses_only_arguments_outside_the_sentence(tmp_path: Path) -> None:
    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_text("[UNK]\n[CLS]\n[SEP]\n", "utf-8")
    gold = list(data.read_jsonl(DEV))
    cutter = WordPiece(vocabulary)
    model = Oracle(cutter, data.casie(DEV, cutter))
    readings = model.read(record["text"] for record in gold)
    results = [result_document(record, reading) for record, reading in zip(gold, readings, strict=True)]
    scores = casie_scores(SHARED, gold, results)
    assert scores["TC"] > 99.5
    assert scores["realis"] > 99.5
    assert scores["AC"] > 97.5
    assert scores["AC+"] > 97.5

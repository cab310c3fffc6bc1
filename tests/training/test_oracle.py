"""What decoding could reach if every tag were right; needs the development data beside the checkout."""

# ruff: noqa: ARG002  (engines and passes have a given shape)

import os
from pathlib import Path

import numpy as np
import pytest

from training import data
from training.bio import Floats, Span
from training.evaluate import casie_scores, result_document
from training.labels import ENTITIES, FLAT, REALIS, ROLES, span_tags, tags
from training.runtime import Decoding, Encoded, Model, home, windows_of
from training.text import Ints, WordPiece

SHARED = Path(os.environ.get("SHARED", Path(__file__).parents[3] / "shared"))
DEV = SHARED / "data" / "casie" / "dev.jsonl"
pytestmark = pytest.mark.skipif(not DEV.exists(), reason="no development data beside the checkout")


class Silent:
    """An engine that is never asked."""

    def read(self, ids: Ints, shapes: Ints, mask: Ints) -> tuple[Floats, Floats, Floats]:
        raise AssertionError

    def again(self, hidden: Floats, mask: Ints, trigger: Ints, distance: Ints, kind: Ints) -> tuple[Floats, Floats]:
        raise AssertionError


def sure(found: list[int], number: int) -> Floats:
    made = np.full((len(found), number), 1e-6, dtype=np.float32)
    made[np.arange(len(found)), found] = 1.0
    return made


class Oracle(Model):
    """Tags as annotated."""

    def __init__(self, cutter: WordPiece, examples: list[data.Example]) -> None:
        super().__init__(Silent(), cutter, Decoding())
        self.examples = {example.text: example for example in examples}
        self.now = examples[0]

    def encode(self, text: str) -> Encoded:
        self.now = self.examples[text]
        pieces = self.now.pieces
        cuts = windows_of(pieces, self.decoding)
        entities = sure([0] * len(pieces.words), tags(len(ENTITIES)))
        hidden = np.zeros((len(cuts), 1, 1), dtype=np.float32)
        return Encoded(pieces, cuts, home(pieces, cuts), sure(list(self.now.flat), tags(len(FLAT))), entities, hidden)

    def _second_pass(
        self, encoded: Encoded, triggers: list[Span], bounds: list[tuple[int, int]]
    ) -> tuple[list[Floats], Floats]:
        roles: list[Floats] = []
        realis: list[int] = []
        for (first, after, _, _), (start, end) in zip(triggers, bounds, strict=True):
            (event,) = (e for e in self.now.events if e.trigger == (first, after))
            spans = [(a - start, b - start, role) for a, b, role in event.arguments if start <= a < b <= end]
            roles.append(sure(span_tags(end - start, spans), tags(len(ROLES))))
            realis.append(event.realis)
        return roles, sure(realis, len(REALIS))


def test_decoding_loses_only_arguments_outside_the_sentence(tmp_path: Path) -> None:
    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_text("[UNK]\n[CLS]\n[SEP]\n", "utf-8")
    gold = list(data.read_jsonl(DEV))
    cutter = WordPiece(vocabulary)
    model = Oracle(cutter, data.casie(DEV, cutter))
    readings = model.predict(record["text"] for record in gold)
    results = [result_document(record, reading) for record, reading in zip(gold, readings, strict=True)]
    scores = casie_scores(SHARED, gold, results)
    assert scores["TC"] > 99.5
    assert scores["realis"] > 99.5
    assert scores["AC"] > 97.5
    assert scores["AC+"] > 97.5

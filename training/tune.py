"""Choose the decoding of a package on dev: thresholds of triggers, arguments, entities; says what config.toml needs.

usage: python -m training.tune [--package FOLDER] [--shared ../shared]

Tuned is what is shipped, eight bits and gate included; `training.export` then writes what config.toml says.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from extractor.annotate.model import load as packaged
from extractor.annotate.model.bio import Floats, Span
from extractor.annotate.model.engine import Engine
from extractor.annotate.model.gate import Gate
from extractor.annotate.model.labels import ROLES, tags
from extractor.annotate.model.reader import WEIGHTS, Decoding, Reader
from extractor.annotate.model.segments import Encoded, Segment
from extractor.annotate.model.text import Pieces, WordPiece
from training.data import read_jsonl
from training.evaluate import casie_scores, decoding, entity_scores, result_document
from training.settings import load

OUTSIDE = tuple(np.arange(-1.0, 1.26, 0.25).tolist())
SHARES = (0.2, 0.35, 0.5)
ARGUMENT = tuple(np.arange(-0.25, 1.01, 0.25).tolist())
ADJOINING = (0.0, 1.0, 2.0, 4.0)
ENTITY = tuple(np.arange(-0.5, 1.01, 0.25).tolist())


class Remembering(Reader):
    """A reader that runs each pass once for the same input."""

    def __init__(self, engine: Engine, cutter: WordPiece, chosen: Decoding, gate: Gate | None) -> None:
        super().__init__(engine, cutter, chosen, gate)
        self._encoded: dict[int, Encoded] = {}
        self._pieces: dict[str, Pieces] = {}
        self.triggers_only = False
        self._seconds: dict[tuple[int, tuple[Span, ...]], tuple[list[Floats], list[int]]] = {}

    def pieces(self, text: str) -> Pieces:
        """As `Reader.pieces`."""
        if text not in self._pieces:
            self._pieces[text] = super().pieces(text)
        return self._pieces[text]

    def encode(self, pieces: Pieces) -> Encoded:
        """As `Reader.encode`."""
        if id(pieces) not in self._encoded:
            self._encoded[id(pieces)] = super().encode(pieces)
        return self._encoded[id(pieces)]

    def second_pass(self, encoded: Encoded, segments: Sequence[Segment]) -> tuple[list[Floats], list[int]]:
        """As `Reader.second_pass`; no roles while triggers alone are being tuned."""
        if self.triggers_only:
            nothing = np.eye(1, tags(len(ROLES)), dtype=np.float32)
            return [nothing.repeat(s.after - s.first, axis=0) for s in segments], [0] * len(segments)
        key = (id(encoded), tuple(s.trigger for s in segments))
        if key not in self._seconds:
            self._seconds[key] = super().second_pass(encoded, segments)
        return self._seconds[key]


def best(
    model: Remembering,
    gold: Sequence[dict[str, object]],
    shared: Path,
    trials: Sequence[Decoding],
    measures: Sequence[str],
) -> Decoding:
    """The decoding with the highest sum of `measures` on dev."""
    found: list[tuple[float, Decoding]] = []
    for trial in trials:
        model.decoding = trial
        readings = model.read(str(record["text"]) for record in gold)
        results = [result_document(record, reading) for record, reading in zip(gold, readings, strict=True)]
        scores = casie_scores(shared, gold, results)
        found.append((sum(scores[m] for m in measures), trial))
        print(trial, {n: scores[n] for n in ("TC", "AC", "AC+", "realis")}, flush=True)  # noqa: T201
    return max(found, key=lambda pair: pair[0])[1]


def tuned(model: Remembering, shared: Path, start: Decoding, dev: str) -> Decoding:
    """Each threshold in turn, the ones before it fixed."""
    gold = list(read_jsonl(shared / "data" / dev))

    def over(chosen: Any, name: str, values: Sequence[float], *measures: str) -> Decoding:
        return best(model, gold, shared, [replace(chosen, **{name: value}) for value in values], measures)

    model.triggers_only = True
    chosen = over(start, "adjoining_triggers", ADJOINING, "TC")
    chosen = over(chosen, "outside_bias", OUTSIDE, "TC")
    model.triggers_only = False
    chosen = over(chosen, "flat_share", SHARES, "AC", "AC+")
    chosen = over(chosen, "argument_bias", ARGUMENT, "AC", "AC+")
    return over(chosen, "adjoining_arguments", ADJOINING, "AC", "AC+")


def main() -> None:
    """Tune a package from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, default=WEIGHTS)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--events-only", action="store_true", help="leave the threshold of entities as it is")
    parser.add_argument("--set", action="append", default=[], dest="changes")
    chosen = parser.parse_args()
    config = load(chosen.changes)
    package = packaged(chosen.package)
    model = Remembering(package.engine, package.cutter, decoding(config), package.gate)
    found = tuned(model, chosen.shared, model.decoding, config["corpora"]["casie_dev"])
    trials = [found] if chosen.events_only else [replace(found, entity_bias=v) for v in ENTITY]
    model.gate = None
    scored: list[tuple[float, int]] = []
    for number, trial in enumerate(trials):
        model.decoding = trial
        scores = entity_scores(model, chosen.shared, config)
        scored.append((scores["micro"], number))
        print(trial.entity_bias, json.dumps(scores), flush=True)  # noqa: T201
    print(trials[max(scored)[1]])  # noqa: T201


if __name__ == "__main__":
    main()

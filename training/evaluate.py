"""Readings as result documents, and their scores: CASIE by its scorer, entities by exact spans.

usage: python -m training.evaluate (--run NAME | --package FOLDER [--suffix .int8]) [--shared ../shared] [--out FILE]
"""

import argparse
import importlib.util
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from training.data import read_jsonl
from training.runtime import Decoding, Model, OnnxEngine, Reading
from training.settings import WORK, Config, load
from training.text import WordPiece


def result_document(record: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """What the scorer reads of a result document."""
    events = [
        {
            "type": e.type,
            "trigger": {"start": e.start, "end": e.end, "text": record["text"][e.start : e.end]},
            "factuality": e.factuality,
            "arguments": [
                {"start": a.start, "end": a.end, "text": record["text"][a.start : a.end], "role": a.role}
                for a in e.arguments
            ],
        }
        for e in reading.events
    ]
    return {"report": {"id": record["doc_id"], "text": record["text"]}, "events": events}


def casie_scores(shared: Path, gold: Iterable[dict[str, Any]], results: list[dict[str, Any]]) -> dict[str, float]:
    """F1 in per cent of the six measures, and realis accuracy."""
    spec = importlib.util.spec_from_file_location("casie_scorer", shared / "score" / "casie.py")
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    found = scorer.score(list(gold), results, resamples=40)
    scores = {n: round(100 * found[n]["F1"], 2) for n in scorer.NAMES}
    scores |= {f"{n}_{side}": round(100 * found[n][side], 1) for n in ("TC", "AC") for side in "PR"}
    return {**scores, "realis": round(100 * (found["realis_accuracy"] or 0.0), 1)}


def decoding(config: Config) -> Decoding:
    """The decoding part of the configuration."""
    return Decoding(window=config["model"]["window"], context=config["model"]["context"], **config["decoding"])


def score_model(model: Model, shared: Path, config: Config) -> dict[str, float]:
    """Read CASIE dev and score it."""
    gold = list(read_jsonl(shared / "data" / config["corpora"]["casie_dev"]))
    readings = model.predict(record["text"] for record in gold)
    results = [result_document(record, reading) for record, reading in zip(gold, readings, strict=True)]
    return casie_scores(shared, gold, results)


def main() -> None:
    """Score a run's averaged weights, or a package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run")
    parser.add_argument("--package", type=Path)
    parser.add_argument("--suffix", default="")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--set", action="append", default=[], dest="changes")
    chosen = parser.parse_args()
    config = load(chosen.changes)
    if chosen.package:
        engine: Any = OnnxEngine(chosen.package, chosen.suffix)
        cutter = WordPiece(chosen.package / "vocab.txt")
    else:
        from training.train import TorchEngine, cutter_of, load_averaged

        engine, cutter = TorchEngine(load_averaged(WORK / chosen.run)), cutter_of()
    scores = score_model(Model(engine, cutter, decoding(config)), chosen.shared, config)
    print(json.dumps(scores))  # noqa: T201


if __name__ == "__main__":
    main()

"""Readings as result documents, and their scores: CASIE by its scorer, entities by exact spans.

usage: python -m training.evaluate [--run NAME | --package FOLDER] [--entities] [--shared ../shared]
"""

import argparse
import importlib.util
import json
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from extractor.annotate.model import load as packaged
from extractor.annotate.model.reader import WEIGHTS, Decoding, Reader
from extractor.annotate.model.reading import Reading
from training.data import EntityCorpus, read_jsonl
from training.settings import WORK, Config, load


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
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    found = scorer.score(list(gold), results, resamples=40)
    scores = {n: round(100 * found[n]["F1"], 2) for n in scorer.NAMES}
    scores |= {f"{n}_{side}": round(100 * found[n][side], 1) for n in ("TC", "AC") for side in "PR"}
    return {**scores, "realis": round(100 * (found["realis_accuracy"] or 0.0), 1)}


def decoding(config: Config) -> Decoding:
    """The decoding part of the configuration."""
    return Decoding(window=config["model"]["window"], **config["decoding"])


def score_model(model: Reader, shared: Path, config: Config) -> dict[str, float]:
    """Read CASIE dev and score it; `articles_per_s` counts CPU seconds."""
    gold = list(read_jsonl(shared / "data" / config["corpora"]["casie_dev"]))
    clock = time.process_time()
    readings = model.read(record["text"] for record in gold)
    speed = len(gold) / (time.process_time() - clock)
    results = [result_document(record, reading) for record, reading in zip(gold, readings, strict=True)]
    return {**casie_scores(shared, gold, results), "articles_per_s": round(speed, 2)}


# What AnnoCTR calls our types.
ANNOCTR_KINDS = {
    "organisation": "ORG",
    "agency": "ORG",
    "place": "LOC",
    "country": "LOC",
    "threat-actor": "GROUP",
    "malware": "MALWARE",
    "tool": "TOOL",
}


def entity_scores(model: Reader, shared: Path, config: Config) -> dict[str, float]:
    """Exact-span F1 in per cent on AnnoCTR dev, each kind and micro."""
    corpus = EntityCorpus("annoctr", model.cutter, frozenset())
    examples = corpus.from_bio(shared / "data" / config["corpora"]["annoctr_dev"])
    counts = {kind: [0, 0, 0] for kind in sorted(set(ANNOCTR_KINDS.values()))}  # found, gold, both
    for example in examples:
        entities = model.read([example.text])[0].entities
        found = {(e.start, e.end, ANNOCTR_KINDS[e.type]) for e in entities if e.type in ANNOCTR_KINDS}
        gold = {mark for mark in example.marks if mark[2] in counts}
        for index, group in enumerate((found, gold, found & gold)):
            for _, _, kind in group:
                counts[kind][index] += 1
    counts["micro"] = [sum(column) for column in zip(*counts.values(), strict=True)]
    return {kind: round(200 * both / max(1, found + gold), 1) for kind, (found, gold, both) in counts.items()}


def main() -> None:
    """Score a run's averaged weights, or a package: the one that is shipped unless told otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", help="a run's weights in 32 bits, instead of a package")
    parser.add_argument("--package", type=Path, default=WEIGHTS)
    parser.add_argument("--entities", action="store_true", help="score AnnoCTR dev too")
    parser.add_argument("--only-entities", action="store_true", help="score AnnoCTR dev alone")
    parser.add_argument("--ungated", action="store_true", help="read every sentence")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--set", action="append", default=[], dest="changes")
    chosen = parser.parse_args()
    config = load(chosen.changes)
    if chosen.run:
        from training.runs import TorchEngine, cutter_of, load_averaged

        reader = Reader(TorchEngine(load_averaged(WORK / chosen.run)), cutter_of(), decoding(config))
    else:
        shipped = packaged(chosen.package)
        gate = None if chosen.ungated or chosen.only_entities else shipped.gate
        reader = Reader(shipped.engine, shipped.cutter, shipped.decoding, gate)
    scores = {} if chosen.only_entities else score_model(reader, chosen.shared, config)
    if chosen.entities or chosen.only_entities:
        reader.gate = None  # what the head for names knows, not where events are told
        scores |= entity_scores(reader, chosen.shared, config)
    print(json.dumps(scores))  # noqa: T201


if __name__ == "__main__":
    main()

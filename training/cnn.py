"""The candidate that needs no transformer: spaCy's CNN with its own recogniser over the flat labels.

usage: python -m training.cnn [--epochs 9] [--shared ../shared]

Each trigger and argument is a span of its own label; an argument goes to the nearest trigger of its type, the same
sentence first. Prints the scores on dev and the articles per CPU second.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import spacy
from spacy.training import Example
from thinc.api import fix_random_seed

from extractor.annotate.model.labels import FLAT
from extractor.annotate.model.reading import Argument, Event, Reading
from extractor.annotate.model.text import WordPiece
from training.data import casie, read_jsonl
from training.evaluate import casie_scores, result_document
from training.settings import encoder_folder, load

NAMES = {f"{kind}|{role or ''}": (kind, role) for kind, role in FLAT}
MODEL = {
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 96,
        "depth": 4,
        "embed_size": 5000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    }
}
NER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    **MODEL,
}


def examples(nlp: Any, path: Path, cutter: WordPiece) -> list[Example]:
    """Documents with one entity for each trigger and argument that falls on token edges."""
    found = []
    for example in casie(path, cutter):
        doc = nlp.make_doc(example.text)
        words = example.pieces.words
        spans = []
        for event in example.events:
            kind = FLAT[event.type][0]
            marks = [(*event.trigger, kind, "")] + [(a, b, kind, role) for a, b, role in _roles(event)]
            for a, b, label, role in marks:
                span = doc.char_span(words[a].start, words[b - 1].end, f"{label}|{role}", alignment_mode="expand")
                if span is not None:
                    spans.append(span)
        doc.ents = spacy.util.filter_spans(spans)
        found.append(Example(nlp.make_doc(example.text), doc))
    return found


def _roles(event: Any) -> list[tuple[int, int, str]]:
    from extractor.annotate.model.labels import ROLES

    return [(a, b, ROLES[role]) for a, b, role in event.arguments]


def reading(doc: Any, sentences: tuple[tuple[int, int], ...]) -> Reading:
    """The recogniser's spans as events."""
    spans = [(e.start_char, e.end_char, *NAMES[e.label_]) for e in doc.ents]
    triggers = [s for s in spans if s[3] is None]
    mine: dict[int, list[Argument]] = {n: [] for n in range(len(triggers))}
    for start, end, kind, role in spans:
        options = [n for n, t in enumerate(triggers) if role and t[2] == kind]
        if options:
            home = min(options, key=lambda n: _distance(start, triggers[n][0], sentences))
            mine[home].append(Argument(start, end, str(role), 0.0))
    return Reading(tuple(Event(a, b, k, "Actual", 0.0, tuple(mine[n])) for n, (a, b, k, _) in enumerate(triggers)), ())


def _distance(one: int, other: int, sentences: tuple[tuple[int, int], ...]) -> tuple[bool, int]:
    together = any(a <= one < b and a <= other < b for a, b in sentences)
    return not together, abs(one - other)


def main() -> None:
    """Train, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    chosen = parser.parse_args()
    corpora, cutter = load([])["corpora"], WordPiece(encoder_folder() / "vocab.txt")
    fix_random_seed(1)
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner", config={"model": NER})
    train = examples(nlp, chosen.shared / "data" / corpora["casie_train"], cutter)
    for name in NAMES:
        ner.add_label(name)  # type: ignore[attr-defined]
    optimiser, random = nlp.initialize(lambda: train[:50]), Random(1)  # noqa: S311 - no secret hangs on it
    for epoch in range(1, chosen.epochs + 1):
        random.shuffle(train)
        losses: dict[str, float] = {}
        for i in range(0, len(train), 8):
            nlp.update(train[i : i + 8], sgd=optimiser, drop=0.2, losses=losses)
        print(f"epoch {epoch} of {chosen.epochs}: loss {losses['ner']:.0f}", file=sys.stderr, flush=True)  # noqa: T201
    gold = list(read_jsonl(chosen.shared / "data" / corpora["casie_dev"]))
    clock = time.process_time()
    docs = list(nlp.pipe(record["text"] for record in gold))
    speed = len(gold) / (time.process_time() - clock)
    results = []
    for record, doc in zip(gold, docs, strict=True):
        pieces = cutter.pieces(record["text"])
        sentences = tuple((pieces.words[a].start, pieces.words[b - 1].end) for a, b in pieces.sentences)
        results.append(result_document(record, reading(doc, sentences)))
    print(json.dumps({**casie_scores(chosen.shared, gold, results), "articles_per_s": round(speed, 1)}))  # noqa: T201


if __name__ == "__main__":
    main()

"""The gate's weights, from CASIE train: a small convolutional network that learns words and sentences at once.

usage: python -m training.gate --to FOLDER [--run NAME] [--shared ../shared]

Writes FOLDER/gate.npz and says what each share of the text read would cost on dev. With the name of a run, its readings
of dev are counted in the kept sentences alone: F1 of TC, AC and AC+.
"""

import argparse
import copy
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from extractor.annotate.model.bio import Floats
from extractor.annotate.model.gate import LEAK, Gate, standing
from extractor.annotate.model.reader import Reader
from extractor.annotate.model.reading import Reading
from extractor.annotate.model.text import SHAPES, WordPiece
from training.data import Example, casie, read_jsonl
from training.evaluate import casie_scores, decoding, result_document
from training.settings import WORK, Config, encoder_folder, load

WIDTH: Final = 40  # of a word-piece's embedding: eight bits of 30,522 make 1.2 MB
HIDDEN: Final = 64
MIDDLE: Final = 48
MARKS: Final = 2  # a piece of a trigger; of an argument
EPOCHS: Final = 12
BATCH: Final = 8  # documents
RATE: Final = 3e-3
TABLE_RATE: Final = 1e-3
AVERAGE: Final = 0.99  # of the exponential average of weights
DROPOUT: Final = 0.2
UNKNOWN: Final = 0.15  # share of the word-pieces hidden in training
ARGUMENT: Final = 0.3  # what an argument weighs beside its event
SHARES: Final = (0.8, 0.7, 0.6, 0.5, 0.4, 0.3)


@dataclass(frozen=True, slots=True)
class Document:
    """What the network sees of an example, and what it should say."""

    ids: Tensor
    shapes: Tensor
    lengths: Tensor  # pieces of each sentence
    standing: Tensor
    told: Tensor  # does the sentence tell of an event?
    weight: Tensor
    marks: Tensor


def document(example: Example) -> Document:
    """One example as tensors."""
    pieces = example.pieces
    lengths = np.diff(pieces.firsts[[first for first, _ in pieces.sentences]], append=pieces.firsts[-1])
    events, weight = sentence_counts(example)
    marks = np.repeat(word_marks(example), np.diff(pieces.firsts), axis=0)
    return Document(
        torch.from_numpy(pieces.ids),
        torch.from_numpy(pieces.shapes),
        torch.from_numpy(lengths),
        torch.from_numpy(standing(lengths)),
        torch.from_numpy(np.minimum(events, 1)),
        torch.from_numpy(1 + weight),
        torch.from_numpy(marks),
    )


def sentence_counts(example: Example) -> tuple[Floats, Floats]:
    """Events that begin in each sentence, and their weight with their arguments'."""
    events, weight = np.zeros((2, len(example.pieces.sentences)), dtype=np.float32)
    starts = [first for first, _ in example.pieces.sentences]
    for event in example.events:
        place = int(np.searchsorted(starts, event.trigger[0], side="right")) - 1
        events[place] += 1
        weight[place] += 1 + ARGUMENT * len(event.arguments)
    return events, weight


def word_marks(example: Example) -> Floats:
    """For each word: is it in a trigger, in an argument?"""
    found = np.zeros((len(example.pieces.words), MARKS), dtype=np.float32)
    for event in example.events:
        found[slice(*event.trigger), 0] = 1
        for first, after, _ in event.arguments:
            found[first:after, 1] = 1
    return found


def embeddings() -> Tensor:
    """The encoder's published word embeddings."""
    from safetensors.torch import load_file

    return load_file(encoder_folder() / "model.safetensors")["embeddings.word_embeddings.weight"]


class Network(nn.Module):
    """The gate while it learns; `training.gating.Gate` is the same in numpy."""

    def __init__(self, words: Tensor) -> None:
        super().__init__()
        self.table = nn.Embedding.from_pretrained(principal(words, WIDTH), freeze=False)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.convolutions = nn.ModuleList([nn.Linear(3 * WIDTH, HIDDEN), nn.Linear(3 * HIDDEN, HIDDEN)])
        self.marks = nn.Linear(HIDDEN, MARKS)
        self.middle = nn.Linear(4 * (2 * HIDDEN + MARKS) + 4, MIDDLE)
        self.out = nn.Linear(MIDDLE, 1)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, read: Document, unknown: int) -> tuple[Tensor, Tensor]:
        """Log-odds of each sentence, and of the marks of each piece."""
        ids = read.ids
        if self.training:
            ids = torch.where(torch.rand(ids.shape) < UNKNOWN, unknown, ids)
        hidden = self.table(ids) + self.shapes(read.shapes)
        for convolution in self.convolutions:
            hidden = functional.leaky_relu(convolution(self.dropout(threes(hidden))), LEAK)
        marks = self.marks(hidden)
        most = torch.segment_reduce(torch.cat([hidden, marks], 1), "max", lengths=read.lengths)
        pooled = torch.cat([most, torch.segment_reduce(hidden, "mean", lengths=read.lengths)], 1)
        beside = torch.cat([threes(pooled), pooled.mean(0).expand(pooled.shape), read.standing], 1)
        return self.out(functional.leaky_relu(self.middle(self.dropout(beside)), LEAK))[:, 0], marks


def principal(words: Tensor, width: int) -> Tensor:
    """The encoder's word embeddings in so many dimensions, each of variance one."""
    centred = words - words.mean(0)
    _, axes = torch.linalg.eigh(centred.T @ centred)
    found = centred @ axes[:, -width:]
    return found / found.std(0)


def threes(x: Tensor) -> Tensor:
    """Each row between the rows before and after it."""
    beyond = torch.zeros_like(x[:1])
    return torch.cat([torch.cat([beyond, x[:-1]]), x, torch.cat([x[1:], beyond])], 1)


def trained(documents: Sequence[Document], words: Tensor, unknown: int, epochs: int = EPOCHS) -> Network:
    """The average of the weights on the way; the same again for the same documents."""
    torch.manual_seed(1)
    network = Network(words)
    average = copy.deepcopy(network)
    slow = [*network.table.parameters()]
    quick = [p for name, p in network.named_parameters() if not name.startswith("table")]
    optimiser = torch.optim.Adam([{"params": quick, "lr": RATE}, {"params": slow, "lr": TABLE_RATE}])
    steps = epochs * -(-len(documents) // BATCH)
    falling = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.02, 1 - step / steps))
    for _ in range(epochs):
        for batch in torch.randperm(len(documents)).split(BATCH):
            optimiser.zero_grad()
            loss(network, [documents[i] for i in batch], unknown).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            falling.step()
            follow(average, network)
    return average.eval()


def loss(network: Network, batch: Sequence[Document], unknown: int) -> Tensor:
    """Of the sentences, and of the marks that teach the convolutions; each a mean over the batch."""
    sentences = pieces = torch.zeros(())
    for read in batch:
        scores, marks = network(read, unknown)
        sentences = sentences + functional.binary_cross_entropy_with_logits(
            scores, read.told, read.weight, reduction="sum"
        )
        pieces = pieces + functional.binary_cross_entropy_with_logits(marks, read.marks, reduction="sum")
    return sentences / sum(len(d.told) for d in batch) + pieces / sum(len(d.ids) for d in batch)


@torch.no_grad()
def follow(average: Network, network: Network) -> None:
    """Move the average a little towards the weights."""
    for mean, now in zip(average.parameters(), network.parameters(), strict=True):
        mean.lerp_(now, 1 - AVERAGE)


def write(network: Network, path: Path) -> None:
    """The table in eight bits by row, the rest in sixteen."""
    table = network.table.weight.detach()
    scale = (table.abs().amax(1, keepdim=True) / 127).clamp(min=1e-4).half()
    arrays = {"scale": scale, "shapes": network.shapes.weight}
    layers = {"marks": network.marks, "middle": network.middle, "out": network.out}
    layers |= {f"convolution{i}": layer for i, layer in enumerate(network.convolutions)}  # type: ignore[misc]
    for name, layer in layers.items():
        arrays |= {f"{name}.weight": layer.weight.T, f"{name}.bias": layer.bias}
    halves: dict[str, Any] = {name: a.detach().half().numpy() for name, a in arrays.items()}
    rows = (table / scale.float()).round().clamp(-127, 127).to(torch.int8).numpy()
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, rows=rows, **halves)


# --- what a share of the text costs


@dataclass(frozen=True, slots=True)
class Scored:
    """The sentences of the dev documents in one row."""

    scores: Floats
    lengths: Floats
    events: Floats

    def least(self, share: float) -> float:
        """The score above which lie sentences with this share of all word-pieces."""
        order = np.argsort(-self.scores, kind="stable")
        read = np.cumsum(self.lengths[order]) / self.lengths.sum()
        return float(self.scores[order[np.searchsorted(read, share)]])

    def recall(self, least: float) -> float:
        """The share of the gold events in sentences that score at least so much."""
        return float(self.events[self.scores >= least].sum() / self.events.sum())


def scored(gate: Gate, examples: Sequence[Example]) -> Scored:
    """Every sentence's score, pieces and gold events."""
    lengths = [document(e).lengths.numpy() for e in examples]
    events = [sentence_counts(e)[0] for e in examples]
    scores = [gate.scores(e.pieces) for e in examples]
    return Scored(np.concatenate(scores), np.concatenate(lengths), np.concatenate(events))


def read_dev(run: str, shared: Path, config: Config) -> list[Reading]:
    """What a run's averaged weights read in whole dev documents."""
    from training.runs import TorchEngine, cutter_of, load_averaged

    reader = Reader(TorchEngine(load_averaged(WORK / run)), cutter_of(), decoding(config))
    return reader.read(record["text"] for record in read_jsonl(shared / "data" / config["corpora"]["casie_dev"]))


def held_back(reading: Reading, example: Example, scores: Floats, least: float) -> Reading:
    """The reading without the events of sentences that score less."""
    starts = [example.pieces.words[first].start for first, _ in example.pieces.sentences]
    places = np.searchsorted(starts, [e.start for e in reading.events], side="right") - 1
    return replace(reading, events=tuple(e for e, p in zip(reading.events, places, strict=True) if scores[p] >= least))


@dataclass(frozen=True, slots=True)
class Dev:
    """Dev, with the readings of whole documents if a run is named."""

    shared: Path
    gold: list[dict[str, Any]]
    examples: list[Example]
    readings: list[Reading]

    def scores(self, gate: Gate, least: float) -> dict[str, float]:
        """F1 in per cent where only sentences that score at least so much were read."""
        found = [
            result_document(record, held_back(reading, example, gate.scores(example.pieces), least))
            for record, reading, example in zip(self.gold, self.readings, self.examples, strict=True)
        ]
        scores = casie_scores(self.shared, self.gold, found)
        return {name: scores[name] for name in ("TC", "AC", "AC+")}


def report(gate: Gate, dev: Dev) -> None:
    """One line for each share of the word-pieces read."""
    row = scored(gate, dev.examples)
    for share in SHARES:
        least = row.least(share)
        line: dict[str, float] = {"share": share, "least": round(least, 2), "gold": round(100 * row.recall(least), 1)}
        print(json.dumps(line | (dev.scores(gate, least) if dev.readings else {})))  # noqa: T201


def main() -> None:
    """Train, write, and say what a share costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--run", help="a trained run, to say what its readings of dev lose")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--set", action="append", default=[], dest="changes")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    config = load(chosen.changes)
    cutter = WordPiece(encoder_folder() / "vocab.txt")
    place = {name: chosen.shared / "data" / config["corpora"][f"casie_{name}"] for name in ("train", "dev")}
    documents = [document(e) for e in casie(place["train"], cutter) if e.pieces.words]
    write(trained(documents, embeddings(), cutter.unknown), chosen.to / "gate.npz")
    readings = read_dev(chosen.run, chosen.shared, config) if chosen.run else []
    dev = Dev(chosen.shared, list(read_jsonl(place["dev"])), casie(place["dev"], cutter), readings)
    report(Gate.load(chosen.to / "gate.npz"), dev)


if __name__ == "__main__":
    main()

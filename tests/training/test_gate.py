"""The gate: which sentences it scores and keeps; that training and inference are the same network."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extractor.annotate.model.gate import Gate, kept
from extractor.annotate.model.labels import REALIS, ROLES, TYPES
from extractor.annotate.model.reading import Event, Reading
from extractor.annotate.model.text import Pieces, WordPiece
from training.data import Example, casie

WORDS = (
    "[PAD] [UNK] [CLS] [SEP] . , the a of in on and our their city school bank team garden river bread song match "
    "hackers thieves intruders stole leaked encrypted breached files records passwords servers network data won played "
    "sang baked opened painted visited bridge choir museum ransom malware"
).split()
ATTACKS = (
    "Hackers stole the records of the bank.",
    "Intruders encrypted servers of a school.",
    "Thieves leaked passwords and files of our city.",
    "The malware breached their network.",
)
QUIET = (
    "The choir sang a song on the bridge.",
    "Our team played a match in the city.",
    "A bank opened in the museum.",
    "The school visited the river and the garden.",
)


@pytest.fixture(scope="module")
def cutter(tmp_path_factory: pytest.TempPathFactory) -> WordPiece:
    path = tmp_path_factory.mktemp("gate") / "vocab.txt"
    path.write_text("\n".join(WORDS) + "\n", "utf-8")
    return WordPiece(path)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gate with weights drawn at random."""
    rng = np.random.default_rng(7)
    width, hidden, marks, middle = 6, 5, 2, 4
    sizes = {
        "convolution0": (3 * width, hidden),
        "convolution1": (3 * hidden, hidden),
        "marks": (hidden, marks),
        "middle": (4 * (2 * hidden + marks) + 4, middle),
        "out": (middle, 1),
    }
    arrays = {f"{name}.weight": rng.normal(size=size) for name, size in sizes.items()}
    arrays |= {f"{name}.bias": rng.normal(size=size[1]) for name, size in sizes.items()}
    arrays |= {"scale": np.full((len(WORDS), 1), 0.01), "shapes": rng.normal(size=(16, width))}
    rows = rng.integers(-127, 128, (len(WORDS), width)).astype(np.int8)
    made = tmp_path_factory.mktemp("weights") / "gate.npz"
    np.savez_compressed(made, rows=rows, **{name: a.astype(np.float16) for name, a in arrays.items()})  # type: ignore[arg-type]
    return made


def test_every_sentence_has_a_score_of_its_own(path: Path, cutter: WordPiece) -> None:
    pieces = cutter.pieces(" ".join(ATTACKS + QUIET))
    scores = Gate.load(path).scores(pieces)
    assert scores.dtype == np.float32
    assert scores.shape == (len(ATTACKS + QUIET),)
    assert len(set(scores.tolist())) == len(scores)


def test_a_text_of_one_word_has_a_score(path: Path, cutter: WordPiece) -> None:
    assert np.isfinite(Gate.load(path).scores(cutter.pieces("Hackers"))).all()


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_a_text_without_words_has_none(path: Path, cutter: WordPiece, text: str) -> None:
    assert Gate.load(path).scores(cutter.pieces(text)).shape == (0,)


def test_a_sentence_is_seen_with_the_rest_of_its_text(path: Path, cutter: WordPiece) -> None:
    gate = Gate.load(path)
    first = [gate.scores(cutter.pieces(" ".join((*QUIET, last))))[0] for last in ATTACKS[:2]]
    assert first[0] != first[1]


def test_the_words_of_the_kept_sentences_are_whole_sentences(cutter: WordPiece) -> None:
    pieces = cutter.pieces(" ".join((ATTACKS[0], QUIET[0], ATTACKS[1])))
    left = pieces.of_words(kept(pieces, np.array([1.0, -1.0, 0.5], dtype=np.float32), least=0.5))
    assert spelt(left) == spelt(cutter.pieces(" ".join(ATTACKS[:2])))
    assert len(left.sentences) == 2


def test_nothing_is_kept_where_nothing_scores(cutter: WordPiece) -> None:
    pieces = cutter.pieces(QUIET[0])
    assert kept(pieces, np.array([-3.0], dtype=np.float32), least=0.0) == []
    assert not pieces.of_words([]).sentences


def spelt(pieces: Pieces) -> list[str]:
    return [WORDS[i] for i in pieces.ids]


# --- with torch: the network in training


@pytest.fixture(scope="module")
def examples(cutter: WordPiece, tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    """Documents of which every other sentence tells of an attack; its second word or so is the trigger."""
    path = tmp_path_factory.mktemp("corpus") / "train.jsonl"
    lines = [json.dumps(record(n)) for n in range(12)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return casie(path, cutter)


def record(number: int) -> dict[str, Any]:
    """A document in the corpus's shape."""
    attacks = [ATTACKS[(number + i) % 4] for i in range(2)]
    text = " ".join((attacks[0], QUIET[number % 4], attacks[1], QUIET[(number + 1) % 4]))
    events = []
    for attack in attacks:
        start = text.index(attack)
        verb = next(w for w in attack.split() if w in {"stole", "encrypted", "leaked", "breached"})
        trigger = {"start": start + attack.index(verb), "end": start + attack.index(verb) + len(verb)}
        who = {"start": start, "end": start + attack.index(" "), "role": ROLES[0]}
        events.append({"type": TYPES[0], "trigger": trigger, "realis": REALIS[0], "arguments": [who]})
    return {"doc_id": str(number), "text": text, "events": events}


def test_targets_are_the_sentences_and_the_words_of_events(examples: list[Example]) -> None:
    pytest.importorskip("torch")
    from training import gate

    made = gate.document(examples[0])
    assert made.told.tolist() == [1, 0, 1, 0]
    assert made.weight.tolist() == pytest.approx([2.3, 1, 2.3, 1])
    assert made.marks.sum(0).tolist() == [2, 2]
    assert made.marks[:2].tolist() == [[0, 1], [1, 0]]
    assert int(made.lengths.sum()) == len(examples[0].pieces.ids)


def test_it_learns_is_the_same_again_and_the_same_in_numpy(examples: list[Example], tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from training import gate

    words = torch.randn(len(WORDS), 64, generator=torch.Generator().manual_seed(3))
    documents = [gate.document(e) for e in examples]
    networks = [gate.trained(documents, words, unknown=1, epochs=25) for _ in range(2)]
    paths = [tmp_path / f"{n}" / "gate.npz" for n in range(2)]
    for network, path in zip(networks, paths, strict=True):
        gate.write(network, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    shipped = Gate.load(paths[0])
    with torch.no_grad():
        for example, read in zip(examples, documents, strict=True):
            found = shipped.scores(example.pieces)
            assert found == pytest.approx(networks[0](read, 1)[0].numpy(), abs=0.1)
            assert ((found > 0) == read.told.numpy()).all()


def test_a_share_of_the_pieces_gives_a_least_score() -> None:
    pytest.importorskip("torch")
    from training.gate import Scored

    row = Scored(*(np.array(column, dtype=np.float32) for column in ((3, 1, 2, 0), (10, 20, 30, 40), (2, 1, 1, 0))))
    assert row.least(0.4) == 2
    assert row.recall(2) == 0.75
    assert row.least(1.0) == 0


def test_events_of_sentences_held_back_are_gone(examples: list[Example]) -> None:
    pytest.importorskip("torch")
    from training.gate import held_back

    example = examples[0]
    starts = [example.pieces.words[e.trigger[0]].start for e in example.events]
    reading = Reading(tuple(Event(s, s + 5, TYPES[0], REALIS[0], 0.0, ()) for s in starts), ())
    left = held_back(reading, example, np.array([-1, 2, 2, 2], dtype=np.float32), least=0.0)
    assert [e.start for e in left.events] == starts[1:]

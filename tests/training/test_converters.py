import json
from pathlib import Path

import pytest

from extractor.annotate.model.labels import ENTITIES, FLAT, REALIS, ROLES, TYPES, begin, span_tags
from extractor.annotate.model.text import WordPiece
from training import data

TEXT = "Thieves broke into Fictional Bank. They stole 20 files."


@pytest.fixture
def cutter(tmp_path: Path) -> WordPiece:
    path = tmp_path / "vocab.txt"
    path.write_text("[UNK]\n[CLS]\n[SEP]\n", "utf-8")
    return WordPiece(path)


def test_there_are_48_pairs_of_type_and_role() -> None:
    assert len(FLAT) == 5 + 48


def test_of_two_overlapping_spans_the_earlier_stays() -> None:
    assert span_tags(4, [(0, 2, 0), (1, 4, 1), (3, 4, 1)]) == [1, 2, 0, 3]


def test_casie_becomes_tags_over_words(tmp_path: Path, cutter: WordPiece) -> None:
    start, thieves = TEXT.index("broke"), TEXT.index("Thieves")
    event = {
        "type": "Attack:Databreach",
        "realis": "Actual",
        "trigger": {"start": start, "end": start + len("broke into")},
        "arguments": [{"start": thieves, "end": thieves + 7, "role": "Attacker"}],
    }
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"doc_id": "1", "text": TEXT, "events": [event]}) + "\n", "utf-8")
    (found,) = data.casie(path, cutter)
    trigger, attacker = FLAT.index((TYPES[0], None)), FLAT.index((TYPES[0], "Attacker"))
    assert found.flat[:4] == (begin(attacker), begin(trigger), begin(trigger) + 1, 0)
    assert found.events[0] == data.Event((1, 3), 0, REALIS.index("Actual"), ((0, 1, ROLES.index("Attacker")),))


def corpus(source: str, cutter: WordPiece) -> data.EntityCorpus:
    return data.EntityCorpus(source, cutter, frozenset({"ruritania"}))


def test_bio_becomes_allowed_tags(tmp_path: Path, cutter: WordPiece) -> None:
    rows = [("Fictional", "B-ORG"), ("Bank", "I-ORG"), ("in", "O"), ("Ruritania", "B-LOC"), ("Strelsau", "B-LOC")]
    path = tmp_path / "some.bio"
    path.write_text("<DOCSTART>\tO\n\n" + "\n".join(f"{w}\tO\tO\tO\tO\tO\t{t}" for w, t in rows) + "\n", "utf-8")
    (found,) = corpus("annoctr", cutter).from_bio(path)
    assert found.text == "Fictional Bank in Ruritania Strelsau"
    assert found.entities[0] == data.choices(["organisation", "agency"])
    assert found.entities[1] == data.choices(["organisation", "agency"], inside=True)
    assert found.entities[3:] == (data.choices(["country"]), data.choices(["place"]))
    assert [found.text[a:b] for a, b, _ in found.marks] == ["Fictional Bank", "Ruritania", "Strelsau"]


def test_what_a_corpus_never_marks_may_stand_where_it_marks_nothing() -> None:
    person = begin(ENTITIES.index("person"))
    assert person in data.outside("annoctr")
    assert person not in data.outside("re3d")


def test_re3d_leaves_common_nouns_out_of_the_loss(tmp_path: Path, cutter: WordPiece) -> None:
    text = "The Ministry of Works met the rebels."
    folder = tmp_path / "Office"
    folder.mkdir()
    (folder / "documents.json").write_text(json.dumps({"_id": "d", "text": text}) + "\n", "utf-8")
    marks = [("The Ministry of Works", "Organisation"), ("the rebels", "Organisation"), ("met", "Money")]
    rows = [
        {"documentId": "d", "begin": text.index(m), "end": text.index(m) + len(m), "type": kind, "confidence": 1}
        for m, kind in marks
    ]
    (folder / "entities.json").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (found,) = corpus("re3d", cutter).from_re3d(tmp_path)
    agency = ENTITIES.index("agency")
    assert found.entities[1:4] == tuple(data.choices(["agency"], inside=i > 0) for i in range(3))
    assert agency == ENTITIES.index("agency")
    assert found.entities[6] == ()
    assert found.entities[4] == data.outside("re3d")

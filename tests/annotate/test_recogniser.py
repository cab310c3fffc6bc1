"""The quick recogniser finds what spaCy's own finds, whatever else is read beside a text."""

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from thinc.api import fix_random_seed

from extractor.annotate.nlp import UNUSED, pipeline
from extractor.annotate.recogniser import FACTORY, Recogniser, sped_up
from extractor.annotate.recogniser_network import BLOCK, FORMS, Network, network_of
from extractor.settings import Settings

TEXTS = (
    "Officials in Oslo said on Tuesday that Nordvik Energi AS had paid $2.5 million to a gang from Saint Petersburg.",
    "The University of East Lindholm lost the records of 12,000 students in March 2021, Prof. Ana de Souza told us.",
    'Jane\tDoe,  37,\n\n"of the Ministry of Foreign Affairs of the Republic of Moldova" - and Bank of X; e.g. "Y Inc."',
    "",
    " \n ",
    "Berlin",
    "No names here, only words that say little.",
    "HackerNews, Acme Corp, Acme Corp, Acme Corp and the Acme Corporation of Greater Manchester and Leeds sued Ivan.",
    "ÅÄÖ 🙂 東京 https://example.org/a?b=c 10.0.0.1 #1 -- naïve café l'Étoile d'Or at 5 p.m. on the 3rd of May",
)
LONG = "\n".join(TEXTS * 40)
Found = list[tuple[int, int, str, int]]


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(Settings().model, exclude=list(UNUSED))


@pytest.fixture(scope="module")
def quick(plain: Language) -> Language:
    return sped_up(spacy.load(Settings().model, exclude=list(UNUSED), vocab=plain.vocab))


def found(doc: Doc) -> Found:
    return [(e.start, e.end, e.label_, e.kb_id) for e in doc.ents]


def state(doc: Doc) -> list[tuple[int, int]]:
    return [(token.ent_iob, token.ent_type) for token in doc]


def attributes(doc: Doc, network: Network) -> Any:
    return doc.to_array(list(network.columns))


def learner(**changes: Any) -> Language:
    """A recogniser of another shape that has learnt nothing: it finds entities at random, and many."""
    nlp = spacy.blank("en")
    nlp.vocab.strings.add("ORG")
    model = {"model": {"tok2vec": changes.pop("tok2vec")}} if "tok2vec" in changes else {}
    ner = nlp.add_pipe("ner", config=model)
    for label in ("ORG", "PERSON", "GPE"):
        ner.add_label(label)  # type: ignore[attr-defined] # the pipe's own
    nlp.initialize()
    return nlp


CNN = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "width": 32,
    "depth": 2,
    "embed_size": 100,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": True,
    "pretrained_vectors": None,
}


def test_it_takes_the_place_of_the_recogniser() -> None:
    nlp = pipeline(Settings().model)
    assert FACTORY in nlp.pipe_names
    assert "ner" not in nlp.pipe_names


@pytest.mark.parametrize("text", [*TEXTS, LONG])
def test_the_same_entities_as_spacy(text: str, plain: Language, quick: Language) -> None:
    wanted, got = plain(text), quick(text)
    assert found(got) == found(wanted)
    assert state(got) == state(wanted)


def test_something_is_found(quick: Language) -> None:
    assert len(quick(LONG).ents) > 400


def test_a_text_longer_than_a_block_is_read_as_one(plain: Language) -> None:
    assert len(plain.make_doc(LONG)) > 3 * BLOCK
    ner: Any = plain.get_pipe("ner")
    tok2vec = ner.model.get_ref("tok2vec")
    doc = plain.make_doc(LONG)
    network = network_of(tok2vec)
    linear = tok2vec.layers[-1]
    got = network.vectors(attributes(doc, network)) @ linear.get_param("W").T + linear.get_param("b")
    np.testing.assert_allclose(got, tok2vec.predict([doc]), atol=1e-4)


def test_a_text_has_the_same_vectors_to_the_bit_whatever_was_read_before(plain: Language) -> None:
    ner: Any = plain.get_pipe("ner")
    fresh, used = (network_of(ner.model.get_ref("tok2vec")) for _ in range(2))
    states = [attributes(plain.make_doc(text), fresh) for text in (*TEXTS, LONG)]
    for before in reversed(states):
        used.vectors(before)
    for one in states:
        np.testing.assert_array_equal(used.vectors(one), network_of(ner.model.get_ref("tok2vec")).vectors(one))


def test_more_forms_than_are_kept(plain: Language) -> None:
    ner: Any = plain.get_pipe("ner")
    network = network_of(ner.model.get_ref("tok2vec"))
    states = np.arange(4 * (FORMS + 600), dtype=np.uint64).reshape(-1, 4)
    first = network.vectors(states[:50])
    network.vectors(states)
    np.testing.assert_array_equal(network.vectors(states[:50]), first)


def test_any_batch_gives_the_same(quick: Language) -> None:
    recogniser: Any = quick.get_pipe(FACTORY)
    alone = [found(quick(text)) for text in TEXTS]
    together = [found(doc) for doc in recogniser.pipe([quick.make_doc(text) for text in TEXTS], batch_size=4)]
    backwards = [found(doc) for doc in recogniser.pipe([quick.make_doc(text) for text in reversed(TEXTS)])]
    assert alone == together == backwards[::-1]


@pytest.mark.parametrize("at", [(0, 1), (1, 4), (3, 5), (9, 12), (18, 21)])
@pytest.mark.parametrize("label", ["PERSON", "PRODUCT"])
def test_entities_set_before_stay(at: tuple[int, int], label: str, plain: Language, quick: Language) -> None:
    for text in (TEXTS[0], TEXTS[1], TEXTS[7]):
        docs = [nlp.make_doc(text) for nlp in (plain, quick)]
        for doc in docs:
            doc.set_ents([Span(doc, *at, label=label, kb_id="Q1")], default="missing")
        wanted, got = plain.get_pipe("ner")(docs[0]), quick.get_pipe(FACTORY)(docs[1])
        assert found(got) == found(wanted)
        assert (*at, label, plain.vocab.strings["Q1"]) in found(got)


@pytest.mark.parametrize(("label", "barred"), [("VESSEL", []), ("ORG", [(2, 3)]), ("ORG", [(2, 3), (12, 14)])])
def test_what_is_rare_is_left_to_spacy(
    label: str, barred: list[tuple[int, int]], plain: Language, quick: Language
) -> None:
    """A label the recogniser has not learnt, and tokens barred from any entity."""
    docs = [nlp.make_doc(TEXTS[0]) for nlp in (plain, quick)]
    for doc in docs:
        blocked = [doc[start:end] for start, end in barred]
        doc.set_ents([Span(doc, 7, 9, label=label)], blocked=blocked, default="missing")
    wanted, got = plain.get_pipe("ner")(docs[0]), quick.get_pipe(FACTORY)(docs[1])
    assert state(got) == state(wanted)
    assert (7, 9, label, 0) in found(got)


def test_sentence_starts_set_before_are_not_crossed(plain: Language, quick: Language) -> None:
    docs = [nlp.make_doc(TEXTS[1]) for nlp in (plain, quick)]
    for doc in docs:
        for i in (2, 4, 20):
            doc[i].is_sent_start = True
    assert found(quick.get_pipe(FACTORY)(docs[1])) == found(plain.get_pipe("ner")(docs[0]))


@pytest.mark.parametrize("seed", range(3))
def test_weights_at_random(seed: int) -> None:
    fix_random_seed(seed)
    nlp = learner(tok2vec=CNN)
    rng = np.random.default_rng(seed)
    ner: Any = nlp.get_pipe("ner")
    for name in ("lower", "upper"):
        weights = ner.model.get_ref(name).get_param("W")
        ner.model.get_ref(name).set_param("W", rng.standard_normal(weights.shape, dtype=np.float32))
    wanted = [state(nlp(text)) for text in (*TEXTS, LONG)]
    sped_up(nlp)
    assert nlp.pipe_names == [FACTORY]
    assert [state(nlp(text)) for text in (*TEXTS, LONG)] == wanted
    assert sum(iob == 3 for tokens in wanted for iob, _ in tokens) > 100


@pytest.mark.parametrize("change", [{"window_size": 2}, {"subword_features": False}])
def test_a_model_of_another_shape(change: dict[str, Any]) -> None:
    """A wider window is left to spaCy; fewer features are only another number of tables."""
    fix_random_seed(0)
    nlp = learner(tok2vec=CNN | change)
    wanted = [state(nlp(text)) for text in TEXTS]
    sped_up(nlp)
    assert nlp.pipe_names == (["ner"] if "window_size" in change else [FACTORY])
    assert [state(nlp(text)) for text in TEXTS] == wanted


def test_no_recogniser_at_all() -> None:
    assert sped_up(spacy.blank("en")).pipe_names == []


def test_it_is_what_spacy_takes_for_a_component(quick: Language) -> None:
    assert isinstance(quick.get_pipe(FACTORY), Recogniser)

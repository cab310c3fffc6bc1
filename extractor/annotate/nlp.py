"""The pipeline, and the door: reports in, plain `Annotated` values out. No spaCy object leaves this module.

Only the recogniser of the named pipeline runs; everything else is the project's own components and grammars.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from extractor.annotate import components
from extractor.annotate.countries import placed
from extractor.annotate.events import find_events
from extractor.annotate.spacy_alone import import_spacy
from extractor.annotate.trained import events_of, more_names
from extractor.model import Annotated, Mention, Problem, Report
from extractor.problems import UsageError
from extractor.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "morphologizer", "senter", "entity_linker")
READ_WITH_MODEL = (None, "en")
BATCH = 32
MISTAKEN = ("Organization", "Person", "Product")
"""What the model takes an actor for where the words beside it do not tell."""
PIECE = 100_000
"""Code points a `Doc` holds at most; a longer report is annotated in pieces cut between paragraphs."""

RUN = re.compile(r"\S{300}")
"""What has no white space is cut after so many code points: spaCy's tokeniser takes time with the square of them."""


def annotate(reports: Iterable[Report], settings: Settings) -> Iterator[Annotated]:
    """Each report's mentions and events, in order, streamed.

    Raises:
        UsageError: the pipeline named in `settings.model` is not installed.
    """
    nlp = pipeline(settings.model)
    for batch in _batches(reports):
        yield from _annotated(nlp, batch)


def _batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    rest = iter(reports)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _annotated(nlp: "Language", reports: list[Report]) -> Iterator[Annotated]:
    """A batch together: some recognisers are faster on many texts at once, with one thread (more only spin)."""
    readings = [components.Reading() for _ in reports]
    docs = [
        (reading, start, _doc(nlp, piece, report))
        for report, reading in zip(reports, readings, strict=True)
        for start, piece in pieces(report.text)
    ]
    for _, component in nlp.pipeline:
        _run(component, [doc for _, _, doc in docs])
    for reading, start, doc in docs:
        reading.add(start, doc)
    for report, reading in zip(reports, readings, strict=True):
        yield _finished(report, reading)


def _doc(nlp: "Language", text: str, report: Report) -> "Doc":
    doc = _tokens(nlp, text)
    doc.user_data[components.TEXT] = text  # `doc.text` would join the tokens anew at each use
    doc.user_data[components.FOREIGN] = report.language not in READ_WITH_MODEL
    return doc


def _tokens(nlp: "Language", text: str) -> "Doc":
    from spacy.tokens import Doc

    cuts = [run.end() for run in RUN.finditer(text)]
    if not cuts:
        return nlp.make_doc(text)
    parts = [nlp.make_doc(text[a:b]) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    tokens = [token for part in parts for token in part]
    return Doc(nlp.vocab, [t.text for t in tokens], [bool(t.whitespace_) for t in tokens])


def _run(component: Any, docs: list["Doc"]) -> None:
    with _pools().limit(limits=1):  # on matrices this small more threads only wait for each other
        if hasattr(component, "pipe"):
            wanted = [doc for doc in docs if not doc.user_data[components.FOREIGN]]
            for _ in component.pipe(wanted, batch_size=BATCH):
                pass
        else:
            for doc in docs:
                component(doc)


@cache
def _pools() -> "ThreadpoolController":
    """The thread pools of the libraries in memory; looking for them takes longer than some texts."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _finished(report: Report, reading: components.Reading) -> Annotated:
    is_foreign = report.language not in READ_WITH_MODEL
    names = more_names(report.text, reading.read, reading.names)
    read = events_of(report, reading.read, reading.sentences, names)
    things, told = ((), ()) if is_foreign else find_events(report, reading.sentences, names, read)
    mentions = [report.mention(n.start, n.end, n.kind, n.found_by) for n in names]
    everything = _merged(mentions, things)
    events = placed(told, everything, report, reading.sentences)
    problems = (_foreign_problem(report),) if is_foreign else ()
    return Annotated(report, reading.sentences, everything, (*read, *events), problems)


def pieces(text: str, size: int = PIECE) -> Iterator[tuple[int, str]]:
    """`text` cut between paragraphs (else lines, else words) into pieces of at most `size` code points."""
    start = 0
    while len(text) - start > size:
        window = text[start : start + size]
        cut = max(window.rfind("\n\n"), 0) or max(window.rfind("\n"), 0) or max(window.rfind(" "), 0) or size
        yield start, text[start : start + cut]
        start += cut
    yield start, text[start:]


def _merged(mentions: list[Mention], things: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Names, retyped where the grammar knows better, and described parties that play a role."""
    better = {(t.start, t.end): t for t in things}
    out = [better.pop((m.start, m.end), m) for m in mentions]
    out = [replace(o, found_by=m.found_by) if o is not m else o for o, m in zip(out, mentions, strict=True)]
    actors = {m.text for m in out if m.kind == "ThreatActor"}
    out = [replace(m, kind="ThreatActor") if m.text in actors and m.kind in MISTAKEN else m for m in out]
    return tuple(sorted([*out, *better.values()], key=lambda m: (m.start, m.end)))


def _foreign_problem(report: Report) -> Problem:
    return Problem(
        "annotate",
        f"language {report.language}: only names of the catalogue and indicators are read; no people, no dates in the "
        "text, no events",
        report.id,
    )


ASKED = frozenset({"NORM", "PREFIX", "SUFFIX", "SHAPE", "LOWER", "LANG", "IS_SPACE"})
"""What a convolutional recogniser looks at in a word."""


@lru_cache(maxsize=4)
def pipeline(model: str) -> "Language":
    """The spaCy pipeline: the named model's recogniser between the project's own components."""
    from extractor.annotate.recogniser import sped_up

    import_spacy()
    import spacy

    components.register()
    try:
        nlp = spacy.load(model, exclude=list(UNUSED))
    except OSError as error:
        raise UsageError(f"spaCy pipeline {model!r} is not installed; install it or leave out --model") from error
    _drop_unused_tok2vec(nlp)
    _use_numpy(nlp)
    sped_up(nlp)
    _leave_out_unused_features(nlp)
    nlp.add_pipe("extractor_catalogue", first=True)
    nlp.add_pipe("extractor_sentences", last=True)
    nlp.add_pipe("extractor_reader", last=True)
    nlp.add_pipe("extractor_names", last=True)
    return nlp


def _leave_out_unused_features(nlp: "Language") -> None:
    """What spaCy works out about each new word (is it like a number, a stop word, ...) and no recogniser asks for."""
    if set(nlp.pipe_names) <= {"tok2vec", "ner"}:
        getters = nlp.vocab.lex_attr_getters  # type: ignore[attr-defined]
        for unused in [number for number in getters if nlp.vocab.strings[number] not in ASKED]:
            del getters[unused]


def _drop_unused_tok2vec(nlp: "Language") -> None:
    """Leave out a tok2vec that no recogniser listens to (entities stay identical, measured)."""
    if "tok2vec" in nlp.pipe_names and not _listens(nlp):
        nlp.remove_pipe("tok2vec")


def _listens(nlp: "Language") -> bool:
    return any(
        node.name == "tok2vec-listener"
        for name, component in nlp.pipeline
        if name != "tok2vec" and hasattr(component, "model")
        for node in _walk(component)
    )


def _walk(component: Any) -> Iterator[Any]:
    yield from component.model.walk()


def _use_numpy(nlp: "Language") -> None:
    """numpy's matrix product instead of BLIS: 1.4 times the speed, the same entities (measured on 189 articles)."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        if hasattr(component, "model"):
            for node in _walk(component):
                node.ops = ops

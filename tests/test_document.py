"""The result document: what is written is read back alike."""

from dataclasses import replace
from typing import Any, get_type_hints

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.document import CASIE_KINDS, dumps, from_dict, loads, to_dict
from extractor.model import (
    Agreement,
    Argument,
    Attribution,
    Entity,
    Event,
    Fact,
    Incident,
    Interval,
    Link,
    Problem,
    Quotation,
    Report,
    Response,
    Result,
    Role,
    Span,
    Value,
)
from tests.build.told import own_results, sample_results

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SPAN = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda x: Span(x[0], x[0] + x[1]))
EVIDENCE = st.lists(SPAN, min_size=1, max_size=3).map(tuple)
DATES = st.tuples(st.dates(), st.dates()).map(sorted).map(lambda d: Interval(str(d[0]), str(d[1]), "interval", "then"))
SHARE = st.floats(0, 1)


def some(kind: type, /, **more: Any) -> st.SearchStrategy[Any]:
    """Tuples of values of a type, each field made by its annotation or as `more` says."""
    return st.lists(st.builds(kind, **{**_fields(kind), **more}), max_size=3).map(tuple)


def _fields(kind: type) -> dict[str, st.SearchStrategy[Any]]:
    return {name: _field(name, hint) for name, hint in get_type_hints(kind).items()}


BY_NAME = {"evidence": EVIDENCE, "date": st.none() | DATES, "confidence": SHARE}
BY_HINT = {
    str: WORDS,
    str | None: st.none() | WORDS,
    Span | None: st.none() | SPAN,
    tuple[str, ...]: st.lists(WORDS, max_size=3).map(tuple),
}


def _field(name: str, hint: Any) -> st.SearchStrategy[Any]:
    return BY_NAME[name] if name in BY_NAME else BY_HINT.get(hint, st.from_type(hint))


EVENT = {
    "trigger": SPAN,
    "sentence": SPAN,
    "when": st.none() | DATES,
    "arguments": st.lists(st.builds(Argument, st.integers(0, 99), st.integers(0, 99), WORDS, WORDS), max_size=2).map(
        tuple
    ),
}


@st.composite
def made(draw: st.DrawFn) -> Result:
    """A result of any values; its CASIE events come first, as a document has them."""
    report = Report(
        **draw(st.fixed_dictionaries({**_fields(Report), "text": st.text("ab c.", min_size=60, max_size=80)}))
    )
    casie = some(
        Event, **EVENT, kind=st.sampled_from(sorted(CASIE_KINDS)), factuality=st.sampled_from(["Actual", "Other"])
    )
    frames = some(Event, **EVENT, kind=st.just("incident/ddos"), factuality=st.none())
    spans = sorted({(s.start, min(s.end, 60)) for s in draw(EVIDENCE) if s.start < 60})
    mentions = tuple(report.mention(a, b, "Person", "model:ner") for a, b in spans)
    parts = {
        "incidents": Incident,
        "agreements": Agreement,
        "roles": Role,
        "attributions": Attribution,
        "responses": Response,
        "quotations": Quotation,
        "entities": Entity,
        "problems": Problem,
    }
    return Result(
        report=report,
        iri=draw(WORDS),
        sentences=draw(EVIDENCE),
        mentions=mentions,
        links=tuple(Link(m, "org/acme", draw(SHARE), "because") for m in mentions[::2]),
        events=draw(casie) + draw(frames),
        facts=draw(some(Fact, object=WORDS | st.builds(Value, WORDS, WORDS, WORDS))),
        **{name: draw(some(kind)) for name, kind in parts.items()},
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(made())
def test_any_result_is_read_back_alike(result: Result) -> None:
    assert loads(dumps(result)) == result
    assert from_dict(to_dict(result)) == result


def test_samples_are_read_back_alike() -> None:
    for result in (*sample_results().values(), *own_results()):
        assert loads(dumps(result)) == result
        assert dumps(loads(dumps(result))) == dumps(result)


@pytest.fixture
def result() -> Result:
    return sample_results()["hospital-ransomware"]


def test_a_document_is_one_line(result: Result) -> None:
    assert b"\n" not in dumps(result)
    assert loads(dumps(result).decode()) == result


def test_keys_of_the_contract(result: Result) -> None:
    doc = to_dict(result)
    assert doc["report"]["iri"] == result.iri
    assert set(doc["mentions"][0]) == {"start", "end", "text", "type", "entity", "score", "reason", "found_by"}
    assert set(doc["entities"][0]) >= {"id", "type", "name", "aliases", "country", "same_as", "named"}
    assert {e["type"] for e in doc["events"]} <= CASIE_KINDS
    assert set(doc["facts"][0]) == set(get_type_hints(Fact))


def test_keys_that_a_later_version_adds_to_a_report_are_passed_over(result: Result) -> None:
    doc = to_dict(result)
    doc["report"]["mood"] = "grim"
    assert from_dict(doc) == result


def test_a_document_of_the_least_keys_is_read() -> None:
    """What the schema requires, no more: another program's document."""
    least = orjson.dumps(
        {
            "report": {"id": "a", "text": "Acme.", "iri": "x"},
            "mentions": [{"start": 0, "end": 4, "text": "Acme", "type": "Organization"}],
        }
        | {key: [] for key in "entities events incidents agreements roles attributions responses problems".split()}
    )
    assert loads(least).mentions[0].found_by == "unknown"


@pytest.mark.parametrize("line", [b"{}", b"[]", b"no", b'{"report": {"id": "a"}}'])
def test_what_is_no_result_document_says_so(line: bytes) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        loads(line)


def test_a_mention_that_is_not_in_the_text_is_refused(result: Result) -> None:
    doc = to_dict(replace(result))
    doc["mentions"][0]["text"] = "Somebody"
    with pytest.raises(ValueError, match="is not the text"):
        from_dict(doc)

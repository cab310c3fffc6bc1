"""Facts as claim nodes with their evidence sentences, and as plain triples where the text asserts them."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from extractor import terms as t
from extractor.model import NOT_ASSERTED, Fact, Result, Span, Value
from extractor.store.nodes import concept
from extractor.store.rdf import a, decimal, integer, iri, is_absolute, text, triple, typed

_SYMMETRIC = frozenset({t.COOPERATES_WITH})


def claims(result: Result, base: str) -> dict[str, Fact]:
    """Claim IRI -> fact. Facts that differ in nothing but confidence are one claim: the surest."""
    found: dict[str, Fact] = {}
    for fact in result.facts:
        claim = f"{base}claim/{_key(result.iri, fact)}"
        if claim not in found or found[claim].confidence < fact.confidence:
            found[claim] = fact
    return found


def _key(article: str, fact: Fact) -> str:
    spans = ",".join(f"{s.start}-{s.end}" for s in sorted(fact.evidence))
    parts = (article, fact.subject, fact.predicate, term(fact.object), spans, fact.modality, fact.asserted_by or "")
    return hashlib.sha256("|".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def term(value: str | Value) -> str:
    """The object of a fact as a term."""
    if isinstance(value, str):
        return iri(value)
    return text(value.value, value.language) if value.language else typed(value.value, value.datatype)


def claim_lines(claim: str, fact: Fact, sentences: Iterable[str], article: str, run: str) -> Iterator[str]:
    """The claim node of a fact."""
    node = iri(claim)
    yield a(node, t.CLAIM)
    yield triple(node, t.RDF_SUBJECT, iri(fact.subject))
    yield triple(node, t.RDF_PREDICATE, iri(fact.predicate))
    yield triple(node, t.RDF_OBJECT, term(fact.object))
    for sentence in sentences:
        yield triple(node, t.EVIDENCE, sentence)
    yield triple(node, t.CONFIDENCE, decimal(fact.confidence))
    yield triple(node, t.MODALITY, concept("modality", fact.modality))
    yield triple(node, t.REPORTED_IN, iri(article))
    yield triple(node, t.PROV_WAS_GENERATED_BY, iri(run))
    if fact.asserted_by and is_absolute(fact.asserted_by):
        yield triple(node, t.ASSERTED_BY, iri(fact.asserted_by))


def plain(fact: Fact) -> Iterator[str]:
    """The fact itself, where the text asserts it."""
    if fact.modality in NOT_ASSERTED:
        return
    subject, obj = iri(fact.subject), term(fact.object)
    yield triple(subject, fact.predicate, obj)
    if fact.predicate in _SYMMETRIC:
        yield triple(obj, fact.predicate, subject)


class Sentences:
    """The sentences of a result, found by the spans they cover."""

    def __init__(self, result: Result) -> None:
        self._all = sorted(result.sentences)
        self._starts = [s.start for s in self._all]

    def covering(self, evidence: Iterable[Span]) -> list[Span]:
        """The sentences that the spans lie in; a span itself where no sentence is known."""
        return list(dict.fromkeys(sentence for span in evidence for sentence in self._around(span)))

    def _around(self, span: Span) -> list[Span]:
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_right(self._starts, span.end - 1)
        return [s for s in self._all[first:last] if s.end > span.start] or [span]


def span_iri(article: str, span: Span) -> str:
    """`<article#char=start,end>`."""
    return iri(f"{article}#char={span.start},{span.end}")


def phrase(result: Result, span: Span, kind: str) -> Iterator[str]:
    """Words of the article as a node of the class with this IRI."""
    node = span_iri(result.iri, span)
    yield a(node, kind)
    yield triple(node, t.NIF_REFERENCE_CONTEXT, iri(result.iri))
    yield triple(node, t.NIF_BEGIN_INDEX, integer(span.start))
    yield triple(node, t.NIF_END_INDEX, integer(span.end))
    yield triple(node, t.NIF_ANCHOR_OF, text(result.report.words(span)))

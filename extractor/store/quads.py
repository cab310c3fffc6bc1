"""One result as N-Quads text: its article's graph, and what the analyst view shows of it.

The view (the default graph) holds everything of an article but its mentions. A fact that is denied, planned or
hypothetical is written as a claim and nowhere as a plain triple.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from extractor import terms as t
from extractor.model import Fact, Result, Span
from extractor.settings import Settings
from extractor.store import nodes
from extractor.store.claims import Sentences, claim_lines, claims, phrase, plain, span_iri
from extractor.store.events import events
from extractor.store.rdf import a, address, day, decimal, iri, iso_day, text, triple
from extractor.store.run import Run, run_of

_TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class ArticleLines:
    """One article's triples, each `subject predicate object` without a full stop.

    view: in the article's graph and in the default graph.  margin: in the article's graph only.
    reference: countries in use, shared by all articles.  meta: where the graph comes from.
    """

    base: str
    graph: str
    view: tuple[str, ...]
    margin: tuple[str, ...]
    reference: tuple[str, ...]
    meta: tuple[str, ...]

    def quads(self) -> Iterator[tuple[str, str]]:
        """(triple, graph) of every quad; the default graph is the empty string."""
        for lines, graphs in (
            (self.view, (iri(self.graph), "")),
            (self.margin, (iri(self.graph),)),
            (self.reference, (iri(self.base + "graph/reference"), "")),
            (self.meta, (iri(self.base + "graph/meta"),)),
        ):
            yield from ((line, graph) for line in lines for graph in graphs)

    def nquads(self) -> str:
        """N-Quads text, ready to load."""
        return "".join(f"{line} {graph} .\n" for line, graph in self.quads())


def article_quads(result: Result, settings: Settings) -> str:
    """The named graph of one article as N-Quads text."""
    lines = article_lines(result, run_of(settings))
    graph = iri(lines.graph)
    return "".join(f"{line} {graph} .\n" for line in (*lines.view, *lines.margin))


def graph_of(base: str, article: str) -> str:
    """The IRI of the named graph of an article."""
    return f"{base}graph/article/{article_id(article)}"


def article_id(article: str) -> str:
    """The last segment of an article's IRI."""
    return article.rstrip("/").rsplit("/", 1)[-1]


def article_lines(result: Result, run: Run, digest: str = "") -> ArticleLines:
    """Every triple a result stands for.

    Args:
        result: one article's result.
        run: what made it.
        digest: sha256 of its result document (hex), by which a later run sees that nothing changed.
    """
    graph, made = graph_of(run.base, result.iri), claims(result, run.base)
    sentences = Sentences(result)
    return ArticleLines(
        run.base,
        graph,
        _unique(_view(result, run, made, sentences)),
        _unique(_margin(result, made, sentences)),
        _unique(nodes.countries(result, run.base)),
        _unique(_meta(graph, result.iri, run, digest)),
    )


def _unique(lines: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))


def _view(result: Result, run: Run, made: dict[str, Fact], sentences: Sentences) -> Iterator[str]:
    yield from _article(result)
    yield a(iri(run.iri), t.EXTRACTION_RUN)
    yield triple(iri(run.iri), t.RDFS_LABEL, text(run.label))
    yield triple(iri(run.iri), t.SCHEMA_SOFTWARE_VERSION, text(run.version))
    yield from nodes.entities(result, run.base)
    yield from events(result)
    used: dict[Span, None] = {}
    for claim, fact in made.items():
        evidence = sentences.covering(fact.evidence)
        used |= dict.fromkeys(evidence)
        yield from claim_lines(claim, fact, [span_iri(result.iri, s) for s in evidence], result.iri, run.iri)
        yield from plain(fact)
    for span in used:
        yield from phrase(result, span, t.SENTENCE)


def _article(result: Result) -> Iterator[str]:
    report, node = result.report, iri(result.iri)
    digest = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    yield a(node, t.ARTICLE)
    yield triple(node, t.SCHEMA_HEADLINE, text(report.title or _opening(report.text) or report.id))
    yield triple(node, t.DCTERMS_IDENTIFIER, text(f"sha256:{digest}"))
    yield triple(node, t.DCTERMS_SOURCE, text(report.id))
    if published := iso_day(report.published):
        yield triple(node, t.SCHEMA_DATE_PUBLISHED, day(published))
    if report.url and (url := address(report.url)):
        yield triple(node, t.SCHEMA_URL, url)
    for predicate, value in ((t.SCHEMA_PUBLISHER, report.publisher), (t.SCHEMA_IN_LANGUAGE, report.language)):
        if value:
            yield triple(node, predicate, text(value))
    for author in report.authors:
        yield triple(node, t.SCHEMA_AUTHOR, text(author))
    for link in result.links:
        yield triple(node, t.SCHEMA_MENTIONS, iri(link.entity))


def _opening(words: str) -> str:
    """The first line, for an article without a title."""
    line = next((line.strip() for line in words.splitlines() if line.strip()), "")
    return line if len(line) <= _TITLE_LENGTH else line[:_TITLE_LENGTH].rsplit(" ", 1)[0] + " ..."


def _margin(result: Result, made: dict[str, Fact], sentences: Sentences) -> Iterator[str]:
    for mention in result.mentions:
        yield from phrase(result, mention.span, t.MENTION)
        yield triple(span_iri(result.iri, mention.span), t.FOUND_BY, text(mention.found_by))
    for link in result.links:
        node = span_iri(result.iri, link.mention.span)
        yield triple(node, t.REFERS_TO, iri(link.entity))
        yield triple(node, t.SCORE, decimal(link.score))
        yield triple(node, t.LINK_REASON, text(link.reason))
    yield from _mentions_of_claims(result, made, sentences)


def _mentions_of_claims(result: Result, made: dict[str, Fact], sentences: Sentences) -> Iterator[str]:
    """The mentions in a claim's evidence that name its subject or object."""
    places: dict[str, list[Span]] = {}
    for link in result.links:
        places.setdefault(link.entity, []).append(link.mention.span)
    for claim, fact in made.items():
        ends = {fact.subject, fact.object if isinstance(fact.object, str) else ""}
        within = sentences.covering(fact.evidence)
        for place in sorted(place for end in ends for place in places.get(end, ())):
            if any(s.start <= place.start and place.end <= s.end for s in within):
                yield triple(iri(claim), t.HAS_MENTION, span_iri(result.iri, place))


def _meta(graph: str, article: str, run: Run, digest: str) -> Iterator[str]:
    node = iri(graph)
    yield a(node, t.PROV_BUNDLE)
    yield triple(node, t.PROV_WAS_DERIVED_FROM, iri(article))
    yield triple(node, t.PROV_WAS_GENERATED_BY, iri(run.iri))
    if digest:
        yield triple(node, t.DCTERMS_IDENTIFIER, text(f"sha256:{digest}"))

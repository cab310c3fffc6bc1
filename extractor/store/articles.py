"""The articles in a graph, and finding one by the names it goes by."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor import terms as t
from extractor.problems import GraphError
from extractor.store.quads import article_id
from extractor.store.rdf import address

if TYPE_CHECKING:
    from extractor.store.graph import Graph

_ARTICLES = """
SELECT ?article ?source ?title ?url ?published ?publisher WHERE { %s
  ?article a ck:Article ; dcterms:source ?source ; schema:headline ?title .
  OPTIONAL { ?article schema:url ?url } OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article schema:publisher ?publisher } } ORDER BY ?published ?article"""


@dataclass(frozen=True, slots=True)
class Article:
    """An article in the graph. `source` is the id its input gave it."""

    iri: str
    source: str
    title: str
    url: str | None
    published: str | None
    publisher: str | None

    @property
    def id(self) -> str:
        """The last part of its IRI."""
        return article_id(self.iri)


def articles(graph: "Graph", only: str = "") -> tuple[Article, ...]:
    """Every article, oldest first; or those of a VALUES block."""
    return tuple(Article(*row) for row in graph.query(_ARTICLES % only).tuples())


def article(graph: "Graph", name: str) -> Article:
    """The article with this IRI, end of IRI, URL or input id. Raises GraphError where there is none, or several."""
    nodes = sorted(set(_candidates(graph, name)))
    found = articles(graph, f"VALUES ?article {{ {' '.join(nodes)} }}") if nodes else ()
    if len(found) == 1:
        return found[0]
    if not found:
        raise GraphError(f"no article {name!r} in {graph.folder.path}: name one by its IRI, id or URL")
    raise GraphError(f"{name!r} names {len(found)} articles: take one of {', '.join(a.id for a in found)}")


def _candidates(graph: "Graph", name: str) -> Iterator[str]:
    from pyoxigraph import DefaultGraph, Literal, NamedNode

    yield from filter(None, (address(name), address(f"{graph.base}article/{name}")))
    described = [(t.DCTERMS_SOURCE, Literal(name))]
    if url := address(name):
        described.append((t.SCHEMA_URL, NamedNode(url[1:-1])))  # type: ignore[arg-type]
    for predicate, value in described:
        for quad in graph.store.quads_for_pattern(None, NamedNode(predicate), value, DefaultGraph()):
            yield str(quad.subject)

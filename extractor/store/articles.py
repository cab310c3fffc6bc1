"""The articles in a graph, and finding one by the names it goes by."""

from dataclasses import dataclass
from pathlib import Path

from extractor.problems import GraphError
from extractor.store.quads import article_id

ARTICLES = """
SELECT ?article ?source ?title ?url ?published ?publisher WHERE {
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


def named(articles: tuple[Article, ...], name: str, folder: Path) -> Article:
    """The article with this IRI, end of IRI, URL or input id. Raises GraphError where there is none, or several."""
    found = [a for a in articles if name in {a.iri, a.id, a.url, a.source}]
    if len(found) == 1:
        return found[0]
    if not found:
        raise GraphError(f"no article {name!r} in {folder}: name one by its IRI, id or URL")
    raise GraphError(f"{name!r} names {len(found)} articles: take one of {', '.join(a.id for a in found)}")

"""Keeps the RDF store exact: named graphs, and the default graph as their de-duplicated union.

Oxigraph's own union counts a triple once per graph, so joins over it multiply; hence a materialised default graph.
A triple leaves it only when no other graph of the view (article, reference, ontology, merge) holds it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractor import terms as t
from extractor.store import ontology
from extractor.store.quads import ArticleLines, article_id
from extractor.store.rdf import iri, text, triple

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad, Store


class View:
    """The graphs of one store."""

    def __init__(self, store: "Store", base: str) -> None:
        from pyoxigraph import DefaultGraph, NamedNode

        self._store = store
        self._base = base
        self._articles = f"{base}graph/article/"
        self._countries = f"{base}country/"
        self._reference = NamedNode(f"{base}graph/reference")
        self._ontology = NamedNode(f"{base}graph/ontology")
        self._merge = NamedNode(f"{base}graph/merge")
        self._meta = NamedNode(f"{base}graph/meta")
        self._default = DefaultGraph()

    def digest(self, graph: str) -> str | None:
        """The digest of what a graph was made from; None where it is not there."""
        from pyoxigraph import NamedNode

        name = NamedNode(t.DCTERMS_IDENTIFIER)
        found = self._store.quads_for_pattern(NamedNode(graph), name, None, self._meta)
        return next((q.object.value.removeprefix("sha256:") for q in found), None)  # type: ignore[union-attr]

    def put(self, lines: ArticleLines) -> None:
        """Writes an article's graph, in place of a former one, in one transaction."""
        from pyoxigraph import RdfFormat

        if self.digest(lines.graph) is None:
            self._store.load(lines.nquads(), RdfFormat.N_QUADS)
        else:
            self._store.update(f"{self._removal(lines.graph)} ; INSERT DATA {{ {_blocks(lines.quads())} }}")

    def drop(self, graph: str) -> None:
        """Takes an article's graph out, and of the shared graphs what only it needed."""
        self._store.update(self._removal(graph))

    def _removal(self, graph: str) -> str:
        from pyoxigraph import NamedNode

        name = NamedNode(graph)
        old = list(self._store.quads_for_pattern(None, None, None, name))
        own = (f"<{self._base}claim/", f"<{self._base}article/{article_id(graph)}")
        gone = [(q, "") for q in old if str(q.subject).startswith(own) or not self._held_elsewhere(q, name)]
        gone += [(q, str(self._meta)) for q in self._store.quads_for_pattern(name, None, None, self._meta)]
        for quad in self._unused_countries(old, name):
            gone += [(quad, str(self._reference)), (quad, "")]
        deleted = _blocks((f"{q.subject} {q.predicate} {q.object}", g) for q, g in gone)
        return f"DROP SILENT GRAPH {name} ; DELETE DATA {{ {deleted} }}"

    def _held_elsewhere(self, quad: "Quad", graph: "NamedNode") -> bool:
        others = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(other.graph_name not in (graph, self._default, self._meta) for other in others)

    def _unused_countries(self, old: "list[Quad]", graph: "NamedNode") -> "Iterable[Quad]":
        countries = {str(q.object): q.object for q in old if str(q.object).startswith(f"<{self._countries}")}
        for country in countries.values():
            if not self._used_elsewhere(country, graph):  # type: ignore[arg-type]
                yield from self._store.quads_for_pattern(country, None, None, self._reference)  # type: ignore[arg-type]

    def _used_elsewhere(self, country: "NamedNode", graph: "NamedNode") -> bool:
        """Asked in SPARQL, which looks at named graphs only: half of the world's incidents are in the default graph."""
        elsewhere = f'STRSTARTS(STR(?g), "{self._articles}") && ?g != {graph}'
        return bool(self._store.query(f"ASK {{ GRAPH ?g {{ ?s ?p {country} }} FILTER({elsewhere}) }}"))

    def put_ontology(self) -> bool:
        """Writes the ontology where the store has none or another; whether it did."""
        current, name = ontology.digest(), str(self._ontology)
        if self.digest(self._ontology.value) == current:
            return False
        lines = [(line, graph) for line, shown in ontology.lines() for graph in ((name, "") if shown else (name,))]
        lines.append((triple(name, t.DCTERMS_IDENTIFIER, text(f"sha256:{current}")), str(self._meta)))
        self._store.update(f"{self._removal(self._ontology.value)} ; INSERT DATA {{ {_blocks(lines)} }}")
        return True

    def put_merges(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Makes the merge graph say that these pairs of incidents, as far as they are here, are the same."""
        wanted = {
            triple(iri(one), t.SAME_INCIDENT_AS, iri(other))
            for pair in pairs
            if all(map(self._is_described, pair))
            for one, other in (pair, pair[::-1])
        }
        present = {
            f"{q.subject} {q.predicate} {q.object}"
            for q in self._store.quads_for_pattern(None, None, None, self._merge)
        }
        if wanted != present:
            gone = _blocks((line, graph) for line in present - wanted for graph in (str(self._merge), ""))
            new = _blocks((line, graph) for line in wanted - present for graph in (str(self._merge), ""))
            self._store.update(f"DELETE DATA {{ {gone} }} ; INSERT DATA {{ {new} }}")

    def _is_described(self, node: str) -> bool:
        from pyoxigraph import NamedNode

        found = self._store.quads_for_pattern(NamedNode(node), NamedNode(t.RDF_TYPE), None, self._default)
        return any(True for _ in found)


def _blocks(quads: Iterable[tuple[str, str]]) -> str:
    """(triple, graph) pairs as the body of a DELETE DATA or INSERT DATA."""
    by_graph: dict[str, list[str]] = {}
    for line, graph in quads:
        by_graph.setdefault(graph, []).append(f"{line} .\n")
    return "\n".join(f"GRAPH {g} {{ {''.join(lines)} }}" if g else "".join(lines) for g, lines in by_graph.items())

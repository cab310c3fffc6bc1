"""The graph as rdflib sees it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import rdflib

    from extractor.store.graph import Graph


def copied(graph: "Graph", *, dataset: bool) -> "rdflib.Graph":
    """An independent copy in memory."""
    import rdflib
    from pyoxigraph import DefaultGraph

    copy: Any = rdflib.Dataset() if dataset else rdflib.Graph()
    _bind(copy, graph)
    read = _Reader()
    if not dataset:
        quads = graph.store.quads_for_pattern(None, None, None, DefaultGraph())
        copy.addN((read(q.subject), read(q.predicate), read(q.object), copy) for q in quads)
        return copy  # type: ignore[no-any-return]
    for quad in graph.store.quads_for_pattern(None, None, None, None):
        home = copy.default_graph if isinstance(quad.graph_name, DefaultGraph) else copy.graph(read(quad.graph_name))
        home.add((read(quad.subject), read(quad.predicate), read(quad.object)))
    return copy  # type: ignore[no-any-return]


def wrapped(graph: "Graph", *, dataset: bool) -> "rdflib.Graph":
    """rdflib's interface over the store itself."""
    import rdflib
    from oxrdflib import OxigraphStore

    view: Any = (rdflib.Dataset if dataset else rdflib.Graph)(store=OxigraphStore(store=graph.store))
    if not dataset:
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        view = rdflib.Graph(store=OxigraphStore(store=graph.store), identifier=DATASET_DEFAULT_GRAPH_ID)
    return view  # type: ignore[no-any-return]


def _bind(copy: "rdflib.Graph", graph: "Graph") -> None:
    from extractor.store.rdf import prefixes

    for prefix, iri in prefixes(graph.base).items():
        copy.bind(prefix, iri, replace=True)


class _Reader:
    """Oxigraph terms as rdflib terms, each made once."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def __call__(self, term: Any) -> Any:
        made = self._known.get(term)
        if made is None:
            made = self._known[term] = self._make(term)
        return made

    @staticmethod
    def _make(term: Any) -> Any:
        import rdflib
        from pyoxigraph import Literal, NamedNode

        if isinstance(term, NamedNode):
            return rdflib.URIRef(term.value)
        if not isinstance(term, Literal):
            return rdflib.BNode(term.value)
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        kind = term.datatype.value
        plain = kind.endswith("#string")
        return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(kind), normalize=False)

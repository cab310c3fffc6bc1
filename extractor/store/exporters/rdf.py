"""RDF files. Turtle, N-Triples, RDF/XML and JSON-LD hold the analyst view; TriG and N-Quads all graphs."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from extractor.store.rdf import prefixes

if TYPE_CHECKING:
    from extractor.store.graph import Graph


def turtle(graph: "Graph", path: Path) -> tuple[Path, ...]:
    """FILE.ttl: the analyst view."""
    return _dump(graph, path, "TURTLE", view=True)


def ntriples(graph: "Graph", path: Path) -> tuple[Path, ...]:
    """FILE.nt: the analyst view."""
    return _dump(graph, path, "N_TRIPLES", view=True)


def rdfxml(graph: "Graph", path: Path) -> tuple[Path, ...]:
    """FILE.rdf: the analyst view."""
    return _dump(graph, path, "RDF_XML", view=True)


def nquads(graph: "Graph", path: Path) -> tuple[Path, ...]:
    """FILE.nq: every graph, the view as the default graph."""
    return _dump(graph, path, "N_QUADS", view=False)


def trig(graph: "Graph", path: Path) -> tuple[Path, ...]:
    """FILE.trig: every graph, the view as the default graph."""
    return _dump(graph, path, "TRIG", view=False)


def _dump(graph: "Graph", path: Path, form: str, *, view: bool) -> tuple[Path, ...]:
    from pyoxigraph import DefaultGraph, RdfFormat

    plain = form in {"N_TRIPLES", "N_QUADS"}
    graph.store.dump(
        str(path),
        format=getattr(RdfFormat, form),
        from_graph=DefaultGraph() if view else None,
        prefixes=None if plain else prefixes(graph.base),
    )
    return (path,)


def jsonld(graph: "Graph", path: Path) -> tuple[Path, ...]:
    """FILE.jsonld: the analyst view, one object a node, property names shortened by a context in the file itself."""
    from pyoxigraph import DefaultGraph, RdfFormat

    dump = graph.store.dump(format=RdfFormat.JSON_LD, from_graph=DefaultGraph())
    expanded = orjson.loads(dump or b"[]")
    context = prefixes(graph.base)
    with path.open("wb") as file:
        file.write(b'{"@context": ' + orjson.dumps(context) + b',\n"@graph": [\n')
        for number, node in enumerate(expanded):
            file.write((b",\n" if number else b"") + orjson.dumps(_compact(node, context)))
        file.write(b"\n]}\n")
    return (path,)


def _compact(node: dict[str, Any], context: dict[str, str]) -> dict[str, Any]:
    return {_short(key, context): _values(key, value, context) for key, value in node.items()}


def _values(key: str, value: Any, context: dict[str, str]) -> Any:
    if key == "@id":
        return value
    if key == "@type":
        return [_short(kind, context) for kind in value]
    short = [_value(item, context) for item in value]
    return short[0] if len(short) == 1 else short


def _value(item: dict[str, Any], context: dict[str, str]) -> Any:
    if set(item) == {"@value"}:
        return item["@value"]
    return {**item, "@type": _short(item["@type"], context)} if "@type" in item else item


def _short(iri: str, context: dict[str, str]) -> str:
    for prefix, start in context.items():
        if iri.startswith(start) and "/" not in iri[len(start) :]:
            return f"{prefix}:{iri[len(start) :]}"
    return iri

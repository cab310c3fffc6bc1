"""Nodes and edges with scalar attributes only, as graph tools want them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

NODE_COLUMNS = (
    "id",
    "label",
    "category",
    "country",
    "sector",
    "kind",
    "earliest",
    "latest",
    "modality",
    "title",
    "aliases",
    "same_as",
    "named",
)
EDGE_COLUMNS = (
    "id",
    "source",
    "target",
    "relation",
    "label",
    "confidence",
    "modality",
    "asserted_by",
    "sentence",
    "article",
    "url",
    "published",
    "publisher",
)


def nodes(drawn: "nx.MultiDiGraph[str]") -> Iterator[dict[str, Any]]:
    """Each node's attributes, its IRI as `id`, lists joined by semicolons."""
    for node, attributes in drawn.nodes(data=True):
        yield {"id": node, **{name: _scalar(value) for name, value in attributes.items()}}


def edges(drawn: "nx.MultiDiGraph[str]") -> Iterator[dict[str, Any]]:
    """Each edge's attributes, with `id` (unique), `source` and `target`."""
    for source, target, key, attributes in drawn.edges(keys=True, data=True):
        yield {
            "id": key,
            "source": source,
            "target": target,
            **{name: _scalar(value) for name, value in attributes.items()},
        }


def _scalar(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return ";".join(map(str, value)) if isinstance(value, list) else value

"""Node and edge tables: FILE.csv gives FILE-nodes.csv and FILE-edges.csv, FILE.neo4j.csv the same for Neo4j."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.store.exporters.flat import EDGE_COLUMNS, NODE_COLUMNS, edges, nodes

if TYPE_CHECKING:
    from extractor.store.graph import Graph

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NEO4J_NODES = {"id": "id:ID", "category": ":LABEL", "named": "named:boolean", "aliases": "aliases:string[]"}
_NEO4J_EDGES = {"source": ":START_ID", "target": ":END_ID", "relation": ":TYPE", "confidence": "confidence:double"}


def pair(graph: "Graph", path: Path) -> tuple[Path, ...]:
    """FILE-nodes.csv and FILE-edges.csv for spreadsheets, Gephi, Maltego."""
    return _write(graph, path, ".csv", {}, {})


def neo4j(graph: "Graph", path: Path) -> tuple[Path, ...]:
    """FILE-nodes.csv and FILE-edges.csv for `neo4j-admin database import`."""
    return _write(graph, path, ".neo4j.csv", _NEO4J_NODES, _NEO4J_EDGES)


def _write(
    graph: "Graph", path: Path, ending: str, node_names: dict[str, str], edge_names: dict[str, str]
) -> tuple[Path, ...]:
    stem = path.name[: -len(ending)]
    node_file, edge_file = path.with_name(f"{stem}-nodes.csv"), path.with_name(f"{stem}-edges.csv")
    drawn = graph.to_networkx()
    _table(node_file, [node_names.get(c, c) for c in NODE_COLUMNS], NODE_COLUMNS, nodes(drawn))
    _table(edge_file, [edge_names.get(c, c) for c in EDGE_COLUMNS], EDGE_COLUMNS, edges(drawn))
    return node_file, edge_file


def _table(file: Path, header: Sequence[str], columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(header)
        writer.writerows([_cell(row.get(column, "")) for column in columns] for row in rows)


def _cell(value: Any) -> Any:
    """Text from strangers' articles must not run as a formula when a spreadsheet opens the file."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value

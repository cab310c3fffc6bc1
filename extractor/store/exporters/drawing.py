"""Files for graph tools: GraphML (Gephi, yEd, Cytoscape), GEXF (Gephi), Cytoscape JSON.

GraphML and GEXF are written as a stream: networkx builds a tree of the whole file first and takes seven times as long.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

import orjson

from extractor.store.exporters.flat import EDGE_COLUMNS, NODE_COLUMNS, edges, nodes

if TYPE_CHECKING:
    from extractor.store.graph import Graph

_NODE_NAMES = NODE_COLUMNS[1:]
_EDGE_NAMES = ("interaction", *EDGE_COLUMNS[3:])
_NUMBERS = {"confidence": "double"}


def graphml(graph: "Graph", path: Path) -> tuple[Path, ...]:
    """FILE.graphml: directed, parallel edges told apart by their id."""
    return _stream(path, _graphml(graph))


def gexf(graph: "Graph", path: Path) -> tuple[Path, ...]:
    """FILE.gexf, version 1.3."""
    return _stream(path, _gexf(graph))


def _stream(path: Path, lines: Iterable[str]) -> tuple[Path, ...]:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    return (path,)


def _graphml(graph: "Graph") -> Iterator[str]:
    drawn = graph.to_networkx()
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for kind, names in (("node", ("name", *_NODE_NAMES)), ("edge", _EDGE_NAMES)):
        for name in names:
            yield (
                f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{_NUMBERS.get(name, "string")}"/>'
            )
    yield '<graph edgedefault="directed">'
    for row in nodes(drawn):
        yield f"<node id={quoteattr(row['id'])}>{_items('node', row | {'name': row['label']})}</node>"
    for row in edges(drawn):
        ends = f"source={quoteattr(row['source'])} target={quoteattr(row['target'])}"
        yield f"<edge id={quoteattr(row['id'])} {ends}>{_items('edge', _edge(row))}</edge>"
    yield "</graph>"
    yield "</graphml>"


def _edge(row: dict[str, Any]) -> dict[str, Any]:
    """Cytoscape names an edge by its `interaction`."""
    return {**row, "interaction": row["relation"]}


def _items(kind: str, row: dict[str, Any]) -> str:
    names = ("name", *_NODE_NAMES) if kind == "node" else _EDGE_NAMES
    return "".join(f'<data key="{kind}-{n}">{escape(str(row[n]))}</data>' for n in names if n in row)


def _gexf(graph: "Graph") -> Iterator[str]:
    drawn = graph.to_networkx()
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield '<graph mode="static" defaultedgetype="directed">'
    # `label` is an attribute of GEXF itself, and titles must differ in more than case.
    node_names, edge_names = _NODE_NAMES[1:], [name for name in _EDGE_NAMES if name != "label"]
    for kind, names in (("node", node_names), ("edge", edge_names)):
        yield f'<attributes class="{kind}">'
        for name in names:
            yield f'<attribute id="{kind}-{name}" title="{name}" type="{_NUMBERS.get(name, "string")}"/>'
        yield "</attributes>"
    yield "<nodes>"
    for row in nodes(drawn):
        start = f"<node id={quoteattr(row['id'])} label={quoteattr(row['label'])}>"
        yield start + _values("node", node_names, row) + "</node>"
    yield "</nodes>"
    yield "<edges>"
    for row in map(_edge, edges(drawn)):
        ends = f"source={quoteattr(row['source'])} target={quoteattr(row['target'])}"
        start = f"<edge id={quoteattr(row['id'])} {ends} label={quoteattr(row['label'])}>"
        yield start + _values("edge", edge_names, row) + "</edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _values(kind: str, names: Iterable[str], row: dict[str, Any]) -> str:
    values = (f'<attvalue for="{kind}-{n}" value={quoteattr(str(row[n]))}/>' for n in names if n in row)
    return "<attvalues>" + "".join(values) + "</attvalues>"


def cytoscape(graph: "Graph", path: Path) -> tuple[Path, ...]:
    """FILE.cyjs: Cytoscape's JSON, with `name` on nodes and edges and `interaction` on edges."""
    drawn = graph.to_networkx()
    elements = {
        "nodes": [{"data": {**row, "name": row["label"]}} for row in nodes(drawn)],
        "edges": [{"data": _cytoscape_edge(row)} for row in edges(drawn)],
    }
    document = {"format_version": "1.0", "generated_by": "extractor", "data": {"name": path.stem}, "elements": elements}
    path.write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))
    return (path,)


def _cytoscape_edge(row: dict[str, Any]) -> dict[str, Any]:
    return {**_edge(row), "name": f"{row['label']} ({row['id']})"}

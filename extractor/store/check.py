"""Is the graph sound? SHACL over the analyst view, and the store against the result documents."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extractor import terms as t
from extractor.catalogue import ontology_dir
from extractor.problems import GraphError, Problem
from extractor.store.folder import sha256_of
from extractor.store.quads import graph_of

if TYPE_CHECKING:
    import rdflib

    from extractor.store.graph import Graph

_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?article a ck:Article } }"
_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found. `problems` break a promise; `warnings` are worth a look."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """Whether nothing is broken."""
        return not self.problems


def check(graph: "Graph") -> Check:
    """Checks the whole folder: its files against its graphs, and the view against the shapes."""
    broken, warnings = shacl(graph)
    return Check((*orphans(graph), *broken), tuple(warnings), graph.counts())


def orphans(graph: "Graph") -> list[Problem]:
    """Result documents without a graph, graphs without a result document, and those that do not belong together."""
    present = {str(row[0]) for row in graph.query(_GRAPHS).tuples()}
    found, expected = [], set()
    for file in graph.folder.result_files():
        try:
            stored, raw = graph.folder.load(file)
        except GraphError as error:
            found.append(Problem("store", str(error)))
            continue
        name = graph_of(graph.base, stored.result.iri)
        expected.add(name)
        if name not in present:
            found.append(Problem("store", f"{file} is not in the graph: build its article again, or rebuild"))
        elif graph.digest(name) != sha256_of(raw):
            found.append(Problem("store", f"{file} differs from its graph: build its article again, or rebuild"))
    missing = sorted(present - expected)
    return found + [Problem("store", f"{g} has no result document: remove it, or rebuild") for g in missing]


def shacl(graph: "Graph") -> tuple[list[Problem], list[Problem]]:
    """Violations and warnings of the shapes.

    The ontology is merged into the data, as SHACL's class and scheme constraints need it; passed as an ontology graph
    pySHACL does not find the schemes.
    """
    import rdflib
    from pyshacl import validate

    data = graph.to_rdflib()
    for name in ("ck.ttl", "vocab.ttl"):
        data.parse(ontology_dir() / name, format="turtle")
    shapes = rdflib.Graph().parse(ontology_dir() / "shapes.ttl", format="turtle")
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", allow_warnings=True)
    results = [
        _problem(report, node) for node in report.subjects(rdflib.RDF.type, rdflib.URIRef(f"{_SH}ValidationResult"))
    ]
    found = sorted(set(results), key=lambda pair: (pair[0], pair[1].message))
    return [p for severity, p in found if severity == "Violation"], [
        p for severity, p in found if severity != "Violation"
    ]


def _problem(report: "rdflib.Graph", node: Any) -> tuple[str, Problem]:
    import rdflib

    def of(name: str) -> str:
        return str(report.value(node, rdflib.URIRef(f"{_SH}{name}")) or "")

    path = of("resultPath").removeprefix(t.CK)
    where = f"{of('focusNode')} {path}".rstrip()
    return of("resultSeverity").removeprefix(_SH), Problem(
        "shacl", f"{where}: {of('resultMessage')}", of("value") or None
    )

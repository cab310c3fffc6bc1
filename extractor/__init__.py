"""News articles about cyber incidents in, one graph out, with the sentence behind every fact.

    acquire -> read -> annotate -> link -> build -> store -> ask -> show
       Page   Report  Annotated  Linked  Result    Graph   Rows   picture

One article:

    from extractor import extract
    result = extract(Path("article.html"))
    result.incidents, result.facts

A graph folder, built by `extractor build samples --graph demo/graph`:

    from extractor import Graph
    with Graph.open("demo/graph") as graph:
        graph.query("SELECT ?incident WHERE { ?incident a ck:CyberIncident }")

Importing this package does no work: a name is looked up in its home when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.ask.graph import Graph
    from extractor.model import Entity, Fact, Incident, Link, Mention, Page, Report, Result, Span
    from extractor.pipeline import extract
    from extractor.settings import Settings

__version__ = "0.1.0"
__all__ = [
    "Entity",
    "Fact",
    "Graph",
    "Incident",
    "Link",
    "Mention",
    "Page",
    "Report",
    "Result",
    "Settings",
    "Span",
    "extract",
]

_HOMES = {
    "Graph": "extractor.ask.graph",
    "Settings": "extractor.settings",
    "extract": "extractor.pipeline",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "extractor.model")), name)

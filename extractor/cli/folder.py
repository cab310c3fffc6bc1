"""`export`, `check`, `rebuild`, `remove`, `show`: what can be done with a graph folder besides asking it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import options, output

if TYPE_CHECKING:
    from extractor.store.check import Check

Target = Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; its ending says the format.")]
Articles = Annotated[list[str], typer.Argument(metavar="ARTICLE", help="An article's IRI, the end of it, id or URL.")]
Picture = Annotated[Path, typer.Argument(metavar="FILE.html", help="The page to write.")]


def export(file: Target, graph: options.GraphFolder) -> None:
    """Write the graph as a file for other programs; the ending of FILE says the format.

    ttl, nt, jsonld, rdf: what is known, without who says so.  nq, trig: with the graph of each article.
    graphml, gexf, cyjs: for Gephi, yEd and Cytoscape.  csv: a table of nodes and one of edges.

    Examples:
      extractor export --graph demo/graph graph.ttl
      extractor export --graph demo/graph graph.gexf
    """
    from extractor.store.graph import Graph

    with Graph.open(graph, read_only=True) as opened:
        for path in opened.export(file):
            output.say(f"wrote {path}")


def check(graph: options.GraphFolder) -> None:
    """Check the graph against its shapes, count what it holds, and look for files that belong to nothing.

    Exit code 4 where something is wrong.

    Examples:
      extractor check --graph demo/graph
    """
    from extractor.problems import GraphError
    from extractor.store.check import check as check_graph
    from extractor.store.graph import Graph

    with Graph.open(graph, read_only=True) as opened:
        found = check_graph(opened)
    _print(found)
    if not found.conforms:
        raise typer.Exit(GraphError.exit_code)


def _print(found: "Check") -> None:
    """Counts as a table, then every problem and warning in a line of its own."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table("holds", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("number", justify="right")
    for kind, number in found.counts.items():
        table.add_row(kind, f"{number:,}")
    output.console().print(table)
    for word, problems in (("warning", found.warnings), ("problem", found.problems)):
        for problem in problems:
            typer.echo(f"{word}: {problem.message}" + (f" ({problem.detail})" if problem.detail else ""))
    typer.echo(f"{len(found.problems)} problems, {len(found.warnings)} warnings")


def rebuild(graph: options.GraphFolder) -> None:
    """Make the store anew from the result documents and the decisions in the folder.

    Needed after the store was deleted or damaged, or after result documents were put in or taken out by hand.

    Examples:
      extractor rebuild --graph demo/graph
    """
    from extractor.store.graph import Graph

    with Graph.open(graph) as opened:
        output.say(f"{opened.rebuild():,} articles, rebuilt from {opened.folder.path / 'results'}")


def remove(articles: Articles, graph: options.GraphFolder) -> None:
    """Take articles out of the graph: everything that only they said goes, all else stays.

    Examples:
      extractor remove --graph demo/graph hospital-ransomware
      extractor remove --graph demo/graph https://example.org/news.html
    """
    from extractor.store.graph import Graph

    with Graph.open(graph) as opened:
        for name in articles:
            article = opened.remove(name)
            output.say(f"removed {article.source}: {article.title}")


def show(file: Picture, graph: options.GraphFolder) -> None:
    """Draw the graph as one HTML page that opens offline: click a line for its sentence.

    Examples:
      extractor show --graph demo/graph graph.html
    """
    from extractor.show.picture import write
    from extractor.store.graph import Graph

    file.parent.mkdir(parents=True, exist_ok=True)
    with Graph.open(graph, read_only=True) as opened:
        write(opened, file)
    output.say(f"wrote {file}")

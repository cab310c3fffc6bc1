"""`extractor query`: ask the graph by a question's name, a file, or SPARQL."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import options, output
from extractor.problems import UsageError

if TYPE_CHECKING:
    from extractor.ask.questions import Question
    from extractor.store.rows import Rows


class AnswerFormat(StrEnum):
    """Shapes of an answer."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    ttl = "ttl"


Asked = Annotated[
    str | None,
    typer.Argument(metavar="QUESTION", help="A question's name or number, a file ending in .rq, or SPARQL text."),
]
Folder = Annotated[
    Path | None,
    typer.Option("--graph", "-g", metavar="DIR", envvar="EXTRACTOR_GRAPH", help="The graph folder."),
]
Values = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", metavar="NAME=VALUE", help="A value for one of the question's parameters."),
]
Form = Annotated[AnswerFormat, typer.Option("--format", "-f", help="ttl is for CONSTRUCT questions.")]
Listed = Annotated[bool, typer.Option("--list", "-l", help="List the named questions and stop.")]


def query(
    question: Asked = None,
    graph: Folder = None,
    form: Form = AnswerFormat.table,
    param: Values = None,
    output_file: options.Output = None,
    *,
    listed: Listed = False,
) -> None:
    """Ask the graph a named question, or one of your own in SPARQL 1.1.

    The usual prefixes (ck, rdfs, skos, schema ...) need not be declared. A question's parameters have defaults; --list
    shows them.

    Examples:
      extractor query --list
      extractor query --graph demo/graph incidents
      extractor query --graph demo/graph victims -p country=US -p sector=sec:health
      extractor query --graph demo/graph "ASK { ?i a ck:CyberIncident }"
      extractor query --graph demo/graph my-question.rq --format csv > answer.csv
    """
    if listed:
        _list()
    elif question is None or graph is None:
        raise UsageError("say what to ask and of which graph: extractor query --graph DIR QUESTION; or --list")
    else:
        _ask(question, graph, form, _values(param or []), output_file)


def _ask(question: str, folder: Path, form: AnswerFormat, values: dict[str, str], target: Path | None) -> None:
    from extractor.ask import questions
    from extractor.ask.graph import Graph
    from extractor.ask.render import render

    asked = questions.read(question)
    with Graph.open(folder, read_only=True) as graph:
        rows = graph.query(asked, **values)
        if form is AnswerFormat.table:
            _print(rows, asked, values, graph.base, target)
        else:
            answer = render(rows, form)
            with output.sink(target) as out:
                out.write(answer)


def _print(rows: "Rows", asked: "Question", values: dict[str, str], base: str, target: Path | None) -> None:
    """The question, what it was asked with, and the answer as a table, for people."""
    from extractor.ask.render import table

    drawn, found = table(rows, base)
    heading = [line for line in (asked.sentence, asked.asked_with(values)) if line]
    with output.written(target) as out:
        for line in heading:
            out.print(line, markup=False, soft_wrap=True)
        out.print(drawn)
    output.say(_count(found, drawn.row_count, asked))


def _count(found: int, shown: int, asked: "Question") -> str:
    rows = f"{found:,} row{'' if found == 1 else 's'}"
    if shown < found:
        return f"{rows}, the first {shown} shown; --format csv gives all"
    if not found and asked.parameters:
        return f"{rows}; --param {asked.parameters[0].name}=... asks with another value"
    return rows


def _values(words: list[str]) -> dict[str, str]:
    values = dict(word.partition("=")[::2] for word in words)
    if wrong := [word for word in words if "=" not in word]:
        raise UsageError(f"--param {wrong[0]}: write NAME=VALUE")
    return values


def _list() -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from extractor.ask.questions import questions

    drawn = Table("name", "asks", "parameters", box=SIMPLE_HEAD, pad_edge=False)
    for question in questions():
        parameters = "\n".join(f"{p.name} = {p.default}" for p in question.parameters)
        drawn.add_row(question.name, question.sentence, parameters)
    output.console().print(drawn)

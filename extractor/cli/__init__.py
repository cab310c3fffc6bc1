"""The command line: one file a command or small group. A command parses, calls and prints; the rest is elsewhere.

Heavy libraries are imported inside the functions that need them, so `extractor --help` answers at once.
"""

from collections.abc import Callable
from inspect import cleandoc
from typing import Annotated, Any

import typer

from extractor.cli import build, extract, fetch, folder, query, sites, stages
from extractor.problems import EXIT_CODES

_INTRODUCTION = """
Turn news articles about cyber incidents into a graph you can ask. Offline; every fact keeps its sentence.

\b
Start here:
  extractor build samples --graph demo/graph
  extractor query --graph demo/graph --list
  extractor show --graph demo/graph graph.html

The stages also run alone and pipe into each other, one JSON line an article:
\b
  extractor read FILE | extractor annotate | extractor link > links.jsonl
  extractor facts links.jsonl | extractor build --results - --graph DIR
"""


def _exit_codes() -> str:
    return "\n\n\b\nExit codes:\n" + "\n".join(f"  {code}  {meaning}" for code, meaning in EXIT_CODES.items())


def _taught(command: Callable[..., Any]) -> str:
    """A command's docstring as its help: paragraphs flow, the lines of its examples keep their breaks."""
    paragraphs = cleandoc(command.__doc__ or "").split("\n\n")
    flowing = (p.replace("\n", " ") if not p.startswith("Examples:") else f"\b\n{p}" for p in paragraphs)
    return "\n\n".join(flowing)


app = typer.Typer(
    name="extractor",
    help=_INTRODUCTION.strip() + _exit_codes(),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        from extractor import __version__

        typer.echo(f"extractor {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=lambda value: _print_version(wanted=value))
    ] = False,
) -> None:
    pass


_GROUPS: dict[str, tuple[Callable[..., None], ...]] = {
    "The main job": (extract.extract, build.build, query.query, folder.show),
    "From the web": (fetch.fetch,),
    "The graph folder": (folder.export, folder.check, folder.rebuild, folder.remove),
    "Single stages": (stages.read, stages.annotate, stages.link, stages.facts),
}
for _group, _commands in _GROUPS.items():
    for _command in _commands:
        app.command(help=_taught(_command), rich_help_panel=_group)(_command)

_sites = typer.Typer(invoke_without_command=True, rich_markup_mode="rich")
_sites.callback(help=_taught(sites.sites))(sites.sites)
_sites.command(help=_taught(sites.check))(sites.check)
app.add_typer(_sites, name="sites", rich_help_panel="From the web")

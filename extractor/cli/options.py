"""Options that several commands share, and the one place where they become `Settings`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.settings import Settings

DEFAULTS = Settings()


class LineFormat(StrEnum):
    """Shapes in which articles are written to a pipe. One, so far."""

    jsonl = "jsonl"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files (html, txt, md, json, jsonl, pdf, eml, warc, also .gz; zip and tar), folders, globs, http(s) URLs, "
        "or - for standard input.",
        show_default=False,
    ),
]
GraphFolder = Annotated[
    Path,
    typer.Option("--graph", "-g", metavar="DIR", envvar="EXTRACTOR_GRAPH", help="The graph folder."),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output.", show_default=False),
]
Lines = Annotated[LineFormat, typer.Option("--format", help="One JSON object a line.")]
Base = Annotated[
    str, typer.Option(metavar="IRI", envvar="EXTRACTOR_BASE", help="Where the IRIs of articles and entities begin.")
]
Model = Annotated[
    str,
    typer.Option(metavar="NAME", envvar="EXTRACTOR_MODEL", help="The spaCy pipeline whose entity recogniser is used."),
]
MaxSize = Annotated[
    int,
    typer.Option(metavar="BYTES", envvar="EXTRACTOR_MAX_SIZE", min=1, help="Refuse an input that is larger than this."),
]
Timeout = Annotated[
    float, typer.Option(metavar="SECONDS", envvar="EXTRACTOR_TIMEOUT", min=0.1, help="How long to wait for a URL.")
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        envvar="EXTRACTOR_ALLOW_PRIVATE",
        help="Fetch addresses of this machine and its network too (and through a proxy, behind which none is seen).",
    ),
]
Fast = Annotated[
    bool,
    typer.Option(
        "--fast",
        help="Read HTML many times quicker and less well, by general rules alone (no site's own layouts): for first "
        "passes over huge archives.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no run report.")]


def settings(
    base: str = DEFAULTS.base,
    model: str = DEFAULTS.model,
    max_size: int = DEFAULTS.max_bytes,
    timeout: float = DEFAULTS.timeout,
    *,
    allow_private: bool = DEFAULTS.allow_private,
    fast: bool = DEFAULTS.fast,
) -> Settings:
    """The settings that a command's options ask for."""
    return Settings(base=base, model=model, max_bytes=max_size, timeout=timeout, allow_private=allow_private, fast=fast)

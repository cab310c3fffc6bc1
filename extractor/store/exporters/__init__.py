"""Ways out of the graph, one module a family; found by the ending of the file, as plugins (`extractor.exporters`)."""

from pathlib import Path
from typing import TYPE_CHECKING

from extractor import plugins
from extractor.problems import InputError, UsageError

if TYPE_CHECKING:
    from extractor.store.graph import Graph

GROUP = "extractor.exporters"


def export(graph: "Graph", path: Path) -> tuple[Path, ...]:
    """Writes the graph in the format of the file's ending; the longest ending that is known counts.

    Raises UsageError for an unknown ending, InputError where the file cannot be written.
    """
    known = plugins.names(GROUP)
    ending = next((end for end in sorted(known, key=len, reverse=True) if path.name.lower().endswith(f".{end}")), None)
    if ending is None:
        endings = ", ".join(f".{end}" for end in known)
        raise UsageError(f"{path}: no exporter for this ending. Known endings: {endings}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        written: tuple[Path, ...] = plugins.load(GROUP, ending)(graph, path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
    return written

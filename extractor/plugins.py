"""Plugins by name: built-ins and strangers' are registered alike, as entry points; only the one asked for is imported.

Groups: `extractor.exporters` (name: a file ending; object: `write(graph, path) -> tuple[Path, ...]`);
`extractor.sites` (name: what `extractor fetch` calls it; object: a class as `acquire.sites.Site` says).
"""

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from extractor.problems import ExtractorError, UsageError


def names(group: str) -> tuple[str, ...]:
    """The names of a group's plugins, sorted, without importing any."""
    return tuple(sorted(_points(group)))


def load(group: str, name: str) -> Any:
    """The plugin `name` of a group. Raises UsageError where there is none, ExtractorError where it does not load."""
    point = _points(group).get(name)
    if point is None:
        kind = group.rpartition(".")[2].removesuffix("s")
        raise UsageError(f"no {kind} is called {name!r}: there are {', '.join(names(group)) or 'none'}")
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        raise ExtractorError(f"plugin {name!r} of {group} ({point.value}) does not load: {error}") from error


@cache
def _points(group: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=group)}

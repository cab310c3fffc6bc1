"""Two loudnesses. An exception stops the command; a `Problem` is noted and the rest of the batch goes on.

    ExtractorError              anything this program stops for          exit code 1
    ├── UsageError              the command's words are off              exit code 2
    ├── InputError              an input cannot be had or read           exit code 3 (noted, the batch goes on)
    ├── GraphError              the graph folder cannot be used          exit code 4
    └── QueryError              the question is not valid SPARQL         exit code 5

A batch in which some inputs failed is done all the same and ends with exit code 3.
"""

from dataclasses import dataclass

from extractor.model import Problem

__all__ = [
    "EXIT_CODES",
    "ExtractorError",
    "Failed",
    "GraphError",
    "InputError",
    "Problem",
    "QueryError",
    "Skipped",
    "UsageError",
]


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was left out on purpose, and why in one line."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that could not be had or read, and why in one line."""

    name: str
    reason: str


class ExtractorError(Exception):
    """A stop with a message for people: what, where, and what to do next."""

    exit_code = 1


class UsageError(ExtractorError):
    """The command's words are off."""

    exit_code = 2


class InputError(ExtractorError):
    """One input cannot be had or read. In a batch it is noted and the rest goes on."""

    exit_code = 3


class GraphError(ExtractorError):
    """The graph folder cannot be used as it is."""

    exit_code = 4


class QueryError(ExtractorError):
    """The question is not valid SPARQL, or no question has that name."""

    exit_code = 5


EXIT_CODES = {
    0: "all inputs done",
    1: "stopped by an error of the program",
    2: "the command's words are off",
    3: "done, but some inputs failed (named in the report)",
    4: "the graph folder cannot be used",
    5: "the question is not valid",
}

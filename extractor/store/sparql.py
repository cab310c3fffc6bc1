"""SPARQL as the store takes it: local, read-only, with errors that say where."""

import re
from typing import TYPE_CHECKING

from extractor.problems import QueryError
from extractor.store.rows import Rows

if TYPE_CHECKING:
    from pyoxigraph import Store

_NOT_CODE = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|\"""(?:[^\\]|\\.)*?\"""|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*"""
)
_SERVICE = re.compile(r"(?<![\w?$:.-])service(?![\w:.-])", re.IGNORECASE)


def ask(store: "Store", sparql: str, prefixes: dict[str, str]) -> Rows:
    """What the store finds, streamed.

    Raises QueryError where the text is no SPARQL 1.1 query or asks another server (SERVICE).
    """
    if "service" in sparql.lower() and _SERVICE.search(_NOT_CODE.sub(" ", sparql)):
        raise QueryError("SERVICE is refused: nothing leaves this machine. Take the SERVICE block out.")
    try:
        return Rows(store.query(sparql, prefixes=prefixes), prefixes)
    except SyntaxError as error:
        raise QueryError(_where(str(error))) from error


def _where(message: str) -> str:
    """Oxigraph's `error at 1:8: ...` in our words."""
    if found := re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL):
        return f"not valid SPARQL at line {found[1]}, column {found[2]}: {found[3]}"
    return f"not valid SPARQL: {message}"

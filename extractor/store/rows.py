"""The answer to a question: rows that come as the store finds them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.problems import UsageError

if TYPE_CHECKING:
    import pandas as pd
    from pyoxigraph import QueryBoolean, QuerySolution, QuerySolutions, QueryTriples, Triple

FORMATS = ("csv", "tsv", "json", "xml")


class Rows:
    """What a question found. It can be gone through once.

    Iterating gives the store's own rows: `row["name"]`, `row[0]`, `name, date = row`, each value an RDF term. `dicts()`
    and `tuples()` give plain Python values. A CONSTRUCT gives triples, an ASK only `answer`.
    """

    __slots__ = ("_found", "_prefixes", "answer", "shape", "variables")

    def __init__(self, found: "QuerySolutions | QueryTriples | QueryBoolean", prefixes: dict[str, str]) -> None:
        from pyoxigraph import QueryBoolean, QuerySolutions

        self._found: Any = found
        self._prefixes = prefixes
        self.variables: tuple[str, ...] = ()
        self.answer: bool | None = None
        self.shape = "triples"
        if isinstance(found, QuerySolutions):
            self.shape, self.variables = "rows", tuple(v.value for v in found.variables)
        elif isinstance(found, QueryBoolean):
            self.shape, self.answer = "answer", bool(found)

    def __iter__(self) -> "Iterator[QuerySolution | Triple]":
        return iter(self._found if self.shape != "answer" else ())

    def tuples(self) -> Iterator[tuple[Any, ...]]:
        """Each row as plain values in the order of `variables`; a triple as three."""
        if self.shape == "triples":
            return ((value(t.subject), value(t.predicate), value(t.object)) for t in self._found)
        return (tuple(map(value, row)) for row in self)

    def dicts(self) -> Iterator[dict[str, Any]]:
        """Each row as plain values by the name of the variable."""
        names = self.variables or ("subject", "predicate", "object")
        return (dict(zip(names, row, strict=True)) for row in self.tuples())

    def to_pandas(self) -> "pd.DataFrame":
        """The rows as a pandas table of plain values."""
        import pandas as pd

        return pd.DataFrame(list(self.tuples()), columns=list(self.variables or ("subject", "predicate", "object")))

    def serialize(self, form: str) -> bytes:
        """The rows in a W3C results format (csv, tsv, json, xml), or triples as ttl, nt or jsonld.

        Raises UsageError where the answer has no such form.
        """
        from pyoxigraph import QueryResultsFormat, RdfFormat, serialize

        if self.shape == "triples":
            formats = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
            if form not in formats:
                raise UsageError(f"a CONSTRUCT has no format {form}: take {', '.join(formats)} or table")
            plain = form == "nt"
            return bytes(
                serialize(self._found, format=formats[form], prefixes=None if plain else self._prefixes) or b""
            )
        if form not in FORMATS or (self.shape == "answer" and form in {"csv", "tsv"}):
            raise UsageError(f"this question's answer has no format {form}: take json or table")
        return bytes(self._found.serialize(format=getattr(QueryResultsFormat, form.upper())))


def value(term: Any) -> Any:
    """An RDF term as a plain value: numbers and truth values as such, all else as text, nothing as None."""
    from pyoxigraph import Literal

    if not isinstance(term, Literal):
        return None if term is None else getattr(term, "value", str(term))
    read = _READERS.get(term.datatype.value.rpartition("#")[2])
    return read(term.value) if read else term.value


_READERS: dict[str, Any] = {
    "integer": int,
    "decimal": float,
    "double": float,
    "float": float,
    "boolean": lambda text: text in {"true", "1"},
}

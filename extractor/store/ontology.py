"""The ontology as a named graph, and what the analyst view takes from it: labels, schemes and codes."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from extractor import terms as t
from extractor.catalogue import ontology_dir
from extractor.problems import ExtractorError

FILES = ("ck.ttl", "vocab.ttl", "alignments.ttl")
_SHOWN = frozenset(
    {
        t.RDFS_LABEL,
        t.RDFS_SUB_CLASS_OF,
        t.SKOS_PREF_LABEL,
        t.SKOS_IN_SCHEME,
        t.SKOS_NOTATION,
        t.SHARED_CODE,
        t.SKOS_BROADER,
        t.SKOS_CLOSE_MATCH,
    }
)


def ontology_file(name: str) -> Path:
    """A file of the ontology."""
    file = ontology_dir() / name
    if not file.is_file():
        raise ExtractorError(f"{file} is missing from the installation: install the package again")
    return file


@cache
def digest() -> str:
    """sha256 of the ontology's files (hex)."""
    return hashlib.sha256(b"".join(ontology_file(name).read_bytes() for name in FILES)).hexdigest()


def lines() -> Iterator[tuple[str, bool]]:
    """(triple, whether the analyst view shows it) of the ontology.

    Triples with blank nodes (lists of disjoint classes) are left out: their labels change with every parse, and the
    same inputs must give the same bytes.
    """
    from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

    for name in FILES:
        for quad in parse(path=ontology_file(name), format=RdfFormat.TURTLE):
            if not isinstance(quad.subject, NamedNode) or isinstance(quad.object, BlankNode):
                continue
            ours = quad.subject.value.startswith((t.CK, t.VOCAB))
            yield f"{quad.subject} {quad.predicate} {quad.object}", ours and quad.predicate.value in _SHOWN

"""What a picture shows: dots and lines, each line with the sentences that say it.

A plain reading of the property graph, sorted by name so that equal graphs give equal pictures.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from networkx import MultiDiGraph

CATEGORIES = (
    "GovernmentAgency",
    "Organization",
    "Person",
    "Country",
    "Place",
    "ThreatActor",
    "Malware",
    "Tool",
    "Product",
    "Vulnerability",
    "Indicator",
    "CyberIncident",
    "Agreement",
    "Response",
    "Position",
    "Attribution",
)
"""Everything else (articles, sentences, runs) is not drawn: it is where facts come from, not what they are about."""


@dataclass(frozen=True, slots=True, order=True)
class Voice:
    """One article saying a thing: the sentence, how sure (0 to 1), in which modality, who says so, where it stands."""

    modality: str
    confidence: float
    sentence: str
    said_by: str
    url: str
    title: str
    publisher: str
    published: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A thing in the picture. `short` stands beside it, `weight` counts its lines, `x` and `y` are pixels at zoom 1."""

    id: str
    label: str
    category: str
    short: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    named: bool = True
    weight: int = 0
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A relation between two dots in one modality, with every voice that says so."""

    source: str
    target: str
    relation: str
    label: str
    modality: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Dots and lines to show, and what is not shown.

    `total` counts the dots before the least connected were left out; `bare` those left out because nothing is said
    about them but their country.
    """

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    total: int
    bare: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge of the property graph, before edges that say the same become a line."""

    source: str
    target: str
    relation: str
    label: str
    voice: Voice = field(compare=False)


LONG = 24
"""Letters from which a name is long."""
ACRONYM = re.compile(r"[A-Z][A-Z0-9.&-]{1,9}")
NOTES = (
    ("aliases", "Also called"),
    ("title", "Title"),
    ("kind", "Kind"),
    ("country", "Country"),
    ("sector", "Sector"),
    ("earliest", "From"),
    ("latest", "Until"),
)


def read_dots(graph: "MultiDiGraph[Any]") -> list[Dot]:
    """The things of the graph that are drawn, sorted by id."""
    nodes = sorted((str(key), attributes) for key, attributes in graph.nodes(data=True))
    return [_dot(key, attributes) for key, attributes in nodes if attributes.get("category") in CATEGORIES]


def _dot(key: str, attributes: Mapping[str, Any]) -> Dot:
    label = _text(attributes.get("label")) or local_name(key)
    notes = tuple((title, _text(attributes[name])) for name, title in NOTES if _text(attributes.get(name)))
    return Dot(
        key, label, attributes["category"], _short(label, attributes), notes, attributes.get("named") is not False
    )


def _short(label: str, attributes: Mapping[str, Any]) -> str:
    """An acronym for a long name, where there is one: the one that is most of the name's capitals."""
    aliases = attributes.get("aliases") or ()
    names: list[str] = [aliases] if isinstance(aliases, str) else [str(alias) for alias in aliases]
    acronyms = [name for name in names if ACRONYM.fullmatch(name)]
    if len(label) <= LONG or not acronyms:
        return label
    capitals = [c for c in label if c.isupper()]
    return min(acronyms, key=lambda a: (-sum(c in capitals for c in a) / len(a), -len(a), a))


def read_edges(graph: "MultiDiGraph[Any]") -> list[Edge]:
    """The graph's edges, sorted."""
    edges = [_edge(str(s), str(t), attributes) for s, t, attributes in graph.edges(data=True)]
    return sorted(edges, key=lambda e: (e.source, e.target, e.relation, e.label, e.voice))


def _edge(source: str, target: str, attributes: Mapping[str, Any]) -> Edge:
    relation = local_name(_text(attributes.get("relation")) or "related")
    label = _text(attributes.get("label"))
    return Edge(source, target, relation, spaced(local_name(label) if label else relation), _voice(attributes))


def _voice(attributes: Mapping[str, Any]) -> Voice:
    article = _text(attributes.get("article"))
    url = _text(attributes.get("url")) or article
    return Voice(
        modality=_modality(_text(attributes.get("modality"))),
        confidence=_share(attributes.get("confidence")),
        sentence=_text(attributes.get("sentence")),
        said_by=_text(attributes.get("asserted_by")),
        url=url if url.startswith(("https://", "http://")) else "",
        title=_text(attributes.get("title")) or ("" if article.startswith(("https://", "http://")) else article),
        publisher=_text(attributes.get("publisher")),
        published=_text(attributes.get("published")),
    )


def _modality(words: str) -> str:
    """`claimed` of the vocabulary's "claimed by a party" or of its IRI."""
    return (local_name(words).lower().split() or ["asserted"])[0]


def merge_edges(edges: Iterable[Edge]) -> Iterator[Line]:
    """One line for all edges that say the same thing in the same modality: rival versions stay apart."""

    def key(edge: Edge) -> tuple[str, str, str, str, str]:
        return (edge.source, edge.target, edge.relation, edge.label, edge.voice.modality)

    for (source, target, relation, label, modality), same in groupby(sorted(edges, key=key), key):
        voices = sorted({edge.voice for edge in same}, key=lambda v: (v.published, v))
        yield Line(source, target, relation, label, modality, tuple(voices))


def weigh(dots: Iterable[Dot], lines: Iterable[Line]) -> list[Dot]:
    """The dots with the number of lines each has."""
    count: dict[str, int] = {}
    for line in lines:
        for end in {line.source, line.target}:
            count[end] = count.get(end, 0) + 1
    return [replace(dot, weight=count.get(dot.id, 0)) for dot in dots]


def local_name(iri: str) -> str:
    """What stands after the last `#` or `/`, or after the `:` of a prefixed name."""
    if "://" in iri:
        return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
    return iri.removeprefix("ck:")


def spaced(name: str) -> str:
    """`usesMalware` as `uses malware`."""
    return "".join(f" {c.lower()}" if c.isupper() and name[:1].islower() else c for c in name).strip()


def _text(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(sorted(map(str, value)) if isinstance(value, set | frozenset) else map(str, value))
    return "" if value is None else str(value)


def _share(value: Any) -> float:
    try:
        return round(min(1.0, max(0.0, float(value))), 3)
    except (TypeError, ValueError):
        return 0.0

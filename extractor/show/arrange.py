"""Where the dots go: the same graph always in the same places.

Each connected part is laid out on its own and the parts are set side by side. Dots with one neighbour only are laid
around the dot they hang on, so that what is left for the forces is small: three thousand dots take seconds.
"""

from collections import defaultdict
from dataclasses import replace
from math import atan2, cos, pi, sin
from typing import TypeAlias

from extractor.show.drawing import Drawing
from extractor.show.forces import part, place

SPACING = 96.0
"""Pixels between neighbours at zoom 1: room for a short label."""
WIDER = 1.3
"""Labels are wider than high, and so is the picture."""
GAP = 100.0
"""Pixels between two parts of the picture."""
ASPECT = 1.35
LOOSE = {"country": 1.5}
"""Relations that may be longer: every agency hangs on its country, and that would tie everything into one ball."""

Point: TypeAlias = tuple[float, float]
Places: TypeAlias = dict[str, Point]
Graph: TypeAlias = dict[str, dict[str, float]]


def arrange(drawing: Drawing) -> Drawing:
    """The drawing with a place for every dot."""
    graph = _neighbours(drawing)
    places = _side_by_side([_spread(_place(dots, graph)) for dots in _parts(graph)])
    dots = tuple(replace(d, x=round(places[d.id][0], 1), y=round(places[d.id][1], 1)) for d in drawing.dots)
    return replace(drawing, dots=dots)


def _neighbours(drawing: Drawing) -> Graph:
    """Each dot's neighbours, with how long the line to them may be, the tightest relation deciding."""
    graph: Graph = {dot.id: {} for dot in drawing.dots}
    for line in drawing.lines:
        if line.source != line.target:
            length = min(LOOSE.get(line.relation, 1.0), graph[line.source].get(line.target, 9.0))
            graph[line.source][line.target] = graph[line.target][line.source] = length
    return graph


def _parts(graph: Graph) -> list[list[str]]:
    """The connected parts, largest first."""
    seen: set[str] = set()
    parts = []
    for start in sorted(graph):
        if start not in seen:
            found = _reach(start, graph)
            seen |= found
            parts.append(sorted(found))
    return sorted(parts, key=lambda dots: (-len(dots), dots[0]))


def _reach(start: str, graph: Graph) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        fresh = graph[waiting.pop()].keys() - found
        found |= fresh
        waiting.extend(fresh)
    return found


def _place(dots: list[str], graph: Graph) -> Places:
    """Places for one connected part: its core by forces, then what hangs on the core."""
    leaves = _leaves(dots, graph)
    core = [dot for dot in dots if dot not in leaves]
    hung: defaultdict[str, list[str]] = defaultdict(list)
    for leaf in sorted(leaves):
        hung[leaves[leaf]].append(leaf)
    places = _core(core, graph, {dot: _reach_of(len(hung[dot])) for dot in core})
    for dot in core:
        inner = [places[n] for n in sorted(graph[dot]) if n in places]
        places.update(_around(places[dot], hung[dot], inner))
    return places


def _leaves(dots: list[str], graph: Graph) -> dict[str, str]:
    """Dots with one neighbour and that neighbour. Of a lone pair one stays core."""
    leaves = {dot: next(iter(graph[dot])) for dot in dots if len(graph[dot]) == 1}
    return {leaf: hub for leaf, hub in leaves.items() if hub not in leaves or leaf > hub}


def _core(core: list[str], graph: Graph, room: dict[str, float]) -> Places:
    """Places of the dots that hold a part together."""
    import numpy as np

    number = {dot: i for i, dot in enumerate(core)}
    lines = [(a, b, loose) for a in core for b, loose in sorted(graph[a].items()) if a < b and b in number]
    pairs = np.array([(number[a], number[b]) for a, b, _ in lines]).reshape(-1, 2)
    lengths = np.array([loose * SPACING * 0.9 + 0.6 * (room[a] + room[b]) for a, b, loose in lines])
    sizes = np.array([max(SPACING * 0.5, 0.75 * room[dot]) for dot in core])
    xy = place(pairs, lengths, sizes)
    return {dot: (float(x), float(y)) for dot, (x, y) in zip(core, xy, strict=True)}


def _rings(count: int) -> list[tuple[int, float]]:
    """How many leaves sit on each ring around a hub, and its radius."""
    rings: list[tuple[int, float]] = []
    while count:
        radius = SPACING * (1.0 + 0.6 * len(rings))
        seats = min(count, int(2 * pi * radius / (SPACING * 0.8)))
        rings.append((seats, radius))
        count -= seats
    return rings


def _reach_of(count: int) -> float:
    """How far the leaves of a hub reach, in pixels."""
    return max((radius for _, radius in _rings(count)), default=0.0)


def _around(centre: Point, leaves: list[str], inner: list[Point]) -> Places:
    """The leaves of one hub: a few fan out on the free side, many go round in rings."""
    outward = _free_angle(centre, inner)
    places: Places = {}
    for ring, (seats, radius) in enumerate(_rings(len(leaves))):
        spread = 2 * pi / seats if seats > 4 else 0.8
        for i, leaf in enumerate(leaves[len(places) : len(places) + seats]):
            angle = outward + spread * (i - (seats - 1) / 2) + ring * 0.4
            places[leaf] = (centre[0] + radius * cos(angle), centre[1] + radius * sin(angle))
    return places


def _free_angle(centre: Point, inner: list[Point]) -> float:
    """The middle of the widest gap between the lines of a hub, in radians."""
    angles = sorted(atan2(y - centre[1], x - centre[0]) for x, y in inner)
    if not angles:
        return -pi / 2
    gaps = [(b - a, a) for a, b in zip(angles, [*angles[1:], angles[0] + 2 * pi], strict=True)]
    width, start = max(gaps)
    return start + width / 2


def _spread(places: Places) -> Places:
    """No dot on another's, and everything drawn wider than high."""
    import numpy as np

    xy = part(np.array(list(places.values())), np.full(len(places), SPACING * 0.36))
    return {dot: (float(x) * WIDER, float(y)) for dot, (x, y) in zip(places, xy, strict=True)}


def _side_by_side(parts: list[Places]) -> Places:
    """The parts in rows, largest first, in the width that makes the whole the most compact."""
    if not parts:
        return {}
    sizes = [_size(places) for places in parts]
    widest, together = max(w for w, _ in sizes), sum(w + GAP for w, _ in sizes)
    widths = [widest + (together - widest) * (i / 24) ** 2 for i in range(25)]
    corners = min((_rows(sizes, width) for width in widths), key=lambda found: _extent(sizes, found))
    moved: Places = {}
    for places, (left, top) in zip(parts, corners, strict=True):
        x0, y0 = min(x for x, _ in places.values()), min(y for _, y in places.values())
        moved.update({dot: (x - x0 + left, y - y0 + top) for dot, (x, y) in places.items()})
    return moved


def _rows(sizes: list[Point], width: float) -> list[Point]:
    """The upper left corner of each part: in rows, and in a row below one another where the row is high enough."""
    corners: list[Point] = []
    left = top = down = column = height = 0.0
    for w, h in sizes:
        if not (corners and down + h <= height and left + w <= width):
            left, down = left + column, 0.0
            column = 0.0
            if left + w > width and left:
                left, top, height = 0.0, top + height + GAP, 0.0
        corners.append((left, top + down))
        column, height, down = max(column, w + GAP), max(height, h), down + h + GAP
    return corners


def _extent(sizes: list[Point], corners: list[Point]) -> float:
    """How large a window of the usual shape must be to hold all parts."""
    right = max(left + w for (w, _), (left, _) in zip(sizes, corners, strict=True))
    bottom = max(top + h for (_, h), (_, top) in zip(sizes, corners, strict=True))
    return max(right / ASPECT, bottom)


def _size(places: Places) -> Point:
    xs, ys = [x for x, _ in places.values()], [y for _, y in places.values()]
    return max(xs) - min(xs), max(ys) - min(ys)

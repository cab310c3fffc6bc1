"""Where the dots go: the same graph always in the same places.

Each connected part is laid out on its own and the parts are set side by side. Dots with one line only are laid
around the dot they hang on, so that what is left for the forces is small: three thousand dots take seconds.
The forces are those of ForceAtlas2 (Jacomy et al. 2014: repulsion by degree, linear attraction), started from a
pivot scaling (Brandes and Pich 2007), which puts far apart what is many steps apart.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from math import ceil, cos, pi, sin, sqrt
from typing import Any, TypeAlias

from extractor.show.drawing import Drawing

SPACING = 92.0
"""Pixels between neighbours at zoom 1: room for a short label."""
GAP = 110.0
"""Pixels between two parts of the picture."""
PIVOTS = 40
STEPS = 220
LIGHT = {"country": 0.12, "speaksFor": 0.5}
"""Relations that pull less: every agency hangs on its country, and that would tie everything into one ball."""

Point: TypeAlias = tuple[float, float]
Graph: TypeAlias = dict[str, dict[str, float]]


def arrange(drawing: Drawing) -> Drawing:
    """The drawing with a place for every dot."""
    graph = _neighbours(drawing)
    parts = [_place(part, graph) for part in _parts(graph)]
    places = _side_by_side(parts)
    dots = tuple(replace(d, x=round(places[d.id][0], 1), y=round(places[d.id][1], 1)) for d in drawing.dots)
    return replace(drawing, dots=dots)


def _neighbours(drawing: Drawing) -> Graph:
    graph: Graph = {dot.id: {} for dot in drawing.dots}
    for line in drawing.lines:
        if line.source != line.target:
            pull = max(LIGHT.get(line.relation, 1.0), graph[line.source].get(line.target, 0.0))
            graph[line.source][line.target] = graph[line.target][line.source] = pull
    return graph


def _parts(graph: Graph) -> list[list[str]]:
    """The connected parts, largest first."""
    seen: set[str] = set()
    parts = []
    for start in sorted(graph):
        if start not in seen:
            part = sorted(_reach(start, graph))
            seen.update(part)
            parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _reach(start: str, graph: Graph) -> dict[str, int]:
    """Every dot that can be reached, with the number of steps."""
    steps = {start: 0}
    front = [start]
    while front:
        front = [n for dot in front for n in graph[dot] if steps.setdefault(n, steps[dot] + 1) == steps[dot] + 1]
        front = list(dict.fromkeys(front))
    return steps


def _place(part: list[str], graph: Graph) -> dict[str, Point]:
    """Places for one connected part: its core by forces, then what hangs on the core."""
    leaves = _leaves(part, graph)
    core = [dot for dot in part if dot not in leaves]
    hung: defaultdict[str, list[str]] = defaultdict(list)
    for leaf in sorted(leaves):
        hung[leaves[leaf]].append(leaf)
    room = {dot: _ring_radius(len(hung[dot])) for dot in core}
    places = _forces(core, graph, room)
    for dot in core:
        inner = [places[n] for n in graph[dot] if n in places]
        places.update(_around(places[dot], hung[dot], inner))
    return places


def _leaves(part: list[str], graph: Graph) -> dict[str, str]:
    """Dots with one neighbour and that neighbour. Of a lone pair one stays core."""
    leaves = {dot: next(iter(graph[dot])) for dot in part if len(graph[dot]) == 1}
    return {leaf: hub for leaf, hub in leaves.items() if hub not in leaves or leaf > hub}


def _ring_radius(count: int) -> float:
    """How far the leaves of a hub reach, in pixels."""
    if not count:
        return 0.0
    return SPACING * (1.05 + 0.55 * (ceil(sqrt(count / 5.0)) - 1))


def _around(centre: Point, leaves: list[str], inner: list[Point]) -> dict[str, Point]:
    """The leaves of one hub: a few fan out on the free side, many go round in rings."""
    outward = _free_angle(centre, inner)
    places: dict[str, Point] = {}
    ring = 0
    while leaves:
        radius = SPACING * (1.05 + 0.55 * ring)
        seats = int(2 * pi * radius / (SPACING * 0.72))
        now, leaves = leaves[:seats], leaves[seats:]
        spread = 2 * pi / len(now) if len(now) > 4 else 0.7
        for i, leaf in enumerate(now):
            angle = outward + spread * (i - (len(now) - 1) / 2) + ring * 0.4
            places[leaf] = (centre[0] + radius * cos(angle), centre[1] + radius * sin(angle))
        ring += 1
    return places


def _free_angle(centre: Point, inner: list[Point]) -> float:
    """The middle of the widest gap between the lines of a hub, in radians."""
    from math import atan2

    angles = sorted(atan2(y - centre[1], x - centre[0]) for x, y in inner)
    if not angles:
        return -pi / 2
    gaps = [(b - a, a) for a, b in zip(angles, [*angles[1:], angles[0] + 2 * pi], strict=True)]
    width, start = max(gaps)
    return start + width / 2


def _forces(core: list[str], graph: Graph, room: dict[str, float]) -> dict[str, Point]:
    """Places of the core in pixels."""
    import numpy as np

    if len(core) == 1:
        return {core[0]: (0.0, 0.0)}
    index = {dot: i for i, dot in enumerate(core)}
    ends = [(index[a], index[b], pull) for a in core for b, pull in graph[a].items() if b in index and a < b]
    pairs = np.array([(a, b) for a, b, _ in ends])
    pulls = np.array([pull for _, _, pull in ends])
    mass = np.array([1.0 + len(graph[dot]) for dot in core])
    space = np.array([room[dot] + SPACING * 0.5 for dot in core])
    xy = _pivot_start(core, graph)
    xy = _settle(xy, pairs, pulls, mass)
    xy = _scale(xy, pairs)
    xy = _part_discs(xy, space)
    return {dot: (float(x), float(y)) for dot, (x, y) in zip(core, xy, strict=True)}


def _pivot_start(core: list[str], graph: Graph) -> Any:
    """A first placing by steps to far-apart pivots; a little spiral keeps equals from falling on one point."""
    import numpy as np

    inside = set(core)
    inner = {dot: {n: p for n, p in graph[dot].items() if n in inside} for dot in core}
    nearest = np.full(len(core), np.inf)
    columns = []
    pivot = max(core, key=lambda dot: (len(graph[dot]), dot))
    for _ in range(min(PIVOTS, len(core))):
        steps = _reach(pivot, inner)
        column = np.array([steps[dot] for dot in core], dtype=float)
        columns.append(column)
        nearest = np.minimum(nearest, column)
        pivot = core[int(nearest.argmax())]
    squares = np.stack(columns, axis=1) ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    return _main_axes(-centred / 2) + _spiral(len(core))


def _main_axes(matrix: Any) -> Any:
    """The two main axes of the rows, each with its sign fixed."""
    import numpy as np

    _, _, axes = np.linalg.svd(matrix, full_matrices=False)
    axes = axes[:2] * np.sign(axes[:2].sum(axis=1, keepdims=True) + 1e-9)
    xy = matrix @ axes.T
    if xy.shape[1] < 2:
        xy = np.hstack([xy, np.zeros_like(xy)])
    return xy / (np.abs(xy).max() + 1e-9) * sqrt(len(xy))


def _spiral(count: int) -> Any:
    """A sunflower of `count` points: no two alike, no random numbers needed."""
    import numpy as np

    i = np.arange(count)
    angle = i * (pi * (3 - sqrt(5)))
    return 0.25 * np.sqrt(i + 0.5)[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _settle(xy: Any, pairs: Any, pulls: Any, mass: Any) -> Any:
    """ForceAtlas2's balance of forces, with a step length that shrinks to nothing."""
    import numpy as np

    xy = xy.astype(np.float64)
    steps = max(60, min(STEPS, int(4e8 / len(xy) ** 2)))
    reach = sqrt(len(xy)) * 0.5 + 1
    for step in range(steps):
        force = _push(xy, mass) - 0.02 * mass[:, None] * xy
        pull = (xy[pairs[:, 1]] - xy[pairs[:, 0]]) * pulls[:, None]
        np.add.at(force, pairs[:, 0], pull)
        np.add.at(force, pairs[:, 1], -pull)
        length = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
        heat = reach * 0.3 * (1 - step / steps) ** 1.5
        xy = xy + force / length * np.minimum(length * 0.08, heat)
    return xy


def _push(xy: Any, mass: Any) -> Any:
    """How every dot is pushed by all others: by both masses over the distance."""
    import numpy as np

    x, y = xy[:, 0].astype(np.float32), xy[:, 1].astype(np.float32)
    weight = mass.astype(np.float32)
    dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
    strength = weight[None, :] / (dx * dx + dy * dy + np.float32(0.01))
    return 0.35 * mass[:, None] * np.stack([(dx * strength).sum(axis=1), (dy * strength).sum(axis=1)], axis=1)


def _scale(xy: Any, pairs: Any) -> Any:
    """Pixels: the usual line is a little longer than the spacing."""
    import numpy as np

    lengths = np.sqrt(((xy[pairs[:, 0]] - xy[pairs[:, 1]]) ** 2).sum(axis=1))
    return (xy - xy.mean(axis=0)) * (SPACING * 1.25 / (float(np.median(lengths)) + 1e-9))


def _part_discs(xy: Any, space: Any) -> Any:
    """Discs that overlap are pushed apart until none does, or for sixty rounds."""
    import numpy as np

    for _ in range(60):
        dx, dy = xy[:, None, 0] - xy[None, :, 0], xy[:, None, 1] - xy[None, :, 1]
        distance = np.sqrt(dx * dx + dy * dy) + 1e-6
        overlap = np.maximum(0.0, space[:, None] + space[None, :] - distance)
        np.fill_diagonal(overlap, 0.0)
        if overlap.max() < 1.0:
            break
        shove = 0.3 * overlap / distance
        xy = xy + np.stack([(dx * shove).sum(axis=1), (dy * shove).sum(axis=1)], axis=1)
    return xy


def _side_by_side(parts: Iterable[dict[str, Point]]) -> dict[str, Point]:
    """The parts in rows, largest first, in a field a little wider than high."""
    boxes = [(part, _box(part)) for part in parts]
    area = sum((w + GAP) * (h + GAP) for _, (_, _, w, h) in boxes)
    width = max([sqrt(area * 1.7), *(w for _, (_, _, w, _) in boxes)], default=0.0)
    places: dict[str, Point] = {}
    left = top = height = 0.0
    for part, (x0, y0, w, h) in boxes:
        if left and left + w > width:
            left, top, height = 0.0, top + height + GAP, 0.0
        places.update({dot: (x - x0 + left, y - y0 + top) for dot, (x, y) in part.items()})
        left, height = left + w + GAP, max(height, h)
    return places


def _box(part: dict[str, Point]) -> tuple[float, float, float, float]:
    """Left, top, width and height."""
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)

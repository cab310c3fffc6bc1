"""Places for a connected set of dots: numbers only, no names.

Started from a pivot scaling (Brandes and Pich 2007), which puts far apart what is many steps apart. Up to `FEW` dots
are then placed by stress majorisation (Gansner, Koren and North 2004): every two dots as far apart as the shortest
way between them is long. More than that would take minutes; they get the forces of ForceAtlas2 (Jacomy et al. 2014:
repulsion by degree, linear attraction).
"""

from collections.abc import Sequence
from math import pi, sqrt
from typing import Any

FEW = 500
PIVOTS = 40
ROUNDS = 200
STEPS = 220


def place(pairs: Any, lengths: Any, sizes: Any) -> Any:
    """Where `len(sizes)` dots go, in pixels, as an array of two columns.

    Args:
        pairs: the two ends of each line, by number, one row a line; every dot can be reached from every other.
        lengths: how long each line should be, in pixels.
        sizes: the radius in pixels that each dot has for itself.
    """
    import numpy as np

    if len(sizes) == 1:
        return np.zeros((1, 2))
    xy = _pivot_start(pairs, len(sizes))
    if len(sizes) <= FEW:
        xy = _relax(xy * float(np.median(lengths)), _ways(pairs, lengths, len(sizes)))
    else:
        xy = _scaled(_settle(xy, pairs, 1 / lengths), pairs, lengths)
    return part(xy, sizes)


def part(xy: Any, sizes: Any) -> Any:
    """Discs that overlap are pushed apart until none does, or for so many rounds."""
    import numpy as np

    xy, sizes = xy.astype(np.float32), sizes.astype(np.float32)
    for _ in range(80 if len(xy) <= FEW else 15):
        dx, dy = xy[:, None, 0] - xy[None, :, 0], xy[:, None, 1] - xy[None, :, 1]
        distance = np.hypot(dx, dy) + 1e-6
        overlap = np.maximum(0.0, sizes[:, None] + sizes[None, :] - distance)
        np.fill_diagonal(overlap, 0.0)
        if overlap.max() < 1.0:
            break
        shove = 0.3 * overlap / distance
        xy = xy + np.stack([(dx * shove).sum(axis=1), (dy * shove).sum(axis=1)], axis=1)
    return xy


def _pivot_start(pairs: Any, count: int) -> Any:
    """A first placing by steps to far-apart pivots; a little spiral keeps equals from falling on one point."""
    import numpy as np

    near = _neighbours(pairs, count)
    nearest = np.full(count, np.inf)
    columns = []
    pivot = max(range(count), key=lambda dot: (len(near[dot]), -dot))
    for _ in range(min(PIVOTS, count)):
        columns.append(_steps(pivot, near))
        nearest = np.minimum(nearest, columns[-1])
        pivot = int(nearest.argmax())
    squares = np.stack(columns, axis=1) ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    return _main_axes(-centred / 2) + _spiral(count)


def _neighbours(pairs: Any, count: int) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in pairs.tolist():
        near[a].append(b)
        near[b].append(a)
    return near


def _steps(start: int, near: Sequence[Sequence[int]]) -> Any:
    """The number of steps from `start` to every dot."""
    import numpy as np

    steps = np.full(len(near), -1.0)
    steps[start] = 0
    front = [start]
    while front:
        following = []
        for dot in front:
            for other in near[dot]:
                if steps[other] < 0:
                    steps[other] = steps[dot] + 1
                    following.append(other)
        front = following
    return steps


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


def _ways(pairs: Any, lengths: Any, count: int) -> Any:
    """The shortest way between every two dots (Floyd and Warshall)."""
    import numpy as np

    ways = np.full((count, count), np.inf)
    np.fill_diagonal(ways, 0.0)
    np.minimum.at(ways, (pairs[:, 0], pairs[:, 1]), lengths)
    ways = np.minimum(ways, ways.T)
    for middle in range(count):
        np.minimum(ways, ways[:, middle, None] + ways[None, middle], out=ways)
    return ways


def _relax(xy: Any, ways: Any) -> Any:
    """Stress majorisation with the weights of its authors: near pairs count most."""
    import numpy as np

    weights = 1.0 / np.maximum(ways, 1.0) ** 2
    np.fill_diagonal(weights, 0.0)
    total = weights.sum(axis=1)[:, None]
    for _ in range(ROUNDS if len(xy) < 200 else ROUNDS // 2):
        distance = np.hypot(xy[:, None, 0] - xy[None, :, 0], xy[:, None, 1] - xy[None, :, 1]) + 1e-6
        push = weights * ways / distance
        wanted = weights @ xy + push.sum(axis=1)[:, None] * xy - push @ xy
        xy = 0.3 * xy + 0.7 * wanted / total
    return xy - xy.mean(axis=0)


def _settle(xy: Any, pairs: Any, pulls: Any) -> Any:
    """ForceAtlas2's balance of forces, with a step length that shrinks to nothing."""
    import numpy as np

    mass = 1.0 + np.bincount(pairs.ravel(), minlength=len(xy))
    pulls = (pulls / pulls.max())[:, None]
    steps = max(60, min(STEPS, int(4e8 / len(xy) ** 2)))
    reach = sqrt(len(xy)) * 0.5 + 1
    for step in range(steps):
        force = _push(xy, mass) - 0.02 * mass[:, None] * xy
        pull = (xy[pairs[:, 1]] - xy[pairs[:, 0]]) * pulls
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


def _scaled(xy: Any, pairs: Any, lengths: Any) -> Any:
    """In pixels: the usual line has its length."""
    import numpy as np

    now = np.sqrt(((xy[pairs[:, 0]] - xy[pairs[:, 1]]) ** 2).sum(axis=1))
    return (xy - xy.mean(axis=0)) * float(np.median(lengths) / (np.median(now) + 1e-9))

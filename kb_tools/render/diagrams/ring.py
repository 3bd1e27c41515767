"""A ring of boxes with curves between them, and counts beside the arrowheads: places only, nothing is drawn here."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kb_tools.render.diagrams.svg import Rect

__all__ = ["Curve", "Ring", "badges", "order_on_ring", "ring"]

Point = tuple[float, float]
_BENDS = (0.12, 0.0, 0.25, 0.4, 0.55, 0.7)
_STEPS = 24


@dataclass(frozen=True)
class Curve:
    """A quadratic curve."""

    start: Point
    control: Point
    end: Point

    def at(self, t: float) -> Point:
        """A point of it, 0 at the start and 1 at the end."""
        u = 1 - t
        (x0, y0), (x1, y1), (x2, y2) = self.start, self.control, self.end
        return u * u * x0 + 2 * u * t * x1 + t * t * x2, u * u * y0 + 2 * u * t * y1 + t * t * y2

    @property
    def length(self) -> float:
        """Roughly how long it is."""
        points = [self.at(step / 8) for step in range(9)]
        return sum(math.dist(one, other) for one, other in itertools.pairwise(points))


@dataclass(frozen=True)
class Ring:
    """Where everything stands.

    Attributes:
        rects: Name -> box.
        curves: Pair of names -> curve from the first to the second.
        width: Width of the whole.
        height: Height of the whole.
    """

    rects: Mapping[str, Rect]
    curves: Mapping[tuple[str, str], Curve]
    width: float
    height: float
    centre: Point = field(default=(0.0, 0.0))


def order_on_ring(names: Sequence[str], weights: Mapping[tuple[str, str], int]) -> list[str]:
    """Names in an order that keeps close together what belongs together; the same for the same input."""
    order = list(names)
    count = len(order)

    def cost(candidate: list[str]) -> int:
        place = {name: index for index, name in enumerate(candidate)}
        gaps = ((abs(place[one] - place[other]), weight) for (one, other), weight in weights.items())
        return sum(min(gap, count - gap) * weight for gap, weight in gaps)

    best = cost(order)
    for _ in range(4):
        before = best
        for one in range(count):
            for other in range(one + 1, count):
                order[one], order[other] = order[other], order[one]
                now = cost(order)
                if now < best:
                    best = now
                else:
                    order[one], order[other] = order[other], order[one]
        if best == before:
            break
    return order


def ring(names: Sequence[str], pairs: Sequence[tuple[str, str]], size: Point, radii: Point, air: float = 26.0) -> Ring:
    """Boxes on an ellipse that is as large as they need, at least `radii`.

    Args:
        names: In their order, clockwise from the top.
        pairs: Curves that are wanted.
        size: Width and height of a box.
        radii: Least half axes.
        air: Space between two boxes.
    """
    rx, ry = radii
    while True:
        rects = _on_ellipse(names, size, rx, ry)
        grown = [Rect(rect.x - air / 2, rect.y - air / 2, rect.w + air, rect.h + air) for rect in rects.values()]
        if not any(one.overlaps(other) for number, one in enumerate(grown) for other in grown[number + 1 :]):
            break
        rx, ry = rx * 1.06, ry * 1.08
    centre = (rx + size[0] / 2 + 1, ry + size[1] / 2 + 1)
    curves = {(one, other): _curve(one, other, rects, centre) for one, other in pairs}
    return Ring(rects, curves, 2 * centre[0], 2 * centre[1], centre)


def badges(placed: Ring, ends: Sequence[tuple[str, str]], r: float) -> dict[tuple[str, str], Point] | None:
    """A free place beside each arrowhead for a disc of radius `r`, or None when one finds no place.

    Args:
        placed: Boxes and curves.
        ends: (from, to) of each arrow; its curve may be kept as (to, from).
        r: Radius.
    """
    taken: list[Point] = []
    found: dict[tuple[str, str], Point] = {}
    crowd = {pair: [curve.at(step / _STEPS) for step in range(_STEPS + 1)] for pair, curve in placed.curves.items()}
    for start, goal in ends:
        pair = (start, goal) if (start, goal) in placed.curves else (goal, start)
        curve = placed.curves[pair]
        length = curve.length
        distances = [r + 13 + 5 * step for step in range(int(max(length * 0.45 - r - 13, 0) / 5) + 1)]
        places = [curve.at(1 - d / length if pair == (start, goal) else d / length) for d in distances]
        free = [point for point in places if _free(point, r, placed.rects, taken)]
        if not free:
            return None
        others = [point for other, points in crowd.items() if other != pair for point in points]
        clear = (point for point in free[:8] if all(math.dist(point, other) > r + 2 for other in others))
        found[start, goal] = next(clear, free[0])
        taken.append(found[start, goal])
    return found


def _free(point: Point, r: float, rects: Mapping[str, Rect], taken: Sequence[Point]) -> bool:
    around = Rect(point[0] - r, point[1] - r, 2 * r, 2 * r)
    if any(around.overlaps(rect) for rect in rects.values()):
        return False
    return all(math.dist(point, other) >= 2 * r + 2 for other in taken)


def _on_ellipse(names: Sequence[str], size: Point, rx: float, ry: float) -> dict[str, Rect]:
    begin = math.pi if len(names) == 2 else -math.pi / 2
    found = {}
    for number, name in enumerate(names):
        angle = begin + 2 * math.pi * number / len(names)
        x, y = rx * (1 + math.cos(angle)), ry * (1 + math.sin(angle))
        found[name] = Rect(round(x + 1, 1), round(y + 1, 1), *size)
    return found


def _curve(one: str, other: str, rects: Mapping[str, Rect], centre: Point) -> Curve:
    """The straightest curve that touches no other box."""
    first, second = rects[one], rects[other]
    middle = ((first.cx + second.cx) / 2, (first.cy + second.cy) / 2)
    curve = Curve((0, 0), (0, 0), (0, 0))
    for bend in _BENDS:
        control = tuple(m + (c - m) * bend for m, c in zip(middle, centre, strict=True))
        curve = Curve(_border(first, control), control, _border(second, control))  # type: ignore[arg-type]
        points = [curve.at(step / _STEPS) for step in range(_STEPS + 1)]
        near = [rect.inset(-5) for name, rect in rects.items() if name not in (one, other)]
        if not any(rect.x < x < rect.right and rect.y < y < rect.bottom for rect in near for x, y in points):
            break
    return curve


def _border(rect: Rect, towards: Sequence[float], air: float = 3.0) -> Point:
    """Where a line from the middle of a box leaves it."""
    dx, dy = towards[0] - rect.cx, towards[1] - rect.cy
    scale = min((rect.w / 2 + air) / abs(dx) if dx else math.inf, (rect.h / 2 + air) / abs(dy) if dy else math.inf)
    return (rect.cx + dx * scale, rect.cy + dy * scale) if scale != math.inf else (rect.cx, rect.bottom)

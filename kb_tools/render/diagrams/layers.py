"""Layers of a directed graph: what depends on nothing at the bottom, few crossings, no line through a box.

The way of Sugiyama, in small: longest paths give the rows, placeholders carry long edges through the rows between,
and sweeps order each row by the middle of its neighbours. Cycles are tolerated: an edge that closes one counts nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Layout", "arrange"]

_SWEEPS = 8


@dataclass(frozen=True)
class Layout:
    """Where everything stands.

    Attributes:
        rows: From the top; names, and placeholders as (from, to, row).
        routes: Edge -> its placeholders in the order from its start.
    """

    rows: tuple[tuple[object, ...], ...]
    routes: Mapping[tuple[str, str], tuple[object, ...]]


def arrange(nodes: Sequence[str], below: Mapping[str, Sequence[str]], widest: int) -> Layout:
    """Arrange nodes in rows.

    Args:
        nodes: All of them, in the order that decides between equals.
        below: Node -> nodes that stand below it.
        widest: Most nodes in one row; a layer with more takes several rows.
    """
    level = _levels(nodes, below, widest)
    rows: list[list[object]] = [[] for _ in range(max(level.values(), default=0) + 1)]
    for node in nodes:
        rows[level[node]].append(node)
    routes: dict[tuple[str, str], tuple[object, ...]] = {}
    links: dict[object, list[object]] = {}
    for start in nodes:
        for goal in below.get(start, ()):
            step = 1 if level[goal] > level[start] else -1
            holders: list[object] = [(start, goal, row) for row in range(level[start] + step, level[goal], step)]
            for holder, row in zip(holders, range(level[start] + step, level[goal], step), strict=True):
                rows[row].append(holder)
            routes[start, goal] = tuple(holders)
            chain: list[object] = [start, *holders, goal]
            for one, other in itertools.pairwise(chain):
                links.setdefault(one, []).append(other)
                links.setdefault(other, []).append(one)
    _untangle(rows, links)
    return Layout(tuple(tuple(row) for row in reversed(rows)), routes)


def _levels(nodes: Sequence[str], below: Mapping[str, Sequence[str]], widest: int) -> dict[str, int]:
    """Row of each node from the bottom: above everything below it, and no row too wide."""
    depth: dict[str, int] = {}
    open_nodes: set[str] = set()

    def visit(node: str) -> int:
        if node in depth:
            return depth[node]
        open_nodes.add(node)
        depth_below = [visit(other) for other in below.get(node, ()) if other not in open_nodes]
        open_nodes.discard(node)
        depth[node] = 1 + max(depth_below, default=-1)
        return depth[node]

    for node in nodes:
        visit(node)
    layers: dict[int, list[str]] = {}
    for node in nodes:
        layers.setdefault(depth[node], []).append(node)
    found, row = {}, 0
    for _, members in sorted(layers.items()):
        count = -(-len(members) // widest)
        size = -(-len(members) // count)
        for place, node in enumerate(members):
            found[node] = row + place // size
        row += count
    return found


def _untangle(rows: list[list[object]], links: Mapping[object, list[object]]) -> None:
    """Order every row by where its neighbours in the row before stand, up and down in turns; keep the best order."""
    best, fewest = [list(row) for row in rows], _crossings(rows, links)
    for sweep in range(_SWEEPS):
        up = sweep % 2 == 0
        for number in range(1, len(rows)) if up else range(len(rows) - 2, -1, -1):
            other = rows[number - 1 if up else number + 1]
            place = {node: (index + 0.5) / len(other) for index, node in enumerate(other)}
            here = {node: (index + 0.5) / len(rows[number]) for index, node in enumerate(rows[number])}
            rows[number].sort(key=lambda node, place=place, here=here: _middle(links.get(node, ()), place, here[node]))  # type: ignore[misc]
        now = _crossings(rows, links)
        if now < fewest:
            best, fewest = [list(row) for row in rows], now
    for number, row in enumerate(best):
        rows[number][:] = row


def _middle(neighbours: Sequence[object], place: Mapping[object, float], otherwise: float) -> float:
    found = [place[node] for node in neighbours if node in place]
    return sum(found) / len(found) if found else otherwise


def _crossings(rows: Sequence[Sequence[object]], links: Mapping[object, Sequence[object]]) -> int:
    count = 0
    for lower, upper in itertools.pairwise(rows):
        place = {node: index for index, node in enumerate(upper)}
        ends = [sorted(place[goal] for goal in links.get(node, ()) if goal in place) for node in lower]
        flat = [end for group in ends for end in group]
        count += sum(1 for i, one in enumerate(flat) for other in flat[i + 1 :] if other < one)
    return count

"""Services and what they depend on: a map of all, and the neighbours of one."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.diagrams.layers import Layout, arrange
from kb_tools.render.diagrams.names import Named, named
from kb_tools.render.diagrams.svg import Figure, Rect, arrow, node
from kb_tools.render.edition_view import EditionView

__all__ = ["service_map", "service_neighbours"]

_BOX_W, _BOX_H = 150.0, 58.0
_COLUMN, _HOLDER = 26.0, 10.0
_ROW = 52.0
_WIDEST = 6
_EDGE = 4.0


def service_map(view: EditionView, src: str) -> Markup:
    """All services with dependencies, those that depend on nothing at the bottom.

    Args:
        view: The edition.
        src: Page that the map stands on.
    """
    graph = _Graph(view, src)
    said = view.words
    joined = [service for service in graph.services if graph.below[service] or graph.above[service]]
    if not joined:
        return Markup("")
    alone = len(graph.services) - len(joined)
    caption = said("diagram.service_map.caption")
    if alone:
        caption += " " + said("diagram.service_map.alone", count=alone)
    title = said("diagram.service_map.title")
    return _figure(graph, "service-map", (title, said("diagram.service_map.desc"), caption), joined)


def service_neighbours(view: EditionView, local: LocalPage) -> Markup:
    """One service with what it needs and what needs it, two levels both ways; nothing when it stands alone."""
    if local.type != "service":
        return Markup("")
    graph = _Graph(view, local.src)
    down, up = _reach(local.id, graph.below), _reach(local.id, graph.above)
    shown = {local.id, *down, *up}
    if len(shown) == 1:
        return Markup("")
    said = view.words
    title = said("diagram.service_map.neighbours_title", title=local.title)
    texts = (title, said("diagram.service_map.neighbours_desc"), said("diagram.service_map.caption"))
    keep = [service for service in graph.services if service in shown]
    return _figure(graph, "service-neighbours", texts, keep, local.id)


class _Graph:
    """Services of an edition and their edges.

    Args:
        view: The edition.
        src: Page that links start from.
    """

    def __init__(self, view: EditionView, src: str) -> None:
        self.view, self.src = view, src
        records = {local.id: local for local in view.edition.pages if local.type == "service"}
        self.services = list(records)
        self.records = {service: local.record for service, local in records.items()}
        self.below: dict[str, list[str]] = {
            service: [other for other in dict.fromkeys(record.depends_on) if other in records and other != service]
            for service, record in self.records.items()
        }
        self.above: dict[str, list[str]] = {service: [] for service in records}
        for service, others in self.below.items():
            for other in others:
                self.above[other].append(service)

    def name(self, service: str) -> Named:
        """A service with its link."""
        return named(self.view, self.src, service, ("service",))

    def note(self, service: str) -> str:
        """Criticality, and the stage of a service that is not live."""
        record, said = self.records[service], self.view.words
        level = record.criticality
        text = said("diagram.service_map.level", level=level) if level else said("diagram.service_map.no_level")
        return text if record.stage == "live" else f"{text} · {said(f'enum.stage.{record.stage}')}"

    def table(self, services: Iterable[str]) -> tuple[tuple[str | Markup, ...], ...]:
        """Service, criticality, what it needs, what needs it."""
        said = self.view.words
        join = Markup(said.get("page.list_join", ", "))
        head = tuple(
            said(f"diagram.service_map.{key}") for key in ("service", "criticality", "depends_on", "needed_by")
        )
        rows = []
        for service in services:
            sides = [
                join.join(self.name(other).html() for other in side[service]) or said("diagram.none")
                for side in (self.below, self.above)
            ]
            level = self.records[service].criticality
            rows.append((self.name(service).html(), str(level or "–"), *sides))
        return (head, *rows)


@dataclass(frozen=True)
class _Places:
    """Rectangles of services and placeholders, and the size of the whole."""

    rects: Mapping[object, Rect]
    width: float
    height: float


def _figure(graph: _Graph, name: str, texts: tuple[str, str, str], services: list[str], focus: str = "") -> Markup:
    chosen = set(services)
    below = {service: [other for other in graph.below[service] if other in chosen] for service in services}
    layout = arrange(services, below, _WIDEST)
    places = _place(layout)
    edges = [
        _edge(name, [places.rects[item] for item in (start, *holders, goal)])
        for (start, goal), holders in layout.routes.items()
    ]
    boxes = []
    for service in services:
        who, level = graph.name(service), graph.records[service].criticality or 0
        kind = f"kb-critical-{level}" + (" kb-is-here" if service == focus else "")
        href = "" if service == focus else who.href
        rect = places.rects[service]
        boxes.append(node(rect, who.text, note=graph.note(service), href=href, kind=kind))
    figure = Figure(
        name,
        texts[0],
        texts[1],
        max(places.width, 480.0),
        places.height,
        graph.table(graph.services if not focus else services),
        graph.view.words("diagram.as_table"),
        texts[2],
    )
    shift = max(0.0, (480.0 - places.width) / 2)
    content = Markup("").join([*edges, *boxes])
    return figure.markup(Markup('<g transform="translate({} 0)">{}</g>').format(f"{shift:.1f}", content))


def _place(layout: Layout) -> _Places:
    """Rows below each other, each spread over the width of the widest, but not thinner than three columns' air."""
    widths = [[_BOX_W if isinstance(item, str) else _HOLDER for item in row] for row in layout.rows]
    whole = max(sum(row) + _COLUMN * (len(row) - 1) for row in widths) + 2 * _EDGE
    rects: dict[object, Rect] = {}
    y = _EDGE
    for row, sizes in zip(layout.rows, widths, strict=True):
        gap = _COLUMN
        if len(row) > 1:
            gap = min(_COLUMN * 3, (whole - 2 * _EDGE - sum(sizes)) / (len(row) - 1))
        x = (whole - sum(sizes) - gap * (len(row) - 1)) / 2
        for item, width in zip(row, sizes, strict=True):
            rects[item] = Rect(x, y, width, _BOX_H)
            x += width + gap
        y += _BOX_H + _ROW
    return _Places(rects, whole, y - _ROW + _EDGE)


def _edge(name: str, stops: list[Rect]) -> Markup:
    """A smooth line from box to box, straight up and down where it passes a row."""
    down = stops[-1].y > stops[0].y
    pieces = []
    for number, (start, goal) in enumerate(itertools.pairwise(stops)):
        y1, y2 = (start.bottom, goal.y) if down else (start.y, goal.bottom)
        x1 = _port(start, goal) if number == 0 else start.cx
        x2 = _port(goal, start) if number == len(stops) - 2 else goal.cx
        bend = (y2 - y1) * 0.5
        opening = f"M{x1:.1f} {y1:.1f}" if number == 0 else f"L{x1:.1f} {y1:.1f}"
        pieces.append(f"{opening}C{x1:.1f} {y1 + bend:.1f} {x2:.1f} {y2 - bend:.1f} {x2:.1f} {y2:.1f}")
    return arrow(name, "".join(pieces))


def _port(rect: Rect, other: Rect) -> float:
    """Where a line meets a box: towards the other end, so that lines do not lie on each other."""
    lean = max(-1.0, min(1.0, (other.cx - rect.cx) / (2 * _BOX_W)))
    return rect.cx + lean * rect.w * 0.3


def _reach(start: str, edges: Mapping[str, list[str]], most: int = 2) -> set[str]:
    found: set[str] = set()
    border = [start]
    for _ in range(most):
        border = [other for service in border for other in edges[service] if other not in found and other != start]
        found.update(border)
    return found

"""All processes as a map: who hands over what to whom, from the outputs that name another process."""

from __future__ import annotations

from markupsafe import Markup

from kb_tools.render.diagrams.names import Named, named, plain
from kb_tools.render.diagrams.ring import Curve, Ring, badges, order_on_ring, ring
from kb_tools.render.diagrams.svg import MINOR, Figure, arrow, el, lines_at, node, tip
from kb_tools.render.edition_view import EditionView

__all__ = ["landscape"]

_BOX = (148.0, 50.0)
_RADII = (285.0, 200.0)
_R = 9.5
_TRIES = 6


def landscape(view: EditionView, src: str) -> Markup:
    """The map of processes; nothing for fewer than two.

    Args:
        view: The edition.
        src: Page that the map stands on.
    """
    processes = [local for local in view.edition.pages if local.type == "process"]
    if len(processes) < 2:
        return Markup("")
    flows = _flows(view)
    titles = {local.id: named(view, src, local.id, ("process",)) for local in processes}
    pairs = list(dict.fromkeys(_pair(*edge) for edge in flows))
    weights = {pair: len(flows.get(pair, ())) + len(flows.get((pair[1], pair[0]), ())) for pair in pairs}
    placed, counts = _arranged(order_on_ring(sorted(titles), weights), pairs, list(flows))
    said = view.words
    figure = Figure(
        "landscape",
        said("diagram.landscape.title"),
        said("diagram.landscape.desc"),
        placed.width,
        placed.height,
        _table(view, titles, flows),
        said("diagram.as_table"),
        said("diagram.landscape.caption") if flows else "",
    )
    lines = [_line(view, pair, placed.curves[pair], flows, titles) for pair in pairs]
    numbers = [_number(len(flows[edge]), *place) for edge, place in counts.items()]
    boxes = [node(placed.rects[name], titles[name].text, href=titles[name].href, most=2) for name in sorted(titles)]
    return figure.markup(*lines, *numbers, *boxes)


def _flows(view: EditionView) -> dict[tuple[str, str], list[str]]:
    """(from, to) -> names of what is handed over."""
    found: dict[tuple[str, str], list[str]] = {}
    known = {local.id for local in view.edition.pages if local.type == "process"}
    for local in view.edition.pages:
        if local.type == "process":
            for output in local.record.outputs:
                if output.to in known and output.to != local.id:
                    found.setdefault((local.id, output.to), []).append(plain(view, output.name))
    return found


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _arranged(
    names: list[str], pairs: list[tuple[str, str]], ends: list[tuple[str, str]]
) -> tuple[Ring, dict[tuple[str, str], tuple[float, float]]]:
    """A ring with room for all counts; in the largest one a count without room is left to tooltip and table."""
    rx, ry = _RADII if len(names) > 2 else (_RADII[0], 4.0)
    placed = ring(names, pairs, _BOX, (rx, ry))
    for _ in range(_TRIES):
        places = badges(placed, ends, _R)
        if places is not None:
            return placed, places
        rx, ry = placed.centre[0] * 1.15 - _BOX[0] / 2, placed.centre[1] * 1.15 - _BOX[1] / 2
        placed = ring(names, pairs, _BOX, (rx, ry))
    kept: list[tuple[str, str]] = []
    for end in ends:
        if badges(placed, [*kept, end], _R) is not None:
            kept.append(end)
    return placed, badges(placed, kept, _R) or {}


def _line(
    view: EditionView,
    pair: tuple[str, str],
    curve: Curve,
    flows: dict[tuple[str, str], list[str]],
    titles: dict[str, Named],
) -> Markup:
    texts = [
        view.words(
            "diagram.landscape.edge",
            **{"from": titles[start].text, "to": titles[goal].text, "names": _joined(view, flows[start, goal])},
        )
        for start, goal in (pair, (pair[1], pair[0]))
        if (start, goal) in flows
    ]
    (x0, y0), (x1, y1), (x2, y2) = curve.start, curve.control, curve.end
    data = f"M{x0:.1f} {y0:.1f}Q{x1:.1f} {y1:.1f} {x2:.1f} {y2:.1f}"
    back = (pair[1], pair[0]) in flows
    wide = el("path", d=data, class_="kb-reach")  # a wide invisible line is easier to point at
    return el(
        "g", tip(" · ".join(texts)), wide, arrow("landscape", data, both=back, end=pair in flows), class_="kb-link"
    )


def _number(count: int, x: float, y: float) -> Markup:
    disc = el("circle", cx=x, cy=y, r=_R, class_="kb-count")
    return el("g", disc, lines_at(x, y - MINOR * 0.65, (str(count),), MINOR, text_anchor="middle", class_="kb-t"))


def _joined(view: EditionView, names: list[str]) -> str:
    return view.words.get("page.list_join", ", ").join(names)


def _table(
    view: EditionView, titles: dict[str, Named], flows: dict[tuple[str, str], list[str]]
) -> tuple[tuple[str | Markup, ...], ...]:
    said = view.words
    head = tuple(said(f"diagram.landscape.{key}") for key in ("from", "to", "count", "names"))
    rows = [
        (titles[start].html(), titles[goal].html(), str(len(names)), _joined(view, names))
        for (start, goal), names in sorted(flows.items())
    ]
    silent = [name for name in sorted(titles) if not any(name in edge for edge in flows)]
    return (head, *rows, *((titles[name].html(), "–", "0", "") for name in silent))

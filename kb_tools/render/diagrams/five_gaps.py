"""The model of service quality with the five gaps of one service (Parasuraman, Zeithaml, Berry 1985).

Above the line stand customers, below it the provider; between two boxes lies a gap, with its state beside the arrow.
"""

from __future__ import annotations

from markupsafe import Markup

from kb_tools.insight.gaps import ServiceGaps
from kb_tools.insight.kpi import Status
from kb_tools.render.diagrams.lettering import wrap
from kb_tools.render.diagrams.marks import mark
from kb_tools.render.diagrams.svg import MINOR, SIZE, Figure, Rect, arrow, el, lines_at, link, node, path
from kb_tools.render.edition_view import EditionView

__all__ = ["five_gaps"]

_W, _H = 600.0, 500.0
_BOX_W, _BOX_H = 210.0, 48.0
_X = 150.0
#: Name of a box -> its place.
_BOXES = {
    "expected": Rect(_X, 28, _BOX_W, _BOX_H),
    "perceived": Rect(_X, 128, _BOX_W, _BOX_H),
    "delivered": Rect(_X, 236, _BOX_W, _BOX_H),
    "announced": Rect(450, 236, 142, _BOX_H),
    "specified": Rect(_X, 336, _BOX_W, _BOX_H),
    "believed": Rect(_X, 436, _BOX_W, _BOX_H),
}
_LINE_Y = 206.0
#: Where the first gap goes around the others.
_SIDE = 104.0
_AIR = 4.0


def five_gaps(view: EditionView, found: ServiceGaps, title: str) -> Markup:
    """The model with the state of each gap; every gap leads to its section of the page.

    Args:
        view: The edition.
        found: The gaps.
        title: What the service is called.
    """
    said = view.words
    states = {gap.gap: gap.status for gap in found.gaps}
    figure = Figure(
        "five-gaps",
        said("diagram.five_gaps.title", title=title),
        said("diagram.five_gaps.desc"),
        _W,
        _H,
        _table(view, found),
        said("diagram.as_table"),
    )
    return figure.markup(*_sides(view), *_flows(), *_gaps(view, states), *_boxes(view))


def _table(view: EditionView, found: ServiceGaps) -> tuple[tuple[str | Markup, ...], ...]:
    said = view.words
    head = tuple(said(f"diagram.five_gaps.{key}") for key in ("gap", "one", "other", "state"))
    rows = []
    for gap in found.gaps:
        one, other = _ENDS[gap.gap]
        name = Markup('<a href="#kb-gap-{}">{}</a>').format(gap.gap, said(f"enum.gap.{gap.gap}"))
        ends = (said(f"diagram.five_gaps.{one}"), said(f"diagram.five_gaps.{other}"))
        rows.append((name, *ends, said(f"gap.{gap.status}")))
    return (head, *rows)


#: Gap -> the two boxes that it lies between.
_ENDS = {
    "1": ("expected", "believed"),
    "2": ("believed", "specified"),
    "3": ("specified", "delivered"),
    "4": ("delivered", "announced"),
    "5": ("expected", "perceived"),
}


def _sides(view: EditionView) -> list[Markup]:
    """The line between customers and provider, and both names."""
    line = el("line", class_="kb-gap-border", x1=0, x2=_W, y1=_LINE_Y, y2=_LINE_Y)
    names = [
        lines_at(0, y, (view.words(f"diagram.five_gaps.{key}"),), SIZE, class_="kb-t-strong")
        for key, y in (("customers", 4.0), ("provider", _LINE_Y + 8))
    ]
    return [line, *names]


def _boxes(view: EditionView) -> list[Markup]:
    return [node(rect, view.words(f"diagram.five_gaps.{key}")) for key, rect in _BOXES.items()]


def _flows() -> list[Markup]:
    """What leads to what, without being a gap: delivery to perception, announcements to expectation."""
    boxes = _BOXES
    up = path(
        [
            (boxes["delivered"].cx, boxes["delivered"].y - _AIR),
            (boxes["perceived"].cx, boxes["perceived"].bottom + _AIR),
        ]
    )
    said = boxes["announced"]
    around = path(
        [
            (said.cx, said.y - _AIR),
            (said.cx, boxes["expected"].cy),
            (boxes["expected"].right + _AIR, boxes["expected"].cy),
        ]
    )
    return [arrow("five-gaps", up), arrow("five-gaps", around)]


def _gaps(view: EditionView, states: dict[str, Status]) -> list[Markup]:
    boxes, drawn = _BOXES, []
    for gap, upper, lower in (
        ("5", "expected", "perceived"),
        ("3", "delivered", "specified"),
        ("2", "specified", "believed"),
    ):
        x, top, bottom = boxes[upper].cx, boxes[upper].bottom + _AIR, boxes[lower].y - _AIR
        line = arrow("five-gaps", path([(x, top), (x, bottom)]), both=True, kind="kb-gap-arrow")
        drawn.append(_gap(view, gap, states[gap], line, (x + 14, (top + bottom) / 2 - 9), 200))
    one, other = boxes["delivered"], boxes["announced"]
    line = arrow(
        "five-gaps", path([(one.right + _AIR, one.cy), (other.x - _AIR, one.cy)]), both=True, kind="kb-gap-arrow"
    )
    drawn.append(_gap(view, "4", states["4"], line, (one.right + 6, one.cy + 9), other.x - one.right - 12, rows=3))
    first, last = boxes["expected"], boxes["believed"]
    way = path([(last.x - _AIR, last.cy), (_SIDE, last.cy), (_SIDE, first.cy), (first.x - _AIR, first.cy)])
    line = arrow("five-gaps", way, both=True, kind="kb-gap-arrow")
    drawn.append(_gap(view, "1", states["1"], line, (4.0, 310.0), _SIDE - 14, rows=3))
    return drawn


def _gap(
    view: EditionView, gap: str, status: Status, line: Markup, at: tuple[float, float], width: float, rows: int = 1
) -> Markup:
    """A gap: its arrow, its number, and its state in words with a mark."""
    name, state = view.words("gap.number", number=gap), view.words(f"gap.{status}")
    x, y = at
    if rows == 1:
        lines = wrap(f"{name} · {state}", width - 16, MINOR, 1).lines
        text = lines_at(x + 16, y, lines, MINOR, class_="kb-t")
    else:
        below = wrap(state, width, MINOR, rows - 1).lines
        text = lines_at(x + 16, y, (name,), MINOR, class_="kb-t-strong")
        text += lines_at(x, y + MINOR * 1.4, below, MINOR, class_="kb-t")
    shape = mark(status, x + 6, y + MINOR * 0.65, 5.0)
    return el("g", line, link(f"#kb-gap-{gap}", f"{name} · {state}" if rows == 1 else f"{name} {state}", shape + text))

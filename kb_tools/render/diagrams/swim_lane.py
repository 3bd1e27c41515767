"""Swim lanes: a column per role that does the work, activities from top to bottom in their order.

Lanes stand upright because a page is narrow and long: names stay readable and the figure prints.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.diagrams.lettering import LINE, shorten, wrap
from kb_tools.render.diagrams.names import Named, duration, named, plain
from kb_tools.render.diagrams.svg import MINOR, PAD, SIZE, Figure, Rect, arrow, box, el, lines_at, link, path, tip
from kb_tools.render.edition_view import EditionView

__all__ = ["swim_lane"]

_W = 720.0
_NARROWEST = 136.0
_WIDEST_BOX = 210.0
_MARGIN = 10.0
_GAP = 22.0
_UNASSIGNED = ""


@dataclass(frozen=True)
class _Step:
    """An activity as it is drawn.

    Attributes:
        number: Position, from 1.
        name: What is done.
        anchor: Its place on the page.
        lane: Role that does it first; empty when there is none.
        others: Names of the other roles that do it.
        limit: Time limit in words, may be empty.
        see: Where it is described: the procedure, or the process of a sub-process.
        see_text: The same with the word for what it is.
        double: Whether it is a sub-process.
    """

    number: int
    name: str
    anchor: str
    lane: str
    others: tuple[Named, ...]
    limit: str
    see: Named
    see_text: str
    double: bool


def swim_lane(view: EditionView, local: LocalPage) -> Markup:
    """The activities of a process in lanes by the role that does them; nothing without activities."""
    if local.type != "process" or not local.record.activities:
        return Markup("")
    said = view.words
    steps = [_step(view, local, number, item) for number, item in enumerate(local.record.activities, 1)]
    lanes = list(dict.fromkeys(step.lane for step in steps))
    width = max(_W, _NARROWEST * len(lanes))
    lane_width = width / len(lanes)
    titles = [_lane_name(view, local, lane) for lane in lanes]
    head = max(len(wrap(title.text, lane_width - 2 * PAD, SIZE, 3, bold=True).lines) for title in titles)
    head_height = head * SIZE * LINE + 14
    rects = _places(steps, lanes, lane_width, head_height)
    height = rects[-1].bottom + _GAP
    columns = [
        _lane(title, lane, Rect(lane_width * place, 0, lane_width, height), head_height)
        for place, (lane, title) in enumerate(zip(lanes, titles, strict=True))
    ]
    drawn = [_draw(step, rect) for step, rect in zip(steps, rects, strict=True)]
    subs = any(step.double for step in steps)
    figure = Figure(
        "swim-lane",
        said("diagram.swim_lane.title", title=local.title),
        said("diagram.swim_lane.desc"),
        width,
        height,
        _table(view, steps, dict(zip(lanes, titles, strict=True))),
        said("diagram.as_table"),
        said("diagram.swim_lane.caption") if subs else "",
    )
    return figure.markup(*columns, *_arrows(rects), *drawn)


def _step(view: EditionView, local: LocalPage, number: int, item: Any) -> _Step:
    said = view.words
    key = "procedure" if item.procedure else "process"
    see = named(view, local.src, item.procedure or item.process, (key,))
    limit = duration(view, item.time_limit)
    return _Step(
        number,
        plain(view, item.name),
        f"#{item.id}",
        item.responsible[0] if item.responsible else _UNASSIGNED,
        tuple(named(view, local.src, role, ("role",)) for role in item.responsible[1:]),
        said("diagram.swim_lane.limit", time=limit) if limit else "",
        see,
        said(f"diagram.swim_lane.{key}", title=see.text) if see.text else "",
        item.kind == "subprocess",
    )


def _lane_name(view: EditionView, local: LocalPage, lane: str) -> Named:
    if lane == _UNASSIGNED:
        return Named(view.words("diagram.swim_lane.unassigned"))
    return named(view, local.src, lane, ("role",))


def _places(steps: list[_Step], lanes: list[str], lane_width: float, top: float) -> list[Rect]:
    width = min(lane_width - 2 * _MARGIN, _WIDEST_BOX)
    found, y = [], top + _GAP * 0.7
    for step in steps:
        height = _height(step, width)
        x = lane_width * (lanes.index(step.lane) + 0.5) - width / 2
        found.append(Rect(x, y, width, height))
        y += height + _GAP
    return found


def _name_lines(step: _Step, width: float) -> Any:
    return wrap(f"{step.number} {step.name}", width - 2 * PAD, SIZE, 4)


def _height(step: _Step, width: float) -> float:
    lines = len(_name_lines(step, width).lines) * SIZE * LINE
    return lines + ((1 if step.limit else 0) + len(_see_lines(step, width))) * MINOR * LINE + 12


def _see_lines(step: _Step, width: float) -> tuple[str, ...]:
    return wrap(step.see_text, width - 2 * PAD, MINOR, 2).lines if step.see_text else ()


def _lane(title: Named, lane: str, rect: Rect, head: float) -> Markup:
    said = wrap(title.text, rect.w - 2 * PAD, SIZE, 3, bold=True)
    frame = Rect(rect.x + 2, 0.5, rect.w - 4, rect.h - 1)
    kind = "kb-lane" if lane != _UNASSIGNED else "kb-lane kb-is-missing"
    strip = el("rect", class_="kb-lane-head", x=frame.x, y=frame.y, width=frame.w, height=head, rx=4.0)
    top = (head - len(said.lines) * SIZE * LINE) / 2
    name = lines_at(rect.cx, top, said.lines, SIZE, text_anchor="middle", class_="kb-t-strong")
    back = el("rect", class_=kind, x=frame.x, y=frame.y, width=frame.w, height=frame.h, rx=4.0)
    full = tip(title.text) if said.shortened else Markup("")
    return el("g", back, strip, link(title.href, title.text, full + name), class_="kb-box")


def _draw(step: _Step, rect: Rect) -> Markup:
    said = _name_lines(step, rect.w)
    names = ", ".join(other.text for other in step.others)
    full = (
        f"{step.number} {step.name}" + (f" · {step.limit}" if step.limit else "") + (f" (+ {names})" if names else "")
    )
    y = rect.y + 6
    label = lines_at(rect.cx, y, said.lines, SIZE, text_anchor="middle", class_="kb-t")
    y += len(said.lines) * SIZE * LINE
    parts = [link(step.anchor, full, tip(full) + box(rect, double=step.double) + label)]
    width = rect.w - 2 * PAD
    if step.limit:
        limit = shorten(step.limit, width, MINOR).lines
        parts.append(lines_at(rect.cx, y, limit, MINOR, text_anchor="middle", class_="kb-t-minor"))
        y += MINOR * LINE
    if step.see_text:
        text = lines_at(rect.cx, y, _see_lines(step, rect.w), MINOR, text_anchor="middle", class_="kb-t-minor")
        parts.append(link(step.see.href, step.see_text, tip(step.see_text) + text) if step.see.href else text)
    return el("g", *parts, class_="kb-box")


def _arrows(rects: list[Rect]) -> list[Markup]:
    """From each box down to the next one, around a corner half-way where the lane changes."""
    found = []
    for start, goal in itertools.pairwise(rects):
        middle = (start.bottom + goal.y) / 2
        points = [(start.cx, start.bottom), (goal.cx, goal.y)]
        if abs(start.cx - goal.cx) > 1:
            points[1:1] = [(start.cx, middle), (goal.cx, middle)]
        found.append(arrow("swim-lane", path(points)))
    return found


def _table(view: EditionView, steps: list[_Step], titles: dict[str, Named]) -> tuple[tuple[str | Markup, ...], ...]:
    said = view.words
    head = tuple(
        said(f"diagram.swim_lane.{key}") for key in ("step", "activity", "lane", "others", "time_limit", "see")
    )
    join = Markup(said.get("page.list_join", ", "))
    rows = [
        (
            str(step.number),
            Named(step.name, step.anchor).html(),
            titles[step.lane].html(),
            join.join(other.html() for other in step.others),
            step.limit,
            step.see.html(),
        )
        for step in steps
    ]
    return (head, *rows)

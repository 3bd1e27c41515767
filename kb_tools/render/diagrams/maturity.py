"""Maturity drawn: the five levels as stairs with the processes on them, and the levels over time."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kb_tools.insight.maturity import TOP, Moment, Overall
from kb_tools.render.diagrams.lettering import shorten, text_width
from kb_tools.render.diagrams.marks import mark
from kb_tools.render.diagrams.scale import Scale
from kb_tools.render.diagrams.svg import MINOR, SIZE, Figure, Rect, el, lines_at, node, path, tip
from kb_tools.render.edition_view import EditionView

__all__ = ["stairs", "stairs_over_time"]

_LEVELS = range(1, TOP + 1)
_COLUMN, _GAP, _STEP, _BOX, _FOOT = 135.0, 10.0, 22.0, 42.0, 40.0
#: Boxes on one step; what is more becomes a number.
_MOST = 6
_WIDTH, _HEIGHT = 720.0, 210.0


def stairs(view: EditionView, found: Overall) -> Markup:
    """The stairs; each box leads to what lifts the process."""
    said = view.words
    by_level = {level: [one.id for one in found.processes if one.level == level] for level in _LEVELS}
    height = max(_STEP * level + (_BOX + 4) * min(len(by_level[level]), _MOST) for level in _LEVELS) + _FOOT + 6
    floor = height - _FOOT
    parts = []
    for level in _LEVELS:
        x = 1 + (level - 1) * (_COLUMN + _GAP)
        top = floor - _STEP * level
        kind = "kb-step-lowest" if level == found.minimum else "kb-step"
        parts.append(el("rect", x=x, y=top, width=_COLUMN, height=_STEP * level, class_=kind))
        name = shorten(said("maturity_report.level", level=level), _COLUMN, SIZE, bold=True)
        parts.append(lines_at(x + _COLUMN / 2, floor + 4, name.lines, SIZE, text_anchor="middle", class_="kb-t-strong"))
        count = said("maturity_report.processes_count", count=len(by_level[level]))
        parts.append(lines_at(x + _COLUMN / 2, floor + 21, (count,), MINOR, text_anchor="middle", class_="kb-t-minor"))
        parts += _boxes(view, x, top, by_level[level])
    joint = Markup(said("page.list_join"))
    rows = [
        (said("maturity_report.level", level=level), str(len(ids)), joint.join(_links(ids, view)))
        for level, ids in by_level.items()
    ]
    head = tuple(said(f"maturity_report.column_{key}") for key in ("level", "count", "process"))
    figure = Figure(
        "maturity-stairs", said("diagram.maturity.title"), said("diagram.maturity.desc"),
        5 * _COLUMN + 4 * _GAP + 2, height, (head, *rows), said("diagram.as_table"),
    )  # fmt: skip
    return figure.markup(*parts)


def _links(ids: Sequence[str], view: EditionView) -> list[Markup]:
    return [Markup('<a href="#kb-maturity-{}">{}</a>').format(one, view.page_title(one)) for one in ids]


def _boxes(view: EditionView, x: float, top: float, ids: Sequence[str]) -> list[Markup]:
    """Processes standing on a step, the first on top."""
    shown = list(ids) if len(ids) <= _MOST else list(ids[: _MOST - 1])
    names = [(view.page_title(one), f"#kb-maturity-{one}") for one in shown]
    if len(ids) > len(shown):
        names.append((f"+ {len(ids) - len(shown)}", ""))
    start = top - (_BOX + 4) * len(names)
    return [
        node(Rect(x, start + (_BOX + 4) * number, _COLUMN, _BOX), name, href=href)
        for number, (name, href) in enumerate(names)
    ]


def stairs_over_time(view: EditionView, moments: Sequence[Moment]) -> Markup:
    """Minimum and median at each moment; nothing with fewer than two.

    Args:
        view: The edition.
        moments: Moments that can be read, oldest first.
    """
    if len(moments) < 2:
        return Markup("")
    said = view.words
    left = max(text_width(said("maturity_report.level", level=level), MINOR) for level in _LEVELS) + 12
    area = Rect(left, 14, _WIDTH - left - 16, _HEIGHT - 60)
    scale = Scale(area, 1, TOP, len(moments))
    parts = []
    for level in _LEVELS:
        y = scale.y(level)
        parts.append(el("line", class_="kb-trend-grid", x1=area.x, x2=area.right, y1=y, y2=y))
        word = said("maturity_report.level", level=level)
        parts.append(lines_at(0, y - MINOR * 0.65, (word,), MINOR, class_="kb-t-minor"))
    for key, kind in (("median", "kb-trend-amber"), ("minimum", "kb-trend-line")):
        points = [(scale.x(place), scale.y(getattr(moment, key))) for place, moment in enumerate(moments)]
        parts.append(el("path", class_=kind, fill="none", d=path(points)))
    for place, moment in enumerate(moments):
        told = tip(f"{_name(view, moment)} ({moment.day}): {moment.minimum}")
        dot = {"cx": scale.x(place), "cy": scale.y(moment.minimum), "r": 4.0}
        parts.append(el("circle", told, class_="kb-trend-point", **dot))
        label = shorten(_name(view, moment), max(scale.step, 40) - 4, MINOR).lines
        anchor = "middle" if place < len(moments) - 1 else "end"
        x = scale.x(place) + (0 if anchor == "middle" else 6)
        parts.append(lines_at(x, area.bottom + 8, label, MINOR, text_anchor=anchor, class_="kb-t-minor"))
    latest = moments[-1]
    parts.append(mark("watch" if latest.minimum < 3 else "good", scale.x(len(moments) - 1), scale.y(latest.minimum), 6))
    figure = Figure(
        "maturity-trend", said("maturity_report.trend_title"), said("diagram.maturity.trend_desc"),
        _WIDTH, _HEIGHT, _table(view, moments), said("diagram.as_table"),
        said("diagram.maturity.trend_legend"), linked=False,
    )  # fmt: skip
    return figure.markup(*parts)


def _name(view: EditionView, moment: Moment) -> str:
    return moment.name or view.words("maturity_report.now")


def _table(view: EditionView, moments: Sequence[Moment]) -> tuple[tuple[str | Markup, ...], ...]:
    said = view.words
    keys = ("tag", "day", "minimum", "median")
    head = (*(said(f"maturity_report.column_{key}") for key in keys), *map(str, _LEVELS))
    rows = [
        (
            _name(view, moment), moment.day.isoformat(), str(moment.minimum), f"{moment.median:g}",
            *(str(moment.distribution[level]) for level in _LEVELS),
        )
        for moment in reversed(moments)
    ]  # fmt: skip
    return (head, *rows)

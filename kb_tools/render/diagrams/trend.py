"""Measured values of a KPI over time: a sparkline for tables and a chart for the KPI's own place.

Gaps stay gaps: a period without a value breaks the line and gets a cross, up to the last period that is over.
"""

from __future__ import annotations

from markupsafe import Markup

from kb_tools.insight.kpi import status_of
from kb_tools.model.handbook import Actual
from kb_tools.render.diagrams.lettering import shorten, text_width
from kb_tools.render.diagrams.marks import mark
from kb_tools.render.diagrams.periods import axis_label
from kb_tools.render.diagrams.scale import Scale, ticks
from kb_tools.render.diagrams.series import Series, series_of
from kb_tools.render.diagrams.svg import MINOR, SIZE, Figure, Rect, el, lines_at, path, tip
from kb_tools.render.edition_view import EditionView
from kb_tools.render.own import own

__all__ = ["trend_large", "trend_small"]

_SMALL = Rect(2, 3, 78, 26)
_SMALL_SIZE = (148, 32)
_LARGE_SIZE = (720, 250)
_NAME_HEIGHT = MINOR * 1.3


def trend_small(view: EditionView, kpi_full_id: str) -> Markup:
    """A sparkline with the status of the latest value in words; nothing for a KPI that does not exist."""
    series = series_of(view, kpi_full_id)
    if series is None:
        return Markup("")
    status = series.state.status
    word = view.words(f"kpi.{status}")
    parts = [tip(series.summary), el("desc", series.title)]
    if series.points:
        scale = Scale(_SMALL, series.low, series.high, len(series.periods))
        parts += [*_thresholds(series, scale), *_line(series, scale, r=0), *_gaps(series, scale, 2.2)]
        number, latest = series.points[-1]
        parts.append(mark(status, scale.x(number), scale.y(latest.value), 4.5))
    else:
        parts.append(mark("unknown", _SMALL.right - 6, _SMALL.cy, 4.5))
    parts.append(lines_at(_SMALL.right + 9, 8.5, (word,), MINOR, class_=f"kb-t kb-t-{status}"))
    width, height = _SMALL_SIZE
    drawing = el(
        "svg",
        *parts,
        class_="kb-spark kb-svg",
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_label=f"{series.title}: {series.summary}",
    )
    return own(el("figure", drawing, class_="kb-figure kb-figure-trend-small"))


def trend_large(view: EditionView, kpi_full_id: str) -> Markup:
    """A chart with axes, thresholds and every value, and the values as a table; nothing for an unknown KPI."""
    series = series_of(view, kpi_full_id)
    if series is None:
        return Markup("")
    said = view.words
    width, height = _LARGE_SIZE
    name = "trend-" + kpi_full_id.replace("/", "--")
    figure = Figure(
        name,
        series.title,
        series.summary,
        width,
        height if series.points else 40,
        _table(series),
        said("diagram.as_table"),
        said("diagram.trend.gap_legend") if series.gaps else "",
        linked=False,
        kind="trend-large",
    )
    if not series.points:
        text = f"{series.heading}: {said('diagram.trend.none')} · {series.target_words}"
        none = lines_at(22, 10, shorten(text, width - 22, SIZE).lines, SIZE, class_="kb-t")
        return figure.markup(mark("unknown", 10, 19), none)
    steps = ticks(series.low, series.high)
    left = max(text_width(series.number(step), MINOR) for step in steps) + 12
    names = [*(text for _, text, _ in series.lines), series.latest_words]
    right = max(text_width(text, MINOR, bold=True) for text in names) + 12
    area = Rect(left, 32, width - left - right, height - 74)
    scale = Scale(area, min(series.low, steps[0]), max(series.high, steps[-1]), len(series.periods))
    head = shorten(series.heading, width, SIZE, bold=True).lines
    parts = [lines_at(0, 2, head, SIZE, class_="kb-t-strong"), *_axes(series, scale, steps)]
    parts += [*_thresholds(series, scale), *_names(series, scale)]
    parts += [*_line(series, scale, r=2.6), *_gaps(series, scale, 4), _latest(series, scale)]
    return figure.markup(*parts)


def _thresholds(series: Series, scale: Scale) -> list[Markup]:
    """Lines of target and amber; a target range as a band."""
    found = []
    area = scale.area
    if isinstance(series.kpi.target, tuple):
        top, bottom = sorted(scale.y(value) for value in series.kpi.target)
        band = {"x": area.x, "y": top, "width": area.w, "height": bottom - top}
        found.append(el("rect", class_="kb-trend-range", **band))
    for value, _, kind in series.lines:
        y = scale.y(value)
        found.append(el("line", class_=f"kb-trend-{kind}", x1=area.x, x2=area.right, y1=y, y2=y))
    return found


def _line(series: Series, scale: Scale, r: float) -> list[Markup]:
    """The values: a line wherever periods follow each other, a dot where one stands alone or `r` asks for dots."""
    runs: list[list[tuple[int, Actual]]] = []
    for place, actual in series.points:
        if runs and runs[-1][-1][0] == place - 1:
            runs[-1].append((place, actual))
        else:
            runs.append([(place, actual)])
    found = []
    for run in runs:
        if len(run) > 1:
            data = path([(scale.x(place), scale.y(actual.value)) for place, actual in run])
            found.append(el("path", class_="kb-trend-line", d=data))
        for place, actual in run if r or len(run) == 1 else ():
            name = f"{series.view.wording.period(actual.period)}: {series.amount(actual.value)}"
            note = f" · {actual.note}" if actual.note else ""
            dot = {"cx": scale.x(place), "cy": scale.y(actual.value), "r": r or 1.8}
            found.append(el("circle", tip(name + note), class_="kb-trend-point", **dot))
    return found


def _gaps(series: Series, scale: Scale, r: float) -> list[Markup]:
    """A cross at the foot for every period without a value."""
    found = []
    y = scale.area.bottom - r
    for place in series.gaps:
        x = scale.x(place)
        name = f"{series.view.wording.period(series.periods[place])}: {series.view.words('diagram.trend.missing')}"
        data = path([(x - r, y - r), (x + r, y + r)]) + path([(x - r, y + r), (x + r, y - r)])
        found.append(el("path", tip(name), class_="kb-trend-gap", d=data))
    return found


def _axes(series: Series, scale: Scale, steps: tuple[float, ...]) -> list[Markup]:
    area = scale.area
    found = []
    for step in steps:
        y = scale.y(step)
        found.append(el("line", class_="kb-trend-grid", x1=area.x, x2=area.right, y1=y, y2=y))
        found.append(
            lines_at(
                area.x - 7, y - MINOR * 0.65, (series.number(step),), MINOR, text_anchor="end", class_="kb-t-minor"
            )
        )
    labels = [axis_label(series.view, period, first=place == 0) for place, period in enumerate(series.periods)]
    widest = max(text_width(label, MINOR) for pair in labels for label in pair) + 6
    every = next(step for step in (1, 2, 3, 4, 7, 14) if scale.step * step >= widest or step == 14)
    last = len(labels) - 1
    for place, (short, year) in enumerate(labels):
        if (last - place) % every == 0:
            x = scale.x(place)
            shown = (short, year or _year_of(labels, place, every))
            found.append(
                lines_at(
                    x, area.bottom + 6, tuple(filter(None, shown)), MINOR, text_anchor="middle", class_="kb-t-minor"
                )
            )
    return found


def _year_of(labels: list[tuple[str, str]], place: int, every: int) -> str:
    """The year whose beginning fell between this label and the one before, since that one was left out."""
    skipped = [year for _, year in labels[max(place - every + 1, 0) : place] if year]
    return skipped[-1] if skipped else ""


def _names(series: Series, scale: Scale) -> list[Markup]:
    """At the right end: the lines' names, and the latest value with its status; moved apart where they would touch."""
    actual = series.points[-1][1]
    rows = [(scale.y(value), text, "kb-t-minor") for value, text, _ in series.lines]
    rows.append((scale.y(actual.value), series.latest_words, "kb-t-strong"))
    rows.sort()
    tops = [y - MINOR * 0.65 for y, _, _ in rows]
    for number in range(1, len(tops)):
        tops[number] = max(tops[number], tops[number - 1] + _NAME_HEIGHT)
    spare = scale.area.bottom + 4 - _NAME_HEIGHT
    for number in reversed(range(len(tops))):
        tops[number] = min(tops[number], spare)
        spare = tops[number] - _NAME_HEIGHT
    return [
        lines_at(scale.area.right + 10, top, (text,), MINOR, class_=kind)
        for top, (_, text, kind) in zip(tops, rows, strict=True)
    ]


def _latest(series: Series, scale: Scale) -> Markup:
    place, actual = series.points[-1]
    return mark(series.state.status, scale.x(place), scale.y(actual.value), 6)


def _note(series: Series, note: str) -> str | Markup:
    """A remark, marked where it is in another language than the page: remarks are written once, in the source's."""
    lang = series.view.handbook.source_lang
    return Markup('<span lang="{}">{}</span>').format(lang, note) if note and lang != series.view.lang else note


def _table(series: Series) -> tuple[tuple[str | Markup, ...], ...]:
    said, wording = series.view.words, series.view.wording
    rows: list[tuple[str | Markup, ...]] = [
        tuple(said(f"diagram.trend.{key}") for key in ("period", "value", "status", "note"))
    ]
    by_place = dict(series.points)
    for place in reversed(range(len(series.periods))):
        actual = by_place.get(place)
        period = wording.period(series.periods[place])
        if actual is None:
            rows.append((period, said("diagram.trend.missing"), "", ""))
            continue
        status = said(f"kpi.{status_of(series.kpi, actual.value)}")
        rows.append((period, series.amount(actual.value), status, _note(series, actual.note)))
    if not series.periods:
        rows.append((said("diagram.trend.none"), "", said("kpi.unknown"), series.target_words))
    return tuple(rows)

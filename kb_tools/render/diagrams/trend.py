"""Measured values of a KPI over time: a sparkline for tables and a chart for the KPI's own place.

Gaps stay gaps: a period without a value breaks the line and gets a cross, up to the last period that is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from kb_tools.insight.kpi import KpiState, kpi_state, status_of
from kb_tools.model.handbook import Actual
from kb_tools.render.diagrams.lettering import text_width
from kb_tools.render.diagrams.marks import mark
from kb_tools.render.diagrams.names import plain
from kb_tools.render.diagrams.periods import axis_label, last_complete, ordinal, period_at
from kb_tools.render.diagrams.scale import Scale, ticks
from kb_tools.render.diagrams.svg import MINOR, SIZE, Figure, Rect, el, lines_at, path, tip
from kb_tools.render.edition_view import EditionView
from kb_tools.render.own import own

__all__ = ["trend_large", "trend_small"]

#: Periods that are shown: a year, the same period of the year before, and one to compare that with.
_PERIODS = 14
_SMALL = Rect(2, 3, 78, 26)
_SMALL_SIZE = (148, 32)
_LARGE_SIZE = (720, 250)


def trend_small(view: EditionView, kpi_full_id: str) -> Markup:
    """A sparkline with the status of the latest value in words; nothing for a KPI that does not exist."""
    series = _series(view, kpi_full_id)
    if series is None:
        return Markup("")
    status = series.state.status
    word = view.words(f"diagram.status.{status}")
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
    series = _series(view, kpi_full_id)
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
        none = lines_at(22, 10, (f"{said('diagram.trend.none')} · {series.target_words}",), SIZE, class_="kb-t")
        return figure.markup(mark("unknown", 10, 19), none)
    steps = ticks(series.low, series.high)
    left = max(text_width(series.number(step), MINOR) for step in steps) + 12
    right = max((text_width(text, MINOR) for _, text, _ in series.lines), default=0) + 14
    area = Rect(left, 16, width - left - right, height - 62)
    scale = Scale(area, min(series.low, steps[0]), max(series.high, steps[-1]), len(series.periods))
    parts = [*_axes(series, scale, steps), *_thresholds(series, scale), *_threshold_names(series, scale)]
    parts += [*_line(series, scale, r=2.6), *_gaps(series, scale, 4), *_latest(series, scale)]
    return figure.markup(*parts)


@dataclass(frozen=True, eq=False)
class _Series:
    """A KPI with the values that are shown.

    Attributes:
        view: The edition.
        kpi: The KPI in the edition's language.
        state: All its values and its status.
        periods: Periods shown, oldest first.
    """

    view: EditionView
    kpi: Any
    state: KpiState
    periods: tuple[str, ...]

    @cached_property
    def points(self) -> list[tuple[int, Actual]]:
        """Position and value of every period that has one."""
        by_period = {actual.period: actual for actual in self.state.values}
        return [(place, by_period[period]) for place, period in enumerate(self.periods) if period in by_period]

    @cached_property
    def gaps(self) -> list[int]:
        """Positions without a value."""
        taken = {place for place, _ in self.points}
        return [place for place in range(len(self.periods)) if place not in taken]

    @cached_property
    def lines(self) -> list[tuple[float, str, str]]:
        """Thresholds: value, words, kind."""
        found = []
        for kind, threshold in (("target", self.kpi.target), ("amber", self.kpi.amber)):
            for value in threshold if isinstance(threshold, tuple) else () if threshold is None else (threshold,):
                found.append((value, self.view.words(f"diagram.trend.{kind}", value=self.amount(value)), kind))
        return found

    @cached_property
    def low(self) -> float:
        """Lower end of the scale, with some air."""
        return self._span[0]

    @cached_property
    def high(self) -> float:
        """Upper end of the scale."""
        return self._span[1]

    @cached_property
    def _span(self) -> tuple[float, float]:
        values = [actual.value for _, actual in self.points] + [value for value, _, _ in self.lines]
        low, high = min(values), max(values)
        air = (high - low) * 0.08 or abs(high) * 0.05 or 1.0
        return low - air if low - air >= 0 or low < 0 else 0.0, high + air

    @property
    def title(self) -> str:
        """What is drawn."""
        return self.view.words("diagram.trend.title", name=plain(self.view, self.kpi.name))

    @property
    def target_words(self) -> str:
        """The target with its word."""
        return self.view.words("diagram.trend.target", value=self.amount(self.kpi.target))

    @cached_property
    def summary(self) -> str:
        """The whole in a sentence."""
        said = self.view.words
        target = self.amount(self.kpi.target)
        if not self.points:
            return said("diagram.trend.desc_none", target=target)
        first, last = (self.view.wording.period(self.periods[place]) for place in (0, -1))
        latest = self.points[-1][1]
        text = said(
            "diagram.trend.desc",
            periods=first if first == last else said("diagram.trend.span", first=first, last=last),
            last=f"{self.amount(latest.value)} ({self.view.wording.period(latest.period)})",
            target=target,
            status=said(f"diagram.status.{self.state.status}"),
        )
        return f"{text} {said('diagram.trend.gaps', count=len(self.gaps))}" if self.gaps else text

    def amount(self, value: Any) -> str:
        """A value or range with its unit."""
        return self.view.wording.amount(value, plain(self.view, self.kpi.unit))

    def number(self, value: float) -> str:
        """A value without its unit."""
        return self.view.wording.number(round(value, 9))


def _series(view: EditionView, full_id: str) -> _Series | None:
    found = view.handbook.part(full_id)
    local = view.local(found[0].id) if found and found[1].kind == "kpi" else None
    if found is None or local is None:
        return None
    kpi = next((kpi for kpi in local.record.kpis if kpi.id == found[1].id), None)
    if kpi is None:
        return None
    state = kpi_state(view.handbook, full_id)
    return _Series(view, kpi, state, _periods(view, state.values))


def _periods(view: EditionView, values: tuple[Actual, ...]) -> tuple[str, ...]:
    """The periods to show: up to the last one that is over, unless the last value is too old for that."""
    if not values:
        return ()
    like = values[-1].period
    last = ordinal(like)
    end = max(last, last_complete(view.as_of, like))
    end = end if end - last < _PERIODS - 1 else last
    begin = max(end - _PERIODS + 1, min(ordinal(actual.period) for actual in values))
    return tuple(period_at(place, like) for place in range(begin, end + 1))


def _thresholds(series: _Series, scale: Scale) -> list[Markup]:
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


def _line(series: _Series, scale: Scale, r: float) -> list[Markup]:
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


def _gaps(series: _Series, scale: Scale, r: float) -> list[Markup]:
    """A cross at the foot for every period without a value."""
    found = []
    y = scale.area.bottom - r
    for place in series.gaps:
        x = scale.x(place)
        name = f"{series.view.wording.period(series.periods[place])}: {series.view.words('diagram.trend.missing')}"
        data = path([(x - r, y - r), (x + r, y + r)]) + path([(x - r, y + r), (x + r, y - r)])
        found.append(el("path", tip(name), class_="kb-trend-gap", d=data))
    return found


def _axes(series: _Series, scale: Scale, steps: tuple[float, ...]) -> list[Markup]:
    area = scale.area
    found = []
    for step in steps:
        y = scale.y(step)
        found.append(el("line", class_="kb-trend-grid", x1=area.x, x2=area.right, y1=y, y2=y))
        found.append(
            lines_at(area.x - 7, y - MINOR * 0.65, (series.number(step),), MINOR, text_anchor="end", class_="kb-t-minor")
        )
    labels = [axis_label(series.view, period, first=place == 0) for place, period in enumerate(series.periods)]
    widest = max(text_width(label, MINOR) for pair in labels for label in pair) + 6
    every = next(step for step in (1, 2, 3, 4, 7, 14) if scale.step * step >= widest or step == 14)
    last = len(labels) - 1
    for place, (short, year) in enumerate(labels):
        if (last - place) % every == 0:
            x = scale.x(place)
            lines = (short, year) if year or place < every else (short,)
            shown = lines if year else (short, _year_of(series, labels, place, every))
            found.append(
                lines_at(x, area.bottom + 6, tuple(filter(None, shown)), MINOR, text_anchor="middle", class_="kb-t-minor")
            )
    return found


def _year_of(series: _Series, labels: list[tuple[str, str]], place: int, every: int) -> str:
    """The year whose beginning fell between this label and the one before, since that one was left out."""
    skipped = [year for _, year in labels[max(place - every + 1, 0) : place] if year]
    return skipped[-1] if skipped else ""


def _threshold_names(series: _Series, scale: Scale) -> list[Markup]:
    """Names of the lines at their right end, moved apart where they would touch."""
    found, lowest = [], float("-inf")
    for value, text, _ in sorted(series.lines, reverse=True):
        y = max(scale.y(value) - MINOR * 0.65, lowest)
        lowest = y + MINOR * 1.25
        found.append(lines_at(scale.area.right + 8, y, (text,), MINOR, class_="kb-t-minor"))
    return found


def _latest(series: _Series, scale: Scale) -> list[Markup]:
    """The mark of the latest value with the value and its status in words."""
    place, actual = series.points[-1]
    x, y = scale.x(place), scale.y(actual.value)
    status = series.state.status
    text = f"{series.amount(actual.value)} {series.view.words(f'diagram.status.{status}')}"
    half = text_width(text, SIZE, bold=True) / 2
    middle = min(max(x, scale.area.x + half), scale.area.right - half)
    above = y - SIZE * 1.3 - 8
    top = above if above >= 0 else y + 8
    label = lines_at(middle, top, (text,), SIZE, text_anchor="middle", class_="kb-t-strong kb-t-halo")
    return [mark(status, x, y, 6), label]


def _table(series: _Series) -> tuple[tuple[str | Markup, ...], ...]:
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
        status = said(f"diagram.status.{status_of(series.kpi, actual.value)}")
        rows.append((period, series.amount(actual.value), status, actual.note))
    if not series.periods:
        rows.append((said("diagram.trend.none"), "", said("diagram.status.unknown"), series.target_words))
    return tuple(rows)

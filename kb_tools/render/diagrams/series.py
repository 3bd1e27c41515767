"""A KPI's values as a chart shows them: which periods, which gaps, which words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kb_tools.insight.kpi import KpiState, kpi_state
from kb_tools.insight.periods import last_complete, ordinal, period_at
from kb_tools.model.handbook import Actual
from kb_tools.render.diagrams.names import plain
from kb_tools.render.edition_view import EditionView

__all__ = ["Series", "series_of"]

#: Periods that are shown: a year, the same period of the year before, and one to compare that with.
_PERIODS = 14


@dataclass(frozen=True, eq=False)
class Series:
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
        return [
            (value, self.view.words(f"diagram.trend.{kind}", value=self.amount(value)), kind)
            for kind, threshold in (("target", self.kpi.target), ("amber", self.kpi.amber))
            for value in (threshold if isinstance(threshold, tuple) else (threshold,))
            if value is not None
        ]

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
    def heading(self) -> str:
        """The KPI with its unit."""
        name, unit = plain(self.view, self.kpi.name), self.amount(0).removeprefix("0").strip()
        return f"{name} ({unit})" if unit else name

    @property
    def latest_words(self) -> str:
        """The latest value and its status."""
        return f"{self.amount(self.points[-1][1].value)} {self.view.words(f'kpi.{self.state.status}')}"

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
            status=said(f"kpi.{self.state.status}"),
        )
        return f"{text} {said('diagram.trend.gaps', count=len(self.gaps))}" if self.gaps else text

    def amount(self, value: Any) -> str:
        """A value or range with its unit."""
        return self.view.wording.amount(value, plain(self.view, self.kpi.unit))

    def number(self, value: float) -> str:
        """A value without its unit."""
        return self.view.wording.number(round(value, 9))


def series_of(view: EditionView, full_id: str) -> Series | None:
    """The KPI with this full id and the values to show, or None when there is no such KPI in the edition."""
    found = view.handbook.part(full_id)
    local = view.local(found[0].id) if found and found[1].kind == "kpi" else None
    if found is None or local is None:
        return None
    kpi = next((kpi for kpi in local.record.kpis if kpi.id == found[1].id), None)
    if kpi is None:
        return None
    state = kpi_state(view.handbook, full_id, view.as_of)
    return Series(view, kpi, state, _periods(view, state.values))


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

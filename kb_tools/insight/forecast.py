"""What the next period will bring, with an interval; and where that would be guessing, why there is no forecast.

The forecast is the straight line through the last values, one step on, or their mean where the line rises no more
than chance would have it. That is worth saying only for a series without
gaps, that is up to date, that has been on one level for a while and has not just jumped off its line, whose next period
did not stand out a year ago, that goes on along its line to the end, and follows it so closely that its interval does
not reach from good to red.
Everything else gets a reason instead of a number.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kb_tools.insight.kpi import Status, band, status_of
from kb_tools.insight.periods import PER_YEAR, is_old, missing, next_period, ordinal, period_at
from kb_tools.insight.trend import fit, quantile, trend_of
from kb_tools.model.handbook import Actual

__all__ = ["ENOUGH", "MOST", "Forecast", "forecast", "is_percent"]

#: Values that a forecast needs, and the most that it looks at.
ENOUGH, MOST = 8, 12
#: A step from one value to the next is one to a new level when it is so many times the usual one.
_STEP = 3
#: Neighbours to each side that a period of last year is compared with.
_NEAR = 2
_PERCENT = frozenset({"%", "％", "percent", "per cent", "百分比"})

#: `few` values; a `gap` among them; they are `stale`; they `jump`ed off their line; the same `season` stood out a year
#: ago; the line rises, but the last values no longer do: a `bend`; they `scatter` so widely that good and red are both
#: possible. Empty where there is a forecast.
WhyNot = Literal["", "few", "gap", "stale", "jump", "season", "bend", "scatter"]


@dataclass(frozen=True)
class Forecast:
    """The next value of a KPI, or why nobody should say it.

    Attributes:
        why_not: Why there is none; empty where there is one.
        period: The period it would be for; empty where there is no value at all.
        value: Most likely value, in the KPI's unit; None where there is no forecast.
        low: Lower end of the 95 % interval.
        high: Upper end.
        status: Status of `value`; `unknown` where there is no forecast.
        count: Values it is made from, or those that there are.
        detail: The period that spoke against it (a gap, a jump, last year's season); may be empty.
    """

    why_not: WhyNot
    period: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    status: Status = "unknown"
    count: int = 0
    detail: str = ""


def forecast(kpi: Any, values: Sequence[Actual], as_of: dt.date) -> Forecast:
    """The value of the period after the newest one.

    Args:
        kpi: A `Kpi` record.
        values: Its values, oldest first, one for each period.
        as_of: The day; values that are too old have no next one.
    """
    taken = values[-MOST:]
    if len(taken) < ENOUGH:
        return Forecast("few", next_period(taken[-1].period) if taken else "", count=len(taken))
    following = next_period(taken[-1].period)
    gaps = missing([actual.period for actual in taken])
    if gaps:
        return Forecast("gap", following, count=len(taken), detail=gaps[-1])
    if is_old([actual.period for actual in taken], as_of):
        return Forecast("stale", following, count=len(taken), detail=taken[-1].period)
    start = _last_step(taken, band(kpi))
    if len(taken) - start < ENOUGH:
        return Forecast("jump", following, count=len(taken), detail=taken[start].period)
    taken = taken[start:]
    if _jumped(taken, band(kpi)):
        return Forecast("jump", following, count=len(taken), detail=taken[-1].period)
    if season := _stood_out(values, following, kpi):
        return Forecast("season", following, count=len(taken), detail=season)
    return _reckon(kpi, taken, following)


def is_percent(unit: str) -> bool:
    """Whether a unit is percent, however it is spelt."""
    return unit.strip().casefold() in _PERCENT


def _reckon(kpi: Any, taken: Sequence[Actual], following: str) -> Forecast:
    place = float(ordinal(following) - ordinal(taken[0].period))
    if fit(_points(taken)).rises() and trend_of(kpi, taken).why_none == "noise":
        return Forecast("bend", following, count=len(taken))
    least, most = _limits(kpi, taken)
    middle, reach = _expected(_points(taken), place)
    value, low, high = (min(max(one, least), most) for one in (middle, middle - reach, middle + reach))
    outcomes = {status_of(kpi, one) for one in (low, value, high)}
    if {"good", "bad"} <= outcomes:  # anything may happen: that needs no figures
        return Forecast("scatter", following, count=len(taken))
    return Forecast("", following, value, low, high, status_of(kpi, value), len(taken))


def _expected(points: Sequence[tuple[float, float]], place: float) -> tuple[float, float]:
    """The value at a place and half the width of its interval: on the line where it rises, else the mean.

    A slope that its own uncertainty covers is no reason to go further up or down.
    """
    line = fit(points)
    if line.rises():
        return line.at(place), line.reach(place)
    spread = statistics.stdev(value for _, value in points)
    return line.mean, quantile(line.count - 1) * spread * math.sqrt(1 + 1 / line.count)


def _limits(kpi: Any, taken: Sequence[Actual]) -> tuple[float, float]:
    """What the measure can be at all: not below 0 where it never was, and no more than 100 percent."""
    low = 0.0 if min(actual.value for actual in taken) >= 0 else float("-inf")
    share = is_percent(kpi.unit or "") and max(actual.value for actual in taken) <= 100
    return low, 100.0 if share else float("inf")


def _last_step(taken: Sequence[Actual], width: float) -> int:
    """Where the last new level begins, before the newest value: after a step of more than half the amber band, and of
    more than three times what is usual from one value to the next; 0 where there is none. What came before it says
    nothing about what comes next.
    """
    steps = [abs(after.value - before.value) for before, after in itertools.pairwise(taken)]
    large = max(width / 2, _STEP * statistics.median(steps))
    return next((place for place in range(len(taken) - 2, 0, -1) if steps[place - 1] > large), 0)


def _jumped(taken: Sequence[Actual], width: float) -> bool:
    """Whether the newest value lies outside of what the others let expect, and by more than half the amber band."""
    *before, newest = _points(taken)
    line = fit(before)
    return abs(newest[1] - line.at(newest[0])) > max(line.reach(newest[0]), width / 2)


def _stood_out(values: Sequence[Actual], following: str, kpi: Any) -> str:
    """The same period a year ago, where it lay beyond all its neighbours by more than the amber band; else empty.

    One year tells no season from an accident; either way a straight line does not know it.
    """
    by_place = {ordinal(actual.period): actual.value for actual in values}
    place = ordinal(following) - PER_YEAR[kpi.frequency]
    near = [by_place[place + step] for step in range(-_NEAR, _NEAR + 1) if step and place + step in by_place]
    if kpi.frequency == "yearly" or place not in by_place or len(near) < _NEAR:
        return ""
    beyond = max(by_place[place] - max(near), min(near) - by_place[place])
    return period_at(place, following) if beyond > band(kpi) else ""


def _points(taken: Sequence[Actual]) -> list[tuple[float, float]]:
    start = ordinal(taken[0].period)
    return [(float(ordinal(actual.period) - start), actual.value) for actual in taken]

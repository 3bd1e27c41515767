"""Whether a measure gets better or worse: a straight line through its last values, if it rises above their scatter.

Ordinary least squares over the positions of the periods, so that a missing period is a longer step and not a jump. A
trend is only claimed when the slope differs from zero by more than its 95 % uncertainty (Student's t); otherwise a
zigzag would be read as news.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kb_tools.insight.kpi import missed
from kb_tools.insight.periods import ordinal
from kb_tools.model.handbook import Actual

__all__ = ["LEAST", "WINDOW", "Course", "Line", "Trend", "fit", "quantile", "trend_of"]

#: Values that a trend looks at, and the fewest that make one.
WINDOW, LEAST = 6, 4

#: Which way it goes: in the direction that the KPI wants, against it, or neither.
Course = Literal["better", "worse", "none"]
#: Why there is no trend: too few values; all alike; the scatter is larger than the slope.
WhyNone = Literal["", "few", "flat", "noise"]

#: Student's t, 97.5 %, by degrees of freedom 1 ... 30 (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2).
_T = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)


@dataclass(frozen=True)
class Line:
    """A straight line through points.

    Attributes:
        slope: Change per period, in the unit of the values.
        center: Mean position.
        mean: Mean value.
        spread: Sum of the squared distances of the positions from their mean.
        scatter: Standard deviation of the values around the line, in their unit.
        count: Number of points.
    """

    slope: float
    center: float
    mean: float
    spread: float
    scatter: float
    count: int

    def at(self, place: float) -> float:
        """Value of the line at a position."""
        return self.mean + self.slope * (place - self.center)

    def rises(self, hair: float = 0.0) -> bool:
        """Whether the slope differs from zero by more than its 95 % uncertainty, and by more than a hair."""
        return abs(self.slope) > quantile(self.count - 2) * self.scatter / math.sqrt(self.spread) + hair

    def reach(self, place: float) -> float:
        """Half the width of the interval in which a single new value at a position lies, 95 times of 100."""
        share = 1 + 1 / self.count + (place - self.center) ** 2 / self.spread
        return quantile(self.count - 2) * self.scatter * math.sqrt(share)


@dataclass(frozen=True)
class Trend:
    """Where a measure is heading.

    Attributes:
        course: `better`, `worse` or `none`.
        why_none: Why there is none: `few`, `flat` or `noise`; else empty.
        slope: Change per period in the KPI's unit; 0 with too few values.
        count: Values that were looked at.
        first: Their first period, may be empty.
        last: Their last period.
    """

    course: Course
    why_none: WhyNone
    slope: float
    count: int
    first: str = ""
    last: str = ""


def quantile(freedom: int) -> float:
    """Student's t for a two-sided 95 % interval; 1.96 beyond the table."""
    return _T[freedom - 1] if freedom <= len(_T) else 1.96


def fit(points: Sequence[tuple[float, float]]) -> Line:
    """The least-squares line through at least three points (position, value) at different positions.

    Its uncertainty and that of a prediction follow Montgomery, Peck, Vining: Introduction to Linear Regression
    Analysis, chapter 2.
    """
    count = len(points)
    center = math.fsum(x for x, _ in points) / count
    mean = math.fsum(y for _, y in points) / count
    spread = math.fsum((x - center) ** 2 for x, _ in points)
    slope = math.fsum((x - center) * (y - mean) for x, y in points) / spread
    rest = math.fsum((y - mean - slope * (x - center)) ** 2 for x, y in points)
    return Line(slope, center, mean, spread, math.sqrt(rest / (count - 2)), count)


def trend_of(kpi: Any, values: Sequence[Actual]) -> Trend:
    """Trend of the last values in the KPI's direction.

    For a range, better is what comes closer to it; between its ends nothing is better than anything else.

    Args:
        kpi: A `Kpi` record.
        values: Its values, oldest first, one for each period.
    """
    taken = values[-WINDOW:]
    if len(taken) < LEAST:
        return Trend("none", "few", 0.0, len(taken), *_ends(taken))
    places = [ordinal(actual.period) for actual in taken]
    slope = fit([(place - places[0], actual.value) for place, actual in zip(places, taken, strict=True)]).slope
    goals = [_goodness(kpi, actual.value) for actual in taken]
    line = fit([(place - places[0], goal) for place, goal in zip(places, goals, strict=True)])
    why = _why_none(line, goals)
    course: Course = "none" if why else "better" if line.slope > 0 else "worse"
    return Trend(course, why, slope, len(taken), *_ends(taken))


def _why_none(line: Line, goals: Sequence[float]) -> WhyNone:
    size = max(abs(goal) for goal in goals) or 1.0
    if max(goals) - min(goals) <= 1e-9 * size:
        return "flat"
    return "noise" if not line.rises(1e-12 * size) else ""


def _goodness(kpi: Any, value: float) -> float:
    """A number that grows as the value gets better."""
    if kpi.direction == "higher":
        return value
    if kpi.direction == "lower":
        return -value
    return -missed(kpi, value)


def _ends(taken: Sequence[Actual]) -> tuple[str, str]:
    return (taken[0].period, taken[-1].period) if taken else ("", "")

"""How a KPI stands: its measured values against its thresholds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kb_tools.insight.periods import frequency_of, last_day
from kb_tools.model.handbook import Actual, Handbook

__all__ = ["KpiState", "Status", "band", "distance", "kpi_state", "measured", "missed", "numbers", "status_of"]

#: Width of the amber band where a KPI has none, as a share of its target.
_BAND = 0.1

#: `good` reaches the target, `watch` is worse but not worse than amber, `bad` is worse, `unknown` was never measured.
Status = Literal["good", "watch", "bad", "unknown"]


@dataclass(frozen=True)
class KpiState:
    """A KPI with what was measured.

    Attributes:
        id: Full id, `incident-management/p1-response`.
        values: Measured values by period, oldest first.
        status: Status of the latest value.
    """

    id: str
    values: tuple[Actual, ...]
    status: Status

    @property
    def latest(self) -> Actual | None:
        """The newest value, None when there is none."""
        return self.values[-1] if self.values else None

    @property
    def previous(self) -> Actual | None:
        """The value before the newest one."""
        return self.values[-2] if len(self.values) > 1 else None


def kpi_state(handbook: Handbook, full_id: str, as_of: dt.date) -> KpiState:
    """How the KPI with this full id stands on a day; one that does not exist or was never measured is `unknown`."""
    kpi = handbook.kpi(full_id)
    values = measured(kpi, handbook.actuals.get(full_id, ()), as_of) if kpi else ()
    status: Status = status_of(kpi, values[-1].value) if values else "unknown"
    return KpiState(full_id, values, status)


def status_of(kpi: Any, value: float) -> Status:
    """Status of a value: at or better than the target is good, at or better than amber is to be watched, else bad.

    Args:
        kpi: A `Kpi` record. Without amber there is nothing between good and bad.
        value: In the KPI's unit.
    """
    if _reaches(kpi.direction, kpi.target, value):
        return "good"
    if kpi.amber is not None and _reaches(kpi.direction, kpi.amber, value):
        return "watch"
    return "bad"


def measured(kpi: Any, rows: Sequence[Actual], as_of: dt.date) -> tuple[Actual, ...]:
    """The values that can be reckoned with, oldest first: one for each period of the KPI's frequency that is over.

    A period that has only begun has no result yet. Periods that have not begun, and those of another frequency, have a
    finding of their own (KB404).

    Args:
        kpi: A `Kpi` record.
        rows: Its values as they stand in the files.
        as_of: The day.
    """
    found: dict[str, Actual] = {}
    for row in rows:
        ends = last_day(row.period) if frequency_of(row.period) == kpi.frequency else None
        if ends and ends <= as_of:
            found.setdefault(row.period, row)
    return tuple(sorted(found.values(), key=lambda row: row.period))


def missed(kpi: Any, value: float) -> float:
    """How far a value misses the target, in the KPI's unit; 0 when it does not."""
    low, *rest = numbers(kpi.target)
    high = rest[0] if rest else low
    below = low - value if kpi.direction != "lower" else 0.0
    above = value - high if kpi.direction != "higher" else 0.0
    return max(below, above, 0.0)


def band(kpi: Any) -> float:
    """Width of the amber band in the KPI's unit; without amber a tenth of the target."""
    edges = zip(numbers(kpi.target), numbers(kpi.amber if kpi.amber is not None else kpi.target), strict=False)
    width = max(abs(target - amber) for target, amber in edges)
    return width or _BAND * max(abs(edge) for edge in numbers(kpi.target)) or 1.0


def distance(kpi: Any, value: float) -> float:
    """How far a value misses the target, in widths of the amber band: 0 reaches it, 1 is where red begins.

    Without amber the band is a tenth of the target, so that KPIs with different units can be compared.
    """
    far = missed(kpi, value)
    return far / band(kpi) if far else 0.0


def numbers(threshold: Any) -> tuple[float, ...]:
    """A threshold's one number, or its two."""
    return threshold if isinstance(threshold, tuple) else (threshold,)


def _reaches(direction: str, threshold: Any, value: float) -> bool:
    if isinstance(threshold, tuple):
        low, high = threshold
        return bool(low <= value <= high)
    if direction == "range":  # a single number where two belong; a rule says so
        return bool(value == threshold)
    return bool(value >= threshold) if direction == "higher" else bool(value <= threshold)

"""How a KPI stands: its measured values against its thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from kb_tools.model.handbook import Actual, Handbook

__all__ = ["KpiState", "Status", "kpi_state", "status_of"]

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


def kpi_state(handbook: Handbook, full_id: str) -> KpiState:
    """How the KPI with this full id stands; a KPI that does not exist or was never measured is `unknown`."""
    values = handbook.actuals.get(full_id, ())
    kpi = handbook.kpi(full_id)
    status: Status = status_of(kpi, values[-1].value) if kpi and values else "unknown"
    return KpiState(full_id, tuple(values), status)


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


def _reaches(direction: str, threshold: Any, value: float) -> bool:
    if isinstance(threshold, tuple):
        low, high = threshold
        return bool(low <= value <= high)
    if direction == "range":  # a single number where two belong; a rule says so
        return bool(value == threshold)
    return bool(value >= threshold) if direction == "higher" else bool(value <= threshold)

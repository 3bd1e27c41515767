"""KPIs and series of values for tests of this folder."""

from __future__ import annotations

from typing import Any

from kb_tools.content.kpi import Kpi
from kb_tools.insight.periods import next_period
from kb_tools.model.handbook import Actual

__all__ = ["kpi", "series"]


def kpi(direction: str = "higher", target: object = "95", amber: object = None, **more: Any) -> Kpi:
    values = {"id": "k", "name": "K", "unit": "%", "direction": direction, "target": target, **more}
    return Kpi.model_validate({**values, **({"amber": amber} if amber is not None else {})})


def series(first: str, *values: float | None) -> tuple[Actual, ...]:
    """Values of successive periods; None leaves one out."""
    found, period = [], first
    for number, value in enumerate(values, 2):
        if value is not None:
            found.append(Actual("p/k", period, value, "", "a.csv", number))
        period = next_period(period)
    return tuple(found)

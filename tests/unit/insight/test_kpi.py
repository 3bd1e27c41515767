"""Status of KPI values against target and amber, in each direction."""

from __future__ import annotations

import datetime as dt

import pytest

from kb_tools.content.kpi import Kpi
from kb_tools.insight.kpi import kpi_state, measured, status_of
from kb_tools.model.handbook import Actual, Handbook


def kpi(direction: str, target: object, amber: object = None) -> Kpi:
    values = {"id": "k", "name": "K", "unit": "%", "direction": direction, "target": target}
    return Kpi.model_validate({**values, **({"amber": amber} if amber is not None else {})})


@pytest.mark.parametrize(
    ("direction", "target", "amber", "value", "status"),
    [
        ("higher", "95", "90", 95, "good"),
        ("higher", "95", "90", 94.9, "watch"),
        ("higher", "95", "90", 90, "watch"),
        ("higher", "95", "90", 89.9, "bad"),
        ("higher", "95", None, 94, "bad"),
        ("lower", "5", "10", 5, "good"),
        ("lower", "5", "10", 10, "watch"),
        ("lower", "5", "10", 10.1, "bad"),
        ("range", ["40", "60"], ["30", "70"], 50, "good"),
        ("range", ["40", "60"], ["30", "70"], 65, "watch"),
        ("range", ["40", "60"], ["30", "70"], 71, "bad"),
    ],
)
def test_status(direction: str, target: object, amber: object, value: float, status: str) -> None:
    assert status_of(kpi(direction, target, amber), value) == status


def test_state_of_the_example(example: Handbook) -> None:
    state = kpi_state(example, "incident-management/p1-response", dt.date(2026, 11, 15))
    assert len(state.values) == 14
    assert state.latest is not None
    assert state.latest.period == "2026-10"
    assert state.previous is not None
    assert state.previous.period == "2026-09"
    assert kpi_state(example, "incident-management/nothing", dt.date(2026, 11, 15)).status == "unknown"


def test_only_periods_that_are_over_count() -> None:
    rows = tuple(Actual("orders/late", period, 1.0, "", "a.csv", 2) for period in ("2026-08", "2026-09", "2026-10"))
    found = [row.period for row in measured(kpi("lower", "2"), rows, dt.date(2026, 9, 30))]
    assert found == ["2026-08", "2026-09"]
    assert [row.period for row in measured(kpi("lower", "2"), rows, dt.date(2026, 9, 29))] == ["2026-08"]

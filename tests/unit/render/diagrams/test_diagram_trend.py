"""Trends: gaps, one value, none, the same value again and again, ranges, each frequency."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from diagram_reading import MakeView, figure

from kb_tools.insight.periods import last_complete, ordinal, period_at
from kb_tools.render.diagrams.scale import ticks
from kb_tools.render.diagrams.trend import trend_large, trend_small
from kb_tools.render.edition_view import EditionView

KPI = {"id": "k", "name": "K", "unit": "%", "direction": "higher", "target": "95", "amber": "90"}


def classes(markup: str) -> list[str]:
    return [item.get("class") or "" for item in next(figure(markup).iter("svg")).iter()]


def drawn(make_view: MakeView, actuals: str, **kpi: Any) -> tuple[str, str]:
    view = make_view({"processes/p.md": {"title": "P", "kpis": [{**KPI, **kpi}]}}, actuals)
    return str(trend_small(view, "p/k")), str(trend_large(view, "p/k"))


def test_a_gap_breaks_the_line_and_is_marked(make_view: MakeView) -> None:
    small, large = drawn(make_view, "p/k,2026-06,96,\np/k,2026-07,97,\np/k,2026-09,91,\np/k,2026-10,89,\n")
    for markup in (small, large):
        assert classes(markup).count("kb-trend-line") == 2
        assert classes(markup).count("kb-trend-gap") == 1
        assert "kb-mark kb-mark-bad" in classes(markup)
    rows = [[cell.text for cell in row] for row in figure(large).iter("tr")]
    assert rows[1:] == [
        ["October 2026", "89%", "off target", None],
        ["September 2026", "91%", "to watch", None],
        ["August 2026", "no value", None, None],
        ["July 2026", "97%", "on target", None],
        ["June 2026", "96%", "on target", None],
    ]


def test_months_after_the_last_value_are_gaps_until_now(make_view: MakeView) -> None:
    _, large = drawn(make_view, "p/k,2026-07,96,\np/k,2026-08,97,\n")
    assert classes(large).count("kb-trend-gap") == 2


def test_one_value_is_a_point(make_view: MakeView) -> None:
    for markup in drawn(make_view, "p/k,2026-10,96,\n"):
        assert "kb-trend-line" not in classes(markup)
        assert "kb-mark kb-mark-good" in classes(markup)


def test_no_value_says_so(make_view: MakeView) -> None:
    small, large = drawn(make_view, "")
    assert "kb-mark kb-mark-unknown" in classes(small)
    assert "no data" in small
    assert "no value measured yet" in large
    assert "target 95%" in large


def test_constant_values_and_thresholds_draw(make_view: MakeView) -> None:
    values = "".join(f"p/k,2026-{month:02},0,\n" for month in range(1, 11))
    for markup in drawn(make_view, values, target="0", amber="0", direction="lower"):
        assert "nan" not in markup.lower()
        assert classes(markup).count("kb-trend-line") == 1


def test_a_range_is_a_band(make_view: MakeView) -> None:
    small, large = drawn(make_view, "p/k,2026-10,65,\n", direction="range", target=["40", "60"], amber=["30", "70"])
    for markup in (small, large):
        assert classes(markup).count("kb-trend-range") == 1
        assert classes(markup).count("kb-trend-amber") == 2
        assert "kb-mark kb-mark-watch" in classes(markup)
    assert "40–60%" in large


def test_only_fourteen_periods_are_shown(make_view: MakeView) -> None:
    values = "".join(f"p/k,{year}-{month:02},9{month % 10},\n" for year in (2024, 2025) for month in range(1, 13))
    values += "".join(f"p/k,2026-{month:02},96,\n" for month in range(1, 11))
    _, large = drawn(make_view, values)
    assert classes(large).count("kb-trend-point") == 14
    labels = [item.text for item in figure(large).iter("text")]
    assert labels.count("Sep") == 2
    assert "2025" in labels
    assert "2026" in labels
    assert "2024" not in labels


@pytest.mark.parametrize(
    ("frequency", "periods"),
    [
        ("yearly", ["2024", "2025"]),
        ("quarterly", ["2026-Q1", "2026-Q3"]),
        ("weekly", ["2026-W40", "2026-W45"]),
        ("daily", ["2026-11-10", "2026-11-14"]),
    ],
)
def test_each_frequency_has_an_axis(make_view: MakeView, frequency: str, periods: list[str]) -> None:
    values = "".join(f"p/k,{period},96,\n" for period in periods)
    _, large = drawn(make_view, values, frequency=frequency)
    assert classes(large).count("kb-trend-point") == 2


def test_the_status_is_said_in_words(example_view: EditionView) -> None:
    markup = str(trend_small(example_view, "incident-management/p1-response"))
    words = [item.text for item in figure(markup).iter("text")]
    assert words == [example_view.words("kpi.watch")]


def test_an_unknown_kpi_draws_nothing(example_view: EditionView) -> None:
    assert trend_small(example_view, "no/such") == ""
    assert trend_large(example_view, "incident-management/log") == ""


@pytest.mark.parametrize("period", ["2026", "2026-Q4", "2026-W01", "2026-W53", "2026-12", "2026-12-31"])
def test_periods_follow_each_other(period: str) -> None:
    assert period_at(ordinal(period), period) == period
    following = period_at(ordinal(period) + 1, period)
    assert following > period
    assert ordinal(following) == ordinal(period) + 1


def test_the_last_complete_period_lies_before_the_day() -> None:
    day = dt.date(2026, 1, 15)
    assert period_at(last_complete(day, "2025-01"), "2025-01") == "2025-12"
    assert period_at(last_complete(day, "2025-Q1"), "2025-Q1") == "2025-Q4"
    assert period_at(last_complete(day, "2025-W01"), "2025-W01") == "2026-W02"
    assert period_at(last_complete(day, "2025"), "2025") == "2025"


@pytest.mark.parametrize(("low", "high"), [(0, 1), (99.7, 99.99), (-5, 5), (0, 26000000), (0.001, 0.002)])
def test_ticks_are_round_and_inside(low: float, high: float) -> None:
    steps = ticks(low, high)
    assert 2 <= len(steps) <= 6
    assert all(low - 1e-6 <= step <= high + 1e-6 for step in steps)

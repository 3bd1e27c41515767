"""Trends, worked out by hand: the slope, its uncertainty, and what is no trend."""

from __future__ import annotations

import pytest
from measured import kpi, series

from kb_tools.insight.trend import fit, quantile, trend_of


def test_the_line_and_its_scatter_are_those_of_a_pocket_calculator() -> None:
    line = fit([(0, 1), (1, 2), (2, 3), (3, 5)])
    # Sxx 5, Sxy 6.5; residuals 0.2, -0.1, -0.4, 0.3 with squares that sum up to 0.30, over 2 degrees of freedom
    assert line.slope == pytest.approx(1.3)
    assert line.scatter == pytest.approx(0.15**0.5)
    assert line.at(4) == pytest.approx(6.0)
    # 4.303 x 0.3873 x sqrt(1 + 1/4 + 2.5^2 / 5)
    assert line.reach(4) == pytest.approx(2.635, abs=1e-3)


def test_student_is_looked_up_by_degrees_of_freedom() -> None:
    assert [quantile(freedom) for freedom in (1, 2, 4, 30, 31)] == [12.706, 4.303, 2.776, 2.042, 1.96]


@pytest.mark.parametrize(("direction", "course"), [("higher", "better"), ("lower", "worse")])
def test_the_sign_is_that_of_the_direction(direction: str, course: str) -> None:
    found = trend_of(kpi(direction), series("2026-07", 1, 2, 3, 5))
    assert (found.course, found.why_none) == (course, "")
    assert found.slope == pytest.approx(1.3)
    assert (found.first, found.last, found.count) == ("2026-07", "2026-10", 4)


def test_a_slope_within_its_scatter_is_no_trend() -> None:
    # slope 0.8, scatter 0.949, uncertainty of the slope 0.424: 1.9 of it, where 4.3 would be needed
    found = trend_of(kpi(), series("2026-07", 1, 3, 2, 4))
    assert (found.course, found.why_none) == ("none", "noise")
    assert found.slope == pytest.approx(0.8)


def test_three_values_are_too_few() -> None:
    assert trend_of(kpi(), series("2026-08", 1, 2, 3)).why_none == "few"
    assert trend_of(kpi(), ()).why_none == "few"


def test_only_the_last_six_values_count() -> None:
    found = trend_of(kpi(), series("2026-01", 90, 80, 70, 60, 1, 2, 3, 4, 5, 6))
    assert (found.course, found.first) == ("better", "2026-05")
    assert found.slope == pytest.approx(1.0)


def test_equal_values_are_no_trend() -> None:
    assert trend_of(kpi(), series("2026-05", *[99.98] * 6)).why_none == "flat"


def test_a_missing_period_is_a_longer_step() -> None:
    found = trend_of(kpi(), series("2026-01", 1, 2, None, 4, 5, None, 7, 8))
    assert found.slope == pytest.approx(1.0)


def test_for_a_range_better_is_what_comes_closer() -> None:
    room = kpi("range", ["18", "24"])
    assert trend_of(room, series("2026-07", 30, 28, 26, 25)).course == "better"
    assert trend_of(room, series("2026-07", 25, 26, 28, 30)).course == "worse"
    assert trend_of(room, series("2026-07", 19, 20, 22, 23)).why_none == "flat"

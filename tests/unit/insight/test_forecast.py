"""Forecasts: worked out by hand where there is one, and every reason for having none."""

from __future__ import annotations

import datetime as dt

import pytest
from measured import kpi, series

from kb_tools.insight.forecast import forecast

DAY = dt.date(2026, 11, 15)
MINUTES = kpi("lower", "120", "140", unit="min")


def test_the_next_value_lies_on_the_line_within_an_interval() -> None:
    found = forecast(MINUTES, series("2026-03", 90, 92, 93, 96, 97, 100, 101, 104), DAY)
    # slope 82.5/42 = 1.9643, scatter sqrt(1.8214 / 6) = 0.5510; at the ninth place 96.625 + 4.5 x 1.9643 = 105.4643,
    # +- 2.447 x 0.5510 x sqrt(1 + 1/8 + 20.25/42) = 1.7092
    assert (found.why_not, found.period, found.status, found.count) == ("", "2026-11", "good", 8)
    assert found.value == pytest.approx(105.4643, abs=1e-3)
    assert found.low == pytest.approx(105.4643 - 1.7092, abs=1e-3)
    assert found.high == pytest.approx(105.4643 + 1.7092, abs=1e-3)


def test_a_line_that_rises_no_more_than_chance_is_not_followed() -> None:
    found = forecast(MINUTES, series("2026-03", 99, 101, 99, 101, 99, 101, 99, 101), DAY)
    # mean 100, standard deviation sqrt(8 / 7) = 1.0690; +- 2.365 x 1.0690 x sqrt(1 + 1/8) = 2.6817
    assert found.value == pytest.approx(100)
    assert found.high == pytest.approx(102.6817, abs=1e-3)


def test_a_line_that_the_last_values_no_longer_follow_is_not_carried_on() -> None:
    rising = [90, 92, 94, 96, 98, 100]
    bent = forecast(MINUTES, series("2025-11", *rising, 102, 101, 102, 101, 102, 101), DAY)
    assert (bent.why_not, bent.value) == ("bend", None)
    going_on = forecast(MINUTES, series("2025-11", *rising, 102, 104, 105, 108, 109, 112), DAY)
    assert going_on.why_not == ""


def test_seven_values_are_too_few() -> None:
    found = forecast(MINUTES, series("2026-04", *[100, 101] * 3, 100), DAY)
    assert (found.why_not, found.count, found.value) == ("few", 7, None)
    assert forecast(MINUTES, (), DAY).period == ""


def test_a_gap_among_the_last_twelve_forbids_it_and_an_older_one_does_not() -> None:
    inside = forecast(MINUTES, series("2026-01", 100, 101, 100, 101, 100, None, 101, 100, 101, 100), DAY)
    assert (inside.why_not, inside.detail) == ("gap", "2026-06")
    older = forecast(MINUTES, series("2025-09", 100, None, *[100, 101] * 6), DAY)
    assert older.why_not == ""


def test_nobody_forecasts_from_an_old_series() -> None:
    assert forecast(MINUTES, series("2026-01", *[100, 101] * 4), DAY).why_not == "stale"


def test_a_series_that_has_just_jumped_is_not_carried_on() -> None:
    jumped = forecast(MINUTES, series("2026-03", 99, 101, 99, 101, 99, 101, 99, 118), DAY)
    assert (jumped.why_not, jumped.detail) == ("jump", "2026-10")
    small = forecast(MINUTES, series("2026-03", 99, 101, 99, 101, 99, 101, 99, 105), DAY)
    assert small.why_not == ""  # outside of the interval, but by less than half the amber band


def test_only_the_level_since_the_last_large_step_counts() -> None:
    storage = kpi("lower", "80", "90")
    found = forecast(storage, series("2025-11", 82, 83, 85, 66, 67, 69, 70, 71, 73, 74, 75, 76), DAY)
    # nine values from February on: slope 77/60, mean 71.22 at the fifth; the tenth is five further
    assert (found.why_not, found.count) == ("", 9)
    assert found.value == pytest.approx(71.2222 + 77 / 60 * 5, abs=1e-3)
    late = forecast(storage, series("2025-11", 82, 83, 85, 86, 87, 88, 69, 70, 71, 72, 73, 74), DAY)
    assert (late.why_not, late.detail) == ("jump", "2026-05")


def test_a_period_that_stood_out_a_year_ago_is_not_foretold() -> None:
    usual = [100, 101, 100, 101]
    peak = series("2025-09", 100, 101, 160, 101, 100, *usual, *usual, 100)
    found = forecast(MINUTES, peak, DAY)
    assert (found.why_not, found.detail) == ("season", "2025-11")
    step = series("2025-09", 160, 160, 160, 101, 100, *usual, *usual, 100)  # a step is no season
    assert forecast(MINUTES, step, DAY).why_not != "season"


def test_an_interval_from_good_to_red_says_nothing() -> None:
    wild = kpi("lower", "100", "102", unit="min")
    assert forecast(wild, series("2026-03", 90, 112, 95, 108, 91, 110, 96, 105), DAY).why_not == "scatter"


def test_a_share_stays_below_a_hundred_and_a_count_above_nothing() -> None:
    share = forecast(kpi("higher", "90", "80"), series("2026-03", 93, 94, 95, 96, 97, 98, 99, 100), DAY)
    assert (share.value, share.low, share.high) == (100, 100, 100)
    count = forecast(kpi("lower", "9", unit="items"), series("2026-03", 7, 6, 5, 4, 3, 2, 1, 0), DAY)
    assert (count.value, count.low, count.high) == (0, 0, 0)
    points = forecast(kpi("higher", "90", unit="points"), series("2026-03", 93, 94, 95, 96, 97, 98, 99, 100), DAY)
    assert points.value == pytest.approx(101)

"""The calendar of measured values: what follows what, what is missing, what is old."""

from __future__ import annotations

import datetime as dt

import pytest

from kb_tools.insight.periods import (
    age,
    due_on,
    first_day,
    frequency_of,
    is_old,
    last_complete,
    last_day,
    missing,
    next_period,
    ordinal,
    period_at,
    period_of,
    working_days_only,
)

DAY = dt.date(2026, 11, 15)  # a Sunday


@pytest.mark.parametrize(
    ("period", "following", "frequency"),
    [
        ("2026-12-31", "2027-01-01", "daily"),
        ("2026-W53", "2027-W01", "weekly"),
        ("2025-W52", "2026-W01", "weekly"),
        ("2026-12", "2027-01", "monthly"),
        ("2026-Q4", "2027-Q1", "quarterly"),
        ("2026", "2027", "yearly"),
    ],
)
def test_a_period_is_followed_by_the_next_of_its_frequency(period: str, following: str, frequency: str) -> None:
    assert next_period(period) == following
    assert ordinal(following) == ordinal(period) + 1
    assert period_at(ordinal(period), following) == period
    assert frequency_of(period) == frequency


def test_what_the_calendar_does_not_have_is_no_period() -> None:
    assert frequency_of("last month") == ""
    for wrong in ("last month", "2026-02-30", "2025-W53", "0000-01"):
        assert first_day(wrong) is None
        assert last_day(wrong) is None


def test_a_period_ends_on_the_day_before_the_next_one() -> None:
    ends = {period: last_day(period) for period in ("2028-02", "2026-W45", "2026-Q3", "2026", "2026-11-15", "9999")}
    assert ends == {
        "2028-02": dt.date(2028, 2, 29),
        "2026-W45": dt.date(2026, 11, 8),
        "2026-Q3": dt.date(2026, 9, 30),
        "2026": dt.date(2026, 12, 31),
        "2026-11-15": DAY,
        "9999": dt.date.max,
    }


def test_a_day_lies_in_a_period_of_each_frequency() -> None:
    forms = ("2020-01-01", "2020-W01", "2020-01", "2020-Q1", "2020")
    assert [period_of(DAY, like) for like in forms] == ["2026-11-15", "2026-W46", "2026-11", "2026-Q4", "2026"]
    assert period_at(last_complete(DAY, "2026-01"), "2026-01") == "2026-10"


def test_missing_periods_lie_between_the_first_and_the_last() -> None:
    assert missing(["2026-08", "2026-11", "2026-09"]) == ("2026-10",)
    assert missing(["2025-Q4", "2026-Q2"]) == ("2026-Q1",)
    assert missing(["2026-10"]) == ()
    assert missing([]) == ()


def test_weekends_are_not_missing_where_nothing_was_ever_measured_on_one() -> None:
    days = [f"2026-11-{day:02}" for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)]
    assert working_days_only(days)
    assert missing(days) == ()
    assert missing([*days, "2026-11-07"]) == ("2026-11-08",)
    assert not working_days_only(days[:9])


def test_age_is_counted_from_the_end_of_the_period() -> None:
    assert age("2026-11", DAY) == 0
    assert age("2026-10", DAY) == pytest.approx(15 / 30.4375)
    assert age("2026-W44", DAY) == 2
    assert age("2025", DAY) == pytest.approx(319 / 365.25)
    assert age("2026-11-13", DAY) == 2
    assert age("2026-11-13", DAY, working_days=True) == 0


def test_a_series_is_old_when_one_and_a_half_periods_have_passed() -> None:
    assert not is_old(["2026-10"], DAY)
    assert is_old(["2026-09"], DAY)  # 46 days; a month and a half is 45.7
    assert not is_old(["2026-09"], DAY - dt.timedelta(days=1))
    assert not is_old([], DAY)
    assert due_on("2026-09") == DAY


def test_days_without_weekends_are_not_old_on_a_sunday() -> None:
    days = [f"2026-11-{day:02}" for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)]
    assert not is_old(days, DAY)
    assert not is_old(days, dt.date(2026, 11, 16))
    assert is_old(days, dt.date(2026, 11, 17))
    assert is_old([*days, "2026-11-08"], DAY)

"""Periods of measured values as a calendar: which come after each other, which are missing, how old the newest is.

Knows nothing of values. A period is written as its frequency asks: `2026-10-08`, `2026-W41`, `2026-10`, `2026-Q4`,
`2026`; periods of one frequency are counted by their ordinal, so that neighbours differ by one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache

from kb_tools.load.data import PERIOD

__all__ = [
    "GRACE",
    "PER_YEAR",
    "age",
    "due_on",
    "first_day",
    "frequency_of",
    "is_old",
    "last_complete",
    "last_day",
    "missing",
    "next_period",
    "ordinal",
    "period_at",
    "period_of",
    "working_days_only",
]

#: Periods of a frequency in a year.
PER_YEAR = {"daily": 365, "weekly": 52, "monthly": 12, "quarterly": 4, "yearly": 1}
#: A value is old when so many periods have passed since the end of its own: one that is over, and half of another in
#: which its figure could have been collected.
GRACE = 1.5
#: Days of a period, on average.
_DAYS = {"daily": 1.0, "weekly": 7.0, "monthly": 365.25 / 12, "quarterly": 365.25 / 4, "yearly": 365.25}


@cache
def frequency_of(period: str) -> str:
    """`daily`, `weekly`, `monthly`, `quarterly` or `yearly`; empty for what is no period."""
    return next((name for name, pattern in PERIOD.items() if pattern.match(period)), "")


@cache
def first_day(period: str) -> dt.date | None:
    """The day on which a period begins; None when the calendar has no such day or week."""
    frequency = frequency_of(period)
    if not frequency:
        return None
    year = int(period[:4])
    try:
        if frequency == "daily":
            return dt.date.fromisoformat(period)
        if frequency == "weekly":
            return dt.date.fromisocalendar(year, int(period[6:]), 1)
        if frequency == "quarterly":
            return dt.date(year, 3 * int(period[6:]) - 2, 1)
        return dt.date(year, int(period[5:]) if frequency == "monthly" else 1, 1)
    except ValueError:
        return None


@cache
def last_day(period: str) -> dt.date | None:
    """The day on which a period ends; None when the calendar has no such day or week."""
    if first_day(period) is None:
        return None
    try:
        following = first_day(next_period(period))
    except (OverflowError, ValueError):  # the calendar of computers ends with the year 9999
        return dt.date.max
    return following - dt.timedelta(days=1) if following else dt.date.max


def ordinal(period: str) -> int:
    """Position of a period among those of its frequency; neighbours differ by one."""
    year, _, rest = period.partition("-")
    if not rest:
        return int(year)
    if rest[0] == "Q":
        return int(year) * 4 + int(rest[1:]) - 1
    if rest[0] == "W":
        return dt.date.fromisocalendar(int(year), int(rest[1:]), 1).toordinal() // 7
    if "-" in rest:
        return dt.date.fromisoformat(period).toordinal()
    return int(year) * 12 + int(rest) - 1


def period_at(position: int, like: str) -> str:
    """The period at a position, written like another one."""
    rest = like.partition("-")[2]
    if not rest:
        return f"{position:04}"
    if rest[0] == "Q":
        return f"{position // 4:04}-Q{position % 4 + 1}"
    if rest[0] == "W":
        year, week, _ = dt.date.fromordinal(position * 7 + 1).isocalendar()
        return f"{year:04}-W{week:02}"
    if "-" in rest:
        return dt.date.fromordinal(position).isoformat()
    return f"{position // 12:04}-{position % 12 + 1:02}"


def next_period(period: str) -> str:
    """The period after another one, `2027-01` after `2026-12`."""
    return period_at(ordinal(period) + 1, period)


def period_of(day: dt.date, like: str) -> str:
    """The period that holds a day, written like another one."""
    rest = like.partition("-")[2]
    if not rest:
        return f"{day.year:04}"
    if rest[0] == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if rest[0] == "W":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat() if "-" in rest else f"{day.year:04}-{day.month:02}"


def last_complete(as_of: dt.date, like: str) -> int:
    """Position of the last period that was over on a day."""
    return ordinal(period_of(as_of, like)) - 1


def working_days_only(periods: Iterable[str]) -> bool:
    """Whether these are days, at least ten, and none of them is a Saturday or a Sunday."""
    days = [first_day(period) for period in periods if frequency_of(period) == "daily"]
    return len(days) >= 10 and all(day is not None and day.weekday() < 5 for day in days)


def missing(periods: Sequence[str]) -> tuple[str, ...]:
    """Periods between the first and the last that are not there.

    Weekends are not missing where none has ever been measured.

    Args:
        periods: Periods of one frequency, in any order.
    """
    if not periods:
        return ()
    taken = {ordinal(period) for period in periods}
    like, spared = periods[0], working_days_only(periods)
    found = [period_at(place, like) for place in range(min(taken), max(taken)) if place not in taken]
    return tuple(period for period in found if not (spared and _weekend(period)))


def age(period: str, as_of: dt.date, *, working_days: bool = False) -> float:
    """How many periods have passed since the end of a period; 0 while it runs.

    Args:
        period: The period.
        as_of: The day.
        working_days: For days: count no Saturdays and Sundays.
    """
    end = last_day(period)
    if end is None or end >= as_of:
        return 0.0
    if working_days:
        days = (end + dt.timedelta(days=count) for count in range(1, (as_of - end).days + 1))
        return float(sum(day.weekday() < 5 for day in days))
    return (as_of - end).days / _DAYS[frequency_of(period)]


def is_old(periods: Sequence[str], as_of: dt.date) -> bool:
    """Whether the newest of some periods of one frequency is so old that its successor should be there."""
    return bool(periods) and age(max(periods), as_of, working_days=working_days_only(periods)) > GRACE


def due_on(period: str) -> dt.date | None:
    """The first day on which a period is so old that the next value should be there; None at the calendar's end."""
    end = last_day(period)
    if end is None or end >= dt.date(9990, 1, 1):
        return None
    return end + dt.timedelta(days=int(GRACE * _DAYS[frequency_of(period)]) + 1)


def _weekend(period: str) -> bool:
    day = first_day(period)
    return day is not None and day.weekday() >= 5

"""What comes back after long holidays: faults that nobody sees while nobody works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

__all__ = ["AFTER", "back_after"]

#: Days after the last day of a long holiday in which a fault counts as coming back after it.
AFTER = 3


def back_after(days: Iterable[dt.date], ends: Collection[dt.date]) -> int:
    """How many of the days lie right after a long holiday.

    Args:
        days: Days on which a fault was seen.
        ends: Last days of long holidays.
    """
    return sum(any(0 < (day - end).days <= AFTER for end in ends) for day in days)

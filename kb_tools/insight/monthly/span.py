"""The time that a report is about: a month, a quarter or a year, with its neighbours. Knows no values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kb_tools.insight.periods import first_day, frequency_of, last_day, ordinal, period_at, period_of
from kb_tools.model.handbook import Actual, Handbook

__all__ = ["Span", "actual_days", "newest_month", "span_of"]

#: How the frequency of a measured value is called when a report is about it.
_KINDS: dict[str, Literal["month", "quarter", "year"]] = {"monthly": "month", "quarterly": "quarter", "yearly": "year"}


@dataclass(frozen=True, order=True)
class Span:
    """A month, a quarter or a year.

    Attributes:
        first: Its first day.
        last: Its last day.
        text: `2026-10`, `2026-Q3` or `2026`.
    """

    first: dt.date
    last: dt.date
    text: str

    @property
    def kind(self) -> Literal["month", "quarter", "year"]:
        """How long it is."""
        return _KINDS[frequency_of(self.text)]

    @property
    def before(self) -> Span:
        """The one before."""
        return _span(period_at(ordinal(self.text) - 1, self.text))

    @property
    def after(self) -> Span:
        """The one after."""
        return _span(period_at(ordinal(self.text) + 1, self.text))

    @property
    def months(self) -> tuple[str, ...]:
        """Its months, oldest first."""
        begin = ordinal(period_of(self.first, "2026-01"))
        return tuple(period_at(begin + n, "2026-01") for n in range({"month": 1, "quarter": 3, "year": 12}[self.kind]))

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day lies in it; a moment counts by its day."""
        if isinstance(day, dt.datetime):
            day = day.date()
        return day is not None and self.first <= day <= self.last

    def ends_with(self, period: str) -> bool:
        """Whether a period of measured values ended in it: the third quarter is news in September."""
        return self.holds(_end(period))


def span_of(text: str) -> Span | None:
    """The span with this name; None for what is no month, quarter or year of the calendar."""
    if frequency_of(text) not in _KINDS or text[:4] in ("0000", "9999") or first_day(text) is None:
        return None
    return _span(text)


def _span(text: str) -> Span:
    first, last = first_day(text), last_day(text)
    return Span(first or dt.date.min, last or dt.date.max, text)


def actual_days(handbook: Handbook) -> Iterable[Actual]:
    """Every measured value."""
    return (actual for values in handbook.actuals.values() for actual in values)


def newest_month(handbook: Handbook, as_of: dt.date) -> Span | None:
    """The newest month that was over on a day and for which something was measured; None when there is none."""
    months = {period_of(end, "2026-01") for value in actual_days(handbook) if (end := last_day(value.period))}
    found = [span for text in months if (span := span_of(text)) and span.last < as_of]
    return max(found, default=None)


@cache
def _end(period: str) -> dt.date | None:
    """Like `last_day`; a large handbook asks for the same few periods very often."""
    return last_day(period)

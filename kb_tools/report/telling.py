"""Dates, numbers, spans and ages as readers say them, as plain text; every word comes from the locale.

What is HTML about them is added where pages are rendered.
"""

from __future__ import annotations

import datetime as dt

from kb_tools.content.scalars import DurationValue
from kb_tools.insight.forecast import is_percent
from kb_tools.locale import Words

__all__ = ["Telling"]

#: Minutes are split into hours up to here.
_HOURS = 10
#: Up to this many days an age is told in days, up to twice a year in months.
_DAYS, _MONTHS = 60, 730


class Telling:
    """Says things in one language.

    Args:
        words: The product's words in that language.
        as_of: The day that ages refer to.
    """

    def __init__(self, words: Words, as_of: dt.date) -> None:
        self.words, self.as_of = words, as_of

    def day_text(self, day: dt.date) -> str:
        """A date in full: 2026年10月8日, 8 October 2026."""
        return self.words("format.date", year=day.year, month=self.words(f"month.{day.month}"), day=day.day)

    def number(self, value: float) -> str:
        """A number with thousands separators and no needless zeros."""
        return f"{value:,.12g}"

    def amount(self, value: float | tuple[float, ...], unit: str) -> str:
        """A value, or a range, with its unit: 95%, 120 分钟, 18 件."""
        low_high = value if isinstance(value, tuple) else (value,)
        shown = "–".join(self.number(part) for part in low_high)
        return self._with_unit(shown, unit)

    def _with_unit(self, shown: str, unit: str) -> str:
        word = self.words.get(f"unit.{unit}", unit)
        return f"{shown}{word}" if word.startswith(("%", "‰", "°")) else f"{shown} {word}".rstrip()

    def difference(self, value: float, unit: str, *, signed: bool = False) -> str:
        """How far two values are apart, with its unit; shares differ by percentage points, not by percent."""
        shown = f"{value:+.2g}" if signed else self.number(value)
        if is_percent(unit):
            one = shown.lstrip("+-") == "1"
            return self.words("record.points_one" if one else "record.points", value=shown)
        return self._with_unit(shown, unit)

    def duration(self, value: DurationValue) -> str:
        """`15 min` in words: 15 分钟, 15 minutes."""
        key = f"duration.{value.unit}" + ("" if value.amount == 1 else "_many")
        return self.words(key, count=value.amount)

    def minutes(self, count: int) -> str:
        """A number of minutes in words, hours split off: 1 小时 30 分钟."""
        hours, rest = divmod(count, 60) if count <= _HOURS * 60 else (0, count)
        parts = []
        if hours:
            parts.append(self.duration(DurationValue(hours, "h")))
        if rest or not hours:
            parts.append(self.duration(DurationValue(rest, "min")))
        return " ".join(parts)

    def age(self, day: dt.date) -> str:
        """How long ago, or how soon: 今天, 38 天前, in 3 months."""
        days = (self.as_of - day).days
        if abs(days) <= 1:
            return self.words(("age.today", "age.yesterday", "age.tomorrow")[days])
        side = "past" if days > 0 else "future"
        count, unit = _span(abs(days))
        return self.words(f"age.{side}_{unit}" + ("" if count == 1 else "s"), count=count)

    def period(self, period: str) -> str:
        """The period of a measured value: 2026年10月, Q3 2026, week 40 of 2026, 2026; other words as they stand."""
        try:
            return self._period(period)
        except ValueError:
            return period

    def _period(self, period: str) -> str:
        year, _, rest = period.partition("-")
        if not rest:
            return year
        if rest[0] in "QW":
            key = "quarter" if rest[0] == "Q" else "week"
            return self.words(f"format.{key}", year=year, number=int(rest[1:]))
        if "-" in rest:
            return self.day_text(dt.date.fromisoformat(period))
        return self.words("format.month", year=year, month=self.words(f"month.{int(rest)}"))


def _span(days: int) -> tuple[int, str]:
    if days < _DAYS:
        return days, "day"
    if days < _MONTHS:
        return round(days / 30.44), "month"
    return round(days / 365.25), "year"

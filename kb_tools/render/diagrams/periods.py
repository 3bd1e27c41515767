"""Periods of measured values as a calendar: which come after each other, which are missing, how an axis names them."""

from __future__ import annotations

import datetime as dt

from kb_tools.render.edition_view import EditionView

__all__ = ["axis_label", "last_complete", "ordinal", "period_at"]


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


def last_complete(as_of: dt.date, like: str) -> int:
    """Position of the last period that was over on a day."""
    rest = like.partition("-")[2]
    if not rest:
        return as_of.year - 1
    if rest[0] == "Q":
        return as_of.year * 4 + (as_of.month - 1) // 3 - 1
    if rest[0] == "W":
        year, week, _ = as_of.isocalendar()
        return ordinal(f"{year:04}-W{week:02}") - 1
    if "-" in rest:
        return as_of.toordinal() - 1
    return as_of.year * 12 + as_of.month - 2


def axis_label(view: EditionView, period: str, *, first: bool) -> tuple[str, str]:
    """What an axis says below a period: the period, and the year where a new one begins."""
    said = view.words
    year, _, rest = period.partition("-")
    full_year = said("diagram.period.year", year=year)
    if not rest:
        return full_year, ""
    begins = first or rest in ("Q1", "W01", "01", "01-01")
    if rest[0] == "Q":
        short = said("diagram.period.quarter", quarter=rest[1:])
    elif rest[0] == "W":
        short = said("diagram.period.week", week=str(int(rest[1:])))
    elif "-" in rest:
        month, day = rest.split("-")
        short = said("diagram.period.day", month=said(f"diagram.month.{int(month)}"), day=str(int(day)))
    else:
        short = said("diagram.period.month", month=said(f"diagram.month.{int(rest)}"))
    return short, full_year if begins else ""

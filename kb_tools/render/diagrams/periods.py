"""Periods of measured values as an axis names them; the calendar itself is `kb_tools.insight.periods`."""

from __future__ import annotations

from kb_tools.render.edition_view import EditionView

__all__ = ["axis_label"]


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

"""Whether a page can be shown as evidence on a day: read by somebody in this form and not overdue, or why not."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, NamedTuple

from kb_tools.insight.review_due import next_review
from kb_tools.model.page import Page

__all__ = ["RECORD_TYPES", "Freshness", "State", "freshness", "recent"]

#: `fresh`: reviewed and not overdue, or a record of the last 12 months. `overdue`: the review, or what was agreed, is
#: past its day. `old`: a record older than 12 months. `unread`: nobody attested it, or not in this form. `draft` and
#: `retired` as the page says.
State = Literal["fresh", "overdue", "old", "unread", "draft", "retired"]
#: Pages that record something that happened on a day, and the fields that say on which.
RECORD_TYPES: dict[str, tuple[str, ...]] = {
    "review": ("held_on",),
    "improvement": ("closed_on", "raised_on"),
}
#: Months for which a record counts as recent.
_MONTHS = 12


class Freshness(NamedTuple):
    """How a page stands.

    Attributes:
        state: See `State`.
        day: Day of the latest review; of a record the day on which it happened.
        due: Day of the next review, or the end of what was agreed; None when there is none.
    """

    state: State
    day: dt.date | None = None
    due: dt.date | None = None


def freshness(page: Page, as_of: dt.date) -> Freshness:
    """How a page stands on a day.

    A void attestation (the page has changed in substance since) counts as none, as in KB503.
    """
    values = page.values
    status = values.get("status", "approved")
    if page.type in RECORD_TYPES:
        day = next((found for key in RECORD_TYPES[page.type] if (found := _day(values.get(key)))), None)
        if status != "approved":
            return Freshness(status, day)
        if day is None or day > as_of:
            return Freshness("draft", day)
        return Freshness("fresh" if recent(day, as_of) else "old", day)
    if page.type == "known-error" and status == "approved":
        return _known_error(values, as_of)
    reviewed = values.get("reviewed") or {}
    day = _day(reviewed.get("date"))
    if status != "approved":
        return Freshness(status, day)
    end = _day(values.get("valid_to"))
    if end and end < as_of:
        return Freshness("overdue", day, end)
    if day is None or day > as_of or (reviewed.get("hash") or page.substance).lower() != page.substance:
        return Freshness("unread", day)
    due = next_review(day.isoformat(), str(values.get("review_every", "")))
    return Freshness("overdue" if due and due < as_of else "fresh", day, due)


def recent(day: dt.date, as_of: dt.date) -> bool:
    """Whether a day lies in the 12 months up to another one."""
    months = as_of.year * 12 + as_of.month - 1 - _MONTHS
    first = (months // 12, months % 12 + 1, as_of.day)
    return first < (day.year, day.month, day.day) and day <= as_of


def _known_error(values: dict[str, Any], as_of: dt.date) -> Freshness:
    verified = values.get("verified") or {}
    day, until = _day(verified.get("date")), _day(values.get("valid_until"))
    state = values.get("state")
    if state == "archived":
        return Freshness("retired", day, until)
    if state != "validated":
        return Freshness("draft", day, until)
    return Freshness("overdue" if until and until < as_of else "fresh" if day else "unread", day, until)


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else None

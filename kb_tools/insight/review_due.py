"""When a page has to be read again: from the day of its last review and its longest time between two."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from kb_tools.content.record import Record
from kb_tools.content.scalars import Duration

__all__ = ["UNREVIEWED", "next_review"]

#: A known error has `valid_until` instead, a notice is gone before anybody would review it, and what a review or an
#: improvement records is over or has dates of its own.
UNREVIEWED = frozenset({"known-error", "notice", "review", "improvement"})


@cache
def next_review(last: str, every: str) -> dt.date | None:
    """The day of the next review; None when it lies beyond the calendar.

    Args:
        last: Day of the last one, as front matter has it.
        every: `review_every` as front matter has it; empty for what every page has.
    """
    try:
        return _interval(every).after(dt.date.fromisoformat(last))  # type: ignore[no-any-return]
    except (ValueError, OverflowError):  # `review_every: 9999 years` ends after the calendar does
        return None


@cache
def _interval(text: str) -> Any:
    return TypeAdapter(Duration).validate_python(text) if text else Record.model_fields["review_every"].default

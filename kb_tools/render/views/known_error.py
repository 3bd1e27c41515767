"""A known error for somebody on the phone: is it this one, can I trust the workaround, what do I tell the user."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = ["KnownErrorFacts", "known_error"]

#: Occurrences of this many days count as recent.
RECENT_DAYS = 400


@dataclass(frozen=True)
class KnownErrorFacts:
    """What the page says beyond its fields.

    Attributes:
        priority: By impact and urgency, empty when one is missing.
        verified_by: Who tried it; empty when nobody did or people are not named.
        verified_on: When.
        expired: Whether the verification has run out.
        recent: How often it occurred in the last 400 days.
        last: When it occurred last.
    """

    priority: str
    verified_by: Markup
    verified_on: dt.date | None
    expired: bool
    recent: int
    last: dt.date | None


def known_error(page: PageView) -> KnownErrorFacts:
    """Work it out; the fields behind it count as shown."""
    record, view = page.record, page.view
    verified, until = page.take("verified"), record.valid_until
    matrix = view.config.priority
    known = record.impact and record.urgency and len(matrix) >= record.impact
    row = matrix[record.impact - 1] if known else ()
    past = [day for day in record.occurrences if day <= view.as_of]
    return KnownErrorFacts(
        priority=row[record.urgency - 1] if known and len(row) >= record.urgency else "",
        verified_by=view.person_link(page.local.src, verified.by) if verified else Markup(""),
        verified_on=verified.date if verified else None,
        expired=bool(until and until < view.as_of),
        recent=sum((view.as_of - day).days <= RECENT_DAYS for day in past),
        last=max(past, default=None),
    )

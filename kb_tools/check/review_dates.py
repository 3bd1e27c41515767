"""When the next review of a page is due; one place for the warning and for the error that follows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from kb_tools.check.scope import in_force
from kb_tools.insight.review_due import UNREVIEWED, next_review
from kb_tools.model.diagnostic import Finding
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["GRACE_DAYS", "Review", "overdue", "overdue_finding"]

#: Days after which an overdue review is an error and no longer a warning.
GRACE_DAYS = 30


class Review(NamedTuple):
    """A page whose review is overdue.

    Attributes:
        page: The page.
        last: Day of its last review.
        due: Day by which the next one was due.
        days: Days since then.
    """

    page: Page
    last: dt.date
    due: dt.date
    days: int


def overdue(handbook: Handbook, as_of: dt.date) -> Iterator[Review]:
    """Approved pages whose next review should have taken place before `as_of`."""
    for page in handbook.pages:
        says = page.brief.says
        if page.type in UNREVIEWED or not (last := says.get("reviewed.date")) or not in_force(page):
            continue
        due = next_review(last, says.get("review_every", ""))
        if due and due < as_of:
            yield Review(page, dt.date.fromisoformat(last), due, (as_of - due).days)


def overdue_finding(review: Review, code: str) -> Finding:
    """The finding at the date of the last review."""
    args = (("last", str(review.last)), ("due", str(review.due)), ("days", str(review.days)), ("id", review.page.id))
    return Finding(review.page.at("reviewed", "date"), code, "", args)

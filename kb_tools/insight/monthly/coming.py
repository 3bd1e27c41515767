"""What comes next: reviews planned, pages to be read again, agreements that end, maintenance announced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb_tools.insight.monthly.scope import Scope
from kb_tools.insight.monthly.span import Span
from kb_tools.insight.review_due import UNREVIEWED, next_review
from kb_tools.insight.staffing import kept
from kb_tools.model.handbook import Handbook

__all__ = ["HORIZON", "Coming", "Dated", "coming"]

#: Days ahead in which the end of an agreement or of a risk's acceptance is told: time enough to negotiate.
HORIZON = 90


@dataclass(frozen=True, order=True)
class Dated:
    """A record with the day on which something about it is due."""

    day: dt.date
    id: str


@dataclass(frozen=True)
class Coming:
    """What comes until the end of the next span.

    Attributes:
        reviews: Reviews that the latest one of their kind and subject planned; those whose day has passed come first.
        agreements: Agreements that end within `HORIZON` days.
        notices: What is announced to begin.
        pages_due: How many pages have to be read again.
        pages_overdue: Of these, how many should have been by the day of the report.
    """

    reviews: tuple[Dated, ...]
    agreements: tuple[Dated, ...]
    notices: tuple[Dated, ...]
    pages_due: int
    pages_overdue: int


def coming(handbook: Handbook, span: Span, as_of: dt.date, scope: Scope) -> Coming:
    """What comes after a span, seen from a day."""
    until = max(span.after.last, as_of)
    due = [day for day in _page_reviews(handbook) if day <= until] if not scope.only else []
    ends = [
        Dated(page.record.valid_to, page.id)
        for page in kept(handbook, "agreement")
        if page.record.status == "approved" and page.record.valid_to and scope.serves(page.record.service or "")
    ]
    starts = [
        Dated(page.record.starts.date(), page.id)
        for page in kept(handbook, "notice")
        if page.record.starts and scope.serves(*page.record.services)
    ]
    return Coming(
        tuple(sorted(note for note in _planned(handbook, as_of, scope) if note.day <= until)),
        tuple(sorted(note for note in ends if 0 <= (note.day - as_of).days <= HORIZON)),
        tuple(sorted(note for note in starts if max(as_of, span.last) < note.day <= until)),
        len(due),
        sum(day < as_of for day in due),
    )


def _planned(handbook: Handbook, as_of: dt.date, scope: Scope) -> Iterator[Dated]:
    """Next reviews, as the latest one of their kind that looked at some of the same pages planned them."""
    pages = [page for page in kept(handbook, "review") if page.record.status == "approved" and page.record.held_on]
    held = [page for page in pages if page.record.held_on <= as_of and scope.about(handbook, *page.record.subject)]
    for page in held:
        record = page.record
        if record.next_on and not any(_follows(other.record, record) for other in held):
            yield Dated(record.next_on, page.id)


def _follows(later: Any, record: Any) -> bool:
    """Whether a review is the one that another one planned."""
    same = later.kind == record.kind and bool(set(later.subject).intersection(record.subject))
    return bool(same and later.held_on > record.held_on)


def _page_reviews(handbook: Handbook) -> Iterator[dt.date]:
    for page in handbook.pages:
        says = page.brief.says
        last = says.get("reviewed.date")
        if last and page.readable and page.type not in UNREVIEWED and says.get("status", "approved") == "approved":
            due = next_review(last, says.get("review_every", ""))
            if due:
                yield due

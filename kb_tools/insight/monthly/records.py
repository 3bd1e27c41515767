"""What the records say about a span: reviews, known errors, improvements, actions, risks, agreements, notices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from kb_tools.insight.actions import ReviewedAction, reviewed_actions
from kb_tools.insight.gain import Gain, gain
from kb_tools.insight.holidays import back_after
from kb_tools.insight.monthly.scope import Scope
from kb_tools.insight.monthly.span import Span
from kb_tools.insight.staffing import kept
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = [
    "Actions",
    "ErrorNote",
    "ImprovementNote",
    "ReviewNote",
    "RiskNote",
    "StepNote",
    "actions",
    "error_notes",
    "improvement_notes",
    "review_notes",
    "risk_notes",
    "steps",
]

#: A finding of these kinds is something to explain or to prevent.
_PROBLEMS = frozenset({"minor-nc", "major-nc", "observation", "risk"})


@dataclass(frozen=True)
class ReviewNote:
    """A review that was held in the span, or later about it.

    Attributes:
        id: The review.
        kind: What was held.
        held_on: The day.
        within: Whether that day lies in the span.
        problems: Positions of the findings that are no conformity and no opportunity, from 0.
        measured: KPIs of which it looked at a value of the span, by full id.
        subject: Pages that were looked at.
    """

    id: str
    kind: str
    held_on: dt.date
    within: bool
    problems: tuple[int, ...]
    measured: tuple[str, ...]
    subject: tuple[str, ...]


@dataclass(frozen=True)
class ErrorNote:
    """What happened to a known error in the span.

    Attributes:
        id: The known error.
        services: Services that it is about.
        seen: Days of the span on which it was seen.
        earlier: How often it was seen in the 365 days before the span.
        first_seen: Whether the span saw it for the first time.
        verified: Whether somebody verified it in the span.
        expired: Whether it was to be looked at again until a day of the span, and was not.
        after_holiday: How many of the days lie right after a long holiday.
        problem: Number of its problem record; empty when nobody looks for the cause.
    """

    id: str
    services: tuple[str, ...]
    seen: tuple[dt.date, ...]
    earlier: int
    first_seen: bool
    verified: bool
    expired: bool
    after_holiday: int
    problem: str

    @property
    def recurring(self) -> bool:
        """Whether it was seen in the span, and before it or more than once."""
        return bool(self.seen) and (self.earlier > 0 or len(self.seen) > 1)


@dataclass(frozen=True)
class ImprovementNote:
    """What happened to an improvement in the span; `late` is judged on the day of the report."""

    id: str
    stage: str
    opened: bool
    closed: bool
    late: bool
    gain: Gain


@dataclass(frozen=True)
class StepNote:
    """A step of an improvement, by its position from 0."""

    improvement: str
    number: int
    day: dt.date
    done: bool


@dataclass(frozen=True)
class RiskNote:
    """What happened to a risk.

    Attributes:
        id: The risk.
        score: Likelihood x impact.
        raised: Whether it was entered in the span.
        closed: Whether it was gone in the span.
        accepted_until: Until when somebody accepted it, if that ends within the horizon; else None.
    """

    id: str
    score: int
    raised: bool
    closed: bool
    accepted_until: dt.date | None


@dataclass(frozen=True)
class Actions:
    """Actions that reviews decided on.

    Attributes:
        done: Done in the span.
        decided: Decided in the span.
        overdue: Overdue on the day of the report.
        coming: Open, and due after the day of the report until the end of the next span.
    """

    done: tuple[ReviewedAction, ...]
    decided: tuple[ReviewedAction, ...]
    overdue: tuple[ReviewedAction, ...]
    coming: tuple[ReviewedAction, ...]


def review_notes(handbook: Handbook, span: Span, as_of: dt.date, scope: Scope) -> tuple[ReviewNote, ...]:
    """Reviews held in the span, and those held since that looked at it, by day."""
    found = []
    for page in kept(handbook, "review"):
        record = page.record
        if record.status != "approved" or record.held_on is None or record.held_on > as_of:
            continue
        seen = tuple(_full(handbook, page, item.kpi) for item in record.evidence if _looked(item.period, span))
        seen = tuple(sorted({kpi for kpi in seen if kpi}))
        within = span.holds(record.held_on)
        since = record.held_on > span.last and (seen or _looked_back(record.period, span))
        if (within or since) and scope.about(handbook, *record.subject):
            problems = tuple(n for n, item in enumerate(record.findings) if item.kind in _PROBLEMS)
            note = (page.id, record.kind or "", record.held_on, within, problems, seen, tuple(record.subject))
            found.append(ReviewNote(*note))
    return tuple(sorted(found, key=lambda note: (note.held_on, note.id)))


def error_notes(handbook: Handbook, span: Span, scope: Scope, holidays: Collection[dt.date]) -> tuple[ErrorNote, ...]:
    """Known errors that something happened to: the most frequent ones first."""
    found = []
    for page in kept(handbook, "known-error"):
        if not _touched(page, span):
            continue
        record = page.record
        seen = tuple(sorted(day for day in record.occurrences if span.holds(day)))
        past = [day for day in record.occurrences if day < span.first]
        verified = bool(record.verified and span.holds(record.verified.date))
        expired = span.holds(record.valid_until) and record.state != "archived"
        if not (seen or verified or expired) or not scope.serves(*record.services):
            continue
        earlier = sum((span.first - day).days <= 365 for day in past)
        returned = back_after(seen, holidays)
        first = bool(seen) and not past
        note = (page.id, record.services, seen, earlier, first, verified, expired, returned, record.problem or "")
        found.append(ErrorNote(*note))
    return tuple(sorted(found, key=lambda note: (-len(note.seen), -note.earlier, note.id)))


def improvement_notes(handbook: Handbook, span: Span, as_of: dt.date, scope: Scope) -> tuple[ImprovementNote, ...]:
    """Improvements that were opened or closed in the span, or are late."""
    found = []
    for page in kept(handbook, "improvement"):
        record = page.record
        ended = record.stage in ("closed", "rejected")
        late = bool(record.due and record.due < as_of and not ended)
        opened, closed = span.holds(record.raised_on), span.holds(record.closed_on)
        if (opened or closed or late) and scope.about(handbook, *record.targets):
            found.append(ImprovementNote(page.id, record.stage or "", opened, closed, late, gain(handbook, page)))
    return tuple(sorted(found, key=lambda note: (not note.closed, not note.opened, note.id)))


def steps(handbook: Handbook, span: Span, scope: Scope) -> tuple[StepNote, ...]:
    """Steps of improvements: done in the span, or open and due until the end of the next one; by day."""
    found = []
    for page in kept(handbook, "improvement"):
        record = page.record
        if not scope.about(handbook, *record.targets):
            continue
        for number, step in enumerate(record.steps):
            if span.holds(step.done_on):
                found.append(StepNote(page.id, number, step.done_on, done=True))
            elif not step.done_on and record.stage not in ("closed", "rejected") and step.due <= span.after.last:
                found.append(StepNote(page.id, number, step.due, done=False))
    return tuple(sorted(found, key=lambda note: (note.day, note.improvement, note.number)))


def risk_notes(handbook: Handbook, span: Span, as_of: dt.date, scope: Scope, horizon: int) -> tuple[RiskNote, ...]:
    """Risks that were entered or closed in the span, or whose acceptance ends within `horizon` days; worst first."""
    found = []
    for page in kept(handbook, "risk"):
        record = page.record
        near = as_of + dt.timedelta(days=horizon)
        until = record.accepted_until if record.treatment == "accept" and not record.closed_on else None
        until = until if until and until <= near else None
        raised, closed = span.holds(record.raised_on), span.holds(record.closed_on)
        if (raised or closed or until) and scope.about(handbook, *record.linked):
            score = (record.likelihood or 0) * (record.impact or 0)
            found.append(RiskNote(page.id, score, raised, closed, until))
    return tuple(sorted(found, key=lambda note: (-note.score, note.id)))


def actions(handbook: Handbook, span: Span, as_of: dt.date, scope: Scope) -> Actions:
    """Actions of all reviews, judged on the day of the report."""
    known = [a for a in reviewed_actions(handbook, as_of) if scope.about(handbook, *a.review.record.subject)]
    known = [item for item in known if item.review.record.held_on <= as_of]
    done = [item for item in known if item.state == "done" and span.holds(item.action.done_on)]
    done.sort(key=lambda item: (item.action.done_on, item.review.id, item.number))
    open_ = [item for item in known if item.state == "open" and item.action.due <= span.after.last]
    return Actions(
        tuple(done),
        tuple(item for item in known if span.holds(item.review.record.held_on)),
        tuple(item for item in known if item.state == "overdue"),
        tuple(open_),
    )


def _touched(page: Page, span: Span) -> bool:
    """Whether a date of the page lies in the span; told by its brief, because a handbook has thousands of these."""
    says = page.brief.says
    days = " ".join(says.get(key, "") for key in ("occurrences", "verified.date", "valid_until")).split()
    return any(span.first.isoformat() <= day <= span.last.isoformat() for day in days)


def _full(handbook: Handbook, page: Page, kpi: str | None) -> str:
    found = handbook.resolve(kpi, ("kpi",), page) if kpi else None
    return found.id if found else ""


def _looked(period: str | None, span: Span) -> bool:
    return bool(period) and span.ends_with(str(period))


def _looked_back(period: object, span: Span) -> bool:
    """Whether a review's own period ends in the span: what it looked at last."""
    return span.holds(getattr(period, "last", None))

"""Everything that a report on a span can tell, worked out once; each part says in its module how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kb_tools.insight.actions import reviewed_actions
from kb_tools.insight.complaints import recorded_complaints
from kb_tools.insight.concentration import coverage
from kb_tools.insight.key_person import STATES, post_state
from kb_tools.insight.maturity import levels
from kb_tools.insight.monthly.causes import Cause, causes
from kb_tools.insight.monthly.coming import HORIZON, Coming, coming
from kb_tools.insight.monthly.measures import Measured, Promise, Unmeasured, measures, promises, unmeasured
from kb_tools.insight.monthly.records import (
    Actions,
    ErrorNote,
    ImprovementNote,
    ReviewNote,
    RiskNote,
    StepNote,
    actions,
    error_notes,
    improvement_notes,
    review_notes,
    risk_notes,
    steps,
)
from kb_tools.insight.monthly.repeats import Repeats, repeats
from kb_tools.insight.monthly.scope import Scope
from kb_tools.insight.monthly.span import Span, actual_days, span_of
from kb_tools.insight.periods import last_day, period_of
from kb_tools.insight.staffing import Post, kept, staffing
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = [
    "PAST",
    "Complaint",
    "Figures",
    "Monthly",
    "People",
    "figures",
    "monthly",
    "nearest",
    "report_spans",
    "span_has_data",
]

#: Spans back for which the figures stand side by side.
PAST = 6


@dataclass(frozen=True)
class People:
    """Who covers critical roles on the day of the report.

    Attributes:
        covered: Critical roles that two or more people cover.
        critical: Critical roles.
        weak: Critical roles that are not covered as required, the worst first; with their state.
    """

    covered: int
    critical: int
    weak: tuple[tuple[Post, str], ...]


@dataclass(frozen=True)
class Complaint:
    """A complaint that was recorded in the span.

    Attributes:
        kind: One of the seven kinds.
        page: The requirement or the review in which it stands.
        part: The finding of the review; empty for a requirement.
        day: When it was collected or found.
        waiting: How many actions and improvements that answer it are not done.
    """

    kind: str
    page: str
    part: str
    day: dt.date
    waiting: int


@dataclass(frozen=True)
class Figures:
    """A span in a few numbers.

    Attributes:
        span: The span.
        kept: Promises that were kept.
        missed: Promises that were missed.
        red: KPIs in red.
        measured: KPIs with a value.
        seen: Occurrences of known errors.
        reviews: Reviews held.
        done: Actions done.
    """

    span: Span
    kept: int
    missed: int
    red: int
    measured: int
    seen: int
    reviews: int
    done: int


@dataclass(frozen=True)
class Monthly:
    """The facts of a span.

    Attributes:
        span: The span.
        as_of: The day of the report: what is open or overdue is so on this day.
        scope: What it is about.
        promises: Promised against delivered.
        unmeasured: Promises without a KPI.
        measures: KPIs.
        causes: What is known about each miss.
        reviews: Reviews held, and those held since about the span.
        errors: Known errors that something happened to.
        repeats: How often known errors came back, by month.
        actions: Actions of reviews.
        improvements: Improvements.
        steps: Steps of improvements.
        risks: Risks.
        complaints: Complaints of the last 12 months that were recorded in the span.
        people: Cover of critical roles.
        maturity: Process -> its level by evidence on the day of the report.
        coming: What comes next.
        past: The spans before, oldest first, and this one.
    """

    span: Span
    as_of: dt.date
    scope: Scope
    promises: tuple[Promise, ...]
    unmeasured: tuple[Unmeasured, ...]
    measures: tuple[Measured, ...]
    causes: tuple[Cause, ...]
    reviews: tuple[ReviewNote, ...]
    errors: tuple[ErrorNote, ...]
    repeats: Repeats
    actions: Actions
    improvements: tuple[ImprovementNote, ...]
    steps: tuple[StepNote, ...]
    risks: tuple[RiskNote, ...]
    complaints: tuple[Complaint, ...]
    people: People
    maturity: Mapping[str, int]
    coming: Coming
    past: tuple[Figures, ...]

    @property
    def figures(self) -> Figures:
        """This span in a few numbers."""
        return self.past[-1]


def monthly(
    handbook: Handbook,
    span: Span,
    as_of: dt.date,
    scope: Scope | None = None,
    holidays: Collection[dt.date] = (),
) -> Monthly:
    """The facts of a span.

    Args:
        handbook: The handbook.
        span: The span.
        as_of: The day of the report.
        scope: What it is about; everything when absent.
        holidays: Last days of long holidays.
    """
    about = scope or Scope()
    made, found = promises(handbook, span, about), measures(handbook, span, about)
    held, errors = review_notes(handbook, span, as_of, about), error_notes(handbook, span, about, holidays)
    return Monthly(
        span,
        as_of,
        about,
        made,
        unmeasured(handbook, span, about),
        found,
        causes(handbook, span, found, made, held, errors, reviewed_actions(handbook, as_of), as_of),
        held,
        errors,
        repeats(handbook, span, about, holidays),
        actions(handbook, span, as_of, about),
        improvement_notes(handbook, span, as_of, about),
        steps(handbook, span, about),
        risk_notes(handbook, span, as_of, about, HORIZON),
        _complaints(handbook, span, as_of, about),
        _people(handbook, as_of),
        {} if about.only else levels(handbook, as_of),
        coming(handbook, span, as_of, about),
        _past(handbook, span, as_of, about),
    )


def figures(handbook: Handbook, span: Span, as_of: dt.date, scope: Scope, seen: int) -> Figures:
    """A span in a few numbers.

    Args:
        handbook: The handbook.
        span: The span.
        as_of: The day of the report.
        scope: What it is about.
        seen: Occurrences of known errors, which are counted for several spans at once.
    """
    made, found = promises(handbook, span, scope), measures(handbook, span, scope)
    return Figures(
        span,
        sum(promise.state == "kept" for promise in made),
        sum(promise.state == "missed" for promise in made),
        sum(one.status == "bad" for one in found),
        sum(bool(one.values) for one in found),
        seen,
        sum(note.within for note in review_notes(handbook, span, as_of, scope)),
        len(actions(handbook, span, as_of, scope).done),
    )


def report_spans(handbook: Handbook, as_of: dt.date, like: Span) -> tuple[Span, ...]:
    """Spans of one kind for which something was measured and which had begun on a day, oldest first."""
    ends = {end for value in actual_days(handbook) if (end := last_day(value.period))}
    found = {span for end in ends if (span := _holding(end, like)) and span.first <= as_of}
    return tuple(sorted(found))


def span_has_data(handbook: Handbook, span: Span) -> bool:
    """Whether something was measured in a span, or a review or a known error is of it."""
    if any(span.ends_with(value.period) for value in actual_days(handbook)):
        return True
    days = [day for name in ("known-error", "review") for page in handbook.by_type.get(name, ()) for day in _days(page)]
    return any(span.first.isoformat() <= day <= span.last.isoformat() for day in days)


def nearest(handbook: Handbook, span: Span, as_of: dt.date, count: int = 3) -> tuple[Span, ...]:
    """The spans of the same kind with measured values that lie closest to one without, oldest first."""
    known = report_spans(handbook, as_of, span)
    closest = sorted(known, key=lambda other: (abs((other.first - span.first).days), other.first))
    return tuple(sorted(closest[:count]))


def _past(handbook: Handbook, span: Span, as_of: dt.date, scope: Scope) -> tuple[Figures, ...]:
    chain = [span]
    known = {other.text for other in report_spans(handbook, as_of, span)}
    while len(chain) < PAST and chain[0].before.text in known:
        chain.insert(0, chain[0].before)
    seen = _seen(handbook, chain, scope)
    return tuple(figures(handbook, one, as_of, scope, seen[one]) for one in chain)


def _seen(handbook: Handbook, spans: Sequence[Span], scope: Scope) -> Mapping[Span, int]:
    """Occurrences of known errors in each of these spans."""
    found = dict.fromkeys(spans, 0)
    for page in kept(handbook, "known-error"):
        days = page.brief.says.get("occurrences", "").split()
        counts = {span: sum(str(span.first) <= day <= str(span.last) for day in days) for span in spans if days}
        if any(counts.values()) and scope.serves(*page.record.services):
            for span, count in counts.items():
                found[span] += count
    return found


def _complaints(handbook: Handbook, span: Span, as_of: dt.date, scope: Scope) -> tuple[Complaint, ...]:
    found = [
        Complaint(one.kind, one.page.id, one.part, one.day, len(one.waiting) + len(one.planned))
        for one in recorded_complaints(handbook, as_of)
        if span.holds(one.day) and (not one.services or scope.serves(*one.services))
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.page, one.part)))


def _people(handbook: Handbook, as_of: dt.date) -> People:
    staff = staffing(handbook, as_of)
    covered, critical = coverage(staff)
    weak = [(post, post_state(post)) for post in staff.roles.values() if post.criticality >= 4]
    weak = [entry for entry in weak if entry[1] != "covered"]
    weak.sort(key=lambda entry: (STATES.index(entry[1]), -entry[0].criticality, entry[0].id))
    return People(covered, critical, tuple(weak))


def _holding(day: dt.date, like: Span) -> Span | None:
    return span_of(period_of(day, like.text))


def _days(page: Page) -> list[str]:
    says = page.brief.says
    return f"{says.get('occurrences', '')} {says.get('held_on', '')}".split()

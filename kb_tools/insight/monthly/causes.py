"""Why a target was missed, as far as the handbook knows: what reviews found, which faults came back, who is at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb_tools.insight.actions import ReviewedAction
from kb_tools.insight.kpi import distance
from kb_tools.insight.kpi import measured as usable
from kb_tools.insight.maturity.ground import SWEEPING
from kb_tools.insight.monthly.measures import Measured, Promise
from kb_tools.insight.monthly.records import ErrorNote, ReviewNote
from kb_tools.insight.monthly.span import Span
from kb_tools.insight.periods import last_day
from kb_tools.insight.plans import open_plans, plans_for
from kb_tools.insight.trend import Trend, trend_of
from kb_tools.insight.weak_points import USUAL
from kb_tools.model.handbook import Handbook

__all__ = ["Cause", "causes"]


@dataclass(frozen=True)
class Cause:
    """A KPI that missed its target or a promise, with what the handbook links to it.

    Attributes:
        measured: The KPI in the span.
        promises: Promises that it missed.
        findings: Problems that reviews of the span found about it: review and position of the finding from 0.
        reviews: Other reviews of the span that looked at it, or at its process or service.
        errors: Known errors of the service that were seen in the span.
        actions: What those reviews decided on, that is still open: review and position from 0.
        improvements: Improvements that name this KPI and were not closed by the end of the span.
        risks: Risks that name it and were not closed by the end of the span.
        trend: Where the KPI was heading when the span ended.
    """

    measured: Measured
    promises: tuple[Promise, ...]
    findings: tuple[tuple[str, int], ...]
    reviews: tuple[str, ...]
    errors: tuple[str, ...]
    actions: tuple[tuple[str, int], ...]
    improvements: tuple[str, ...]
    risks: tuple[str, ...]
    trend: Trend

    @property
    def unanswered(self) -> bool:
        """Whether nothing is planned for it: no improvement or risk names it, whatever reviews decided on besides."""
        return not (self.improvements or self.risks)


def causes(
    handbook: Handbook,
    span: Span,
    measures: Sequence[Measured],
    promises: Sequence[Promise],
    reviews: Sequence[ReviewNote],
    errors: Sequence[ErrorNote],
    known: Sequence[ReviewedAction],
    as_of: dt.date,
) -> tuple[Cause, ...]:
    """What is known about each missed target; missed promises first, then by weight.

    Args:
        handbook: The handbook.
        span: The span.
        measures: KPIs in the span.
        promises: Promises in the span.
        reviews: Reviews of the span.
        errors: Known errors of the span.
        known: Actions of all reviews on the day of the report.
        as_of: The day of the report.
    """
    plans = open_plans(handbook, as_of, min(span.last, as_of))
    broken = [promise for promise in promises if promise.state == "missed"]
    by_kpi = {one.kpi: one for one in (*measures, *(promise.measured for promise in broken))}
    found, faults = [], _by_service(errors)
    for kpi, one in by_kpi.items():
        missed = tuple(promise for promise in broken if promise.measured.kpi == kpi)
        if missed or one.status in ("bad", "watch"):
            found.append(_cause(handbook, one, missed, reviews, faults, known, plans_for(plans, kpi)))
    return tuple(sorted(found, key=lambda cause: (not cause.promises, -_weight(handbook, cause), cause.measured.kpi)))


def _by_service(errors: Sequence[ErrorNote]) -> Mapping[str, tuple[str, ...]]:
    """Service -> known errors that were seen, in their order."""
    found: dict[str, list[str]] = {}
    for note in errors:
        for service in note.services if note.seen else ():
            found.setdefault(service, []).append(note.id)
    return {service: tuple(ids) for service, ids in found.items()}


def _weight(handbook: Handbook, cause: Cause) -> float:
    """Distance from the target in widths of the amber band, times criticality: what the scorecard ranks by."""
    kpi, latest = handbook.kpi(cause.measured.kpi), cause.measured.latest
    page = handbook.by_id.get(cause.measured.page)
    return distance(kpi, latest.value) * (page.record.criticality or USUAL) if kpi and latest and page else 0.0


def _cause(
    handbook: Handbook,
    one: Measured,
    missed: tuple[Promise, ...],
    reviews: Sequence[ReviewNote],
    faults: Mapping[str, tuple[str, ...]],
    known: Sequence[ReviewedAction],
    plans: Sequence[str],
) -> Cause:
    looked = [note for note in reviews if one.kpi in note.measured or _near(note, one)]
    findings = [(note.id, number) for note in looked for number in note.problems if _about(handbook, note, number, one)]
    told = {review for review, _ in findings}
    open_ = [item for item in known if item.is_open and (item.review.id, _answers(item)) in findings]
    return Cause(
        one,
        missed,
        tuple(findings),
        tuple(note.id for note in looked if note.id not in told),
        faults.get(one.page, ()),
        tuple((item.review.id, item.number) for item in open_),
        tuple(name for name in plans if handbook.by_id[name].type == "improvement"),
        tuple(name for name in plans if handbook.by_id[name].type == "risk"),
        _trend(handbook, one),
    )


def _trend(handbook: Handbook, one: Measured) -> Trend:
    kpi, newest = handbook.kpi(one.kpi), one.latest or one.before
    rows = usable(kpi, handbook.actuals.get(one.kpi, ()), last_day(newest.period) or dt.date.min) if newest else ()
    return trend_of(kpi, rows)


def _near(note: ReviewNote, one: Measured) -> bool:
    """Whether a review looked at the KPI's process or service; one of everything explains only what it measured."""
    return one.page in note.subject and note.kind not in SWEEPING


def _about(handbook: Handbook, note: ReviewNote, number: int, one: Measured) -> bool:
    """Whether a finding is about the KPI's page, or about a page without KPIs when the review looked at the KPI."""
    about = handbook.by_id[note.id].record.findings[number].about
    if about == one.page or one.kpi not in note.measured:
        return bool(about == one.page)
    page = handbook.by_id.get(about or "")
    return page is None or page.type not in ("process", "service")


def _answers(item: ReviewedAction) -> int:
    """Position of the finding that an action answers; -1 for none."""
    findings = item.review.record.findings
    return next((number for number, one in enumerate(findings) if one.id == item.action.finding), -1)

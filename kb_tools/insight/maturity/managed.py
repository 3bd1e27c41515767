"""Level 4, managed: measured without gaps, looked at by those who answer for it, and acted upon."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb_tools.insight.kpi import status_of
from kb_tools.insight.maturity.evidence import Fact, Ids, Result, Value, judged, lacking, nothing, seen
from kb_tools.insight.maturity.ground import Ground, months_before
from kb_tools.insight.periods import GRACE, age, ordinal, working_days_only
from kb_tools.model.handbook import Actual
from kb_tools.model.page import Page

__all__ = ["answered", "followed", "held_up", "reviewed", "series", "tuned"]

_PERIODS = 3
_LAST = 6
_SHARE = 70
_LATE_DAYS = 30
_MONTHS = 12


def series(ground: Ground, page: Page) -> Result:
    """M4.1: every KPI has values of three periods in a row up to the newest, and that one is not too old."""
    facts = [_series(ground, f"{page.id}/{kpi.id}", ground.values(page, kpi)) for kpi in page.record.kpis]
    return judged(facts or [lacking("no_kpi")])


def _series(ground: Ground, full_id: str, values: tuple[Actual, ...]) -> Fact:
    kpi = Ids([full_id])
    if not values:
        return lacking("no_values", kpi=kpi)
    periods = [actual.period for actual in values]
    row = _row(periods)
    if row < _PERIODS:
        return lacking("short_series", kpi=kpi, count=row, last=periods[-1])
    old = age(periods[-1], ground.as_of, working_days=working_days_only(periods))
    if old > GRACE:
        return lacking("old_series", kpi=kpi, last=periods[-1], age=round(old, 1))
    return seen("series", kpi=kpi, first=periods[-row], last=periods[-1], count=row)


def _row(periods: list[str]) -> int:
    """How many of the newest periods follow each other without a gap; weekends are none where none was measured."""
    count = 1
    free = working_days_only(periods)
    for later, earlier in zip(reversed(periods), reversed(periods[:-1]), strict=False):
        step = ordinal(later) - ordinal(earlier)
        if step != 1 and not (free and step <= 3):
            break
        count += 1
    return count


def reviewed(ground: Ground, page: Page) -> Result:
    """M4.2: a process review within 12 months that compared measured values with targets, and the owner was there."""
    facts: list[Fact] = []
    for review in reversed(ground.reviews(page.id)):
        if review.record.kind == "process-review" and ground.within(review.record.held_on, _MONTHS):
            facts = list(_held(ground, page, review))
            if all(fact.ok for fact in facts):
                return judged(facts)
    return judged(facts or [lacking("no_review", since=months_before(ground.as_of, _MONTHS))])


def _held(ground: Ground, page: Page, review: Page) -> Iterator[Fact]:
    record = review.record
    yield seen("review_held", review=Ids([review.id]), day=record.held_on)
    rows = [row for row in record.evidence if row.kpi and row.actual is not None and row.expected is not None]
    compared = Ids(dict.fromkeys(row.kpi for row in rows if row.kpi.partition("/")[0] == page.id))
    yield seen("compared", count=len(compared)) if compared else lacking("not_compared", review=Ids([review.id]))
    owner = page.record.owner
    post = ground.post(owner)
    there = {record.led_by, *record.attendees}
    present = owner in there or (post and there.intersection(post.holders))
    if owner:
        yield Fact("owner_there" if present else "owner_away", ok=bool(present), values={"role": Ids([owner])})
    else:
        yield lacking("no_owner")


def answered(ground: Ground, page: Page) -> Result:
    """M4.3: every KPI whose newest value is red has an open improvement or risk."""
    measured = [(kpi, values[-1]) for kpi in page.record.kpis if (values := ground.values(page, kpi))]
    if not measured:
        return nothing("nothing_measured")
    red = [(kpi, newest) for kpi, newest in measured if status_of(kpi, newest.value) == "bad"]
    return judged(
        [_answer(ground, page, kpi, newest) for kpi, newest in red] or [seen("none_red", count=len(measured))]
    )


def _answer(ground: Ground, page: Page, kpi: Any, newest: Actual) -> Fact:
    full_id = f"{page.id}/{kpi.id}"
    found = Ids(ground.answers(full_id))
    values: dict[str, Value] = {"kpi": Ids([full_id]), "period": newest.period, "value": newest.value}
    return seen("red_answered", **values, answers=found) if found else lacking("red", **values)


def held_up(ground: Ground, page: Page) -> Result:
    """M4.4: of the last six values of every KPI, seven of ten are not red."""
    states = [status_of(kpi, actual.value) for kpi in page.record.kpis for actual in ground.values(page, kpi)[-_LAST:]]
    if not states:
        return judged([lacking("no_values_at_all")])
    good = sum(state != "bad" for state in states)
    share = 100 * good // len(states)
    return judged([Fact("held_up", ok=share >= _SHARE, values={"count": good, "all": len(states), "percent": share})])


def tuned(ground: Ground, page: Page) -> Result:
    """M4.5: target and thresholds of every KPI were looked at within 12 months."""
    kpis = page.record.kpis
    days = {kpi.id: str(kpi.reviewed_on or "") for kpi in kpis}
    since, today = months_before(ground.as_of, _MONTHS).isoformat(), ground.as_of.isoformat()
    old = Ids(f"{page.id}/{kpi}" for kpi, day in days.items() if not since <= day <= today)
    values: dict[str, Value] = {"count": len(kpis) - len(old), "all": len(kpis), "since": since}
    facts = [Fact("tuned", ok=bool(kpis) and not old, values=values)]
    return judged([*facts, lacking("not_tuned", kpis=old)] if old else facts)


def followed(ground: Ground, page: Page) -> Result:
    """M4.6: no action of a review is more than 30 days late."""
    actions = ground.actions(page.id)
    if not actions:
        return nothing("no_actions")
    late = [item for item in actions if item.state == "overdue" and (ground.as_of - item.action.due).days > _LATE_DAYS]
    facts = [
        lacking(
            "late_action",
            review=Ids([item.review.id]),
            action=item.action.id,
            due=item.action.due,
            days=(ground.as_of - item.action.due).days,
        )
        for item in late
    ]
    return judged(facts or [seen("actions_in_time", count=len(actions), days=_LATE_DAYS)])

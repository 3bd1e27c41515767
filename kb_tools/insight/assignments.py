"""What is still to be done and who sees to it: open actions, steps, risks, reviews that fall due, figures to collect.

One list over all page types, so that a hand-over forgets none of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb_tools.insight.staffing import kept
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["KINDS", "Assignment", "assignments"]

#: Kinds of assignments, in the order in which lists show them.
KINDS = ("action", "step", "improvement", "risk", "review", "attestation", "kpi")
#: Types of pages that have an owner and are read again from time to time.
_OWNED = ("process", "service", "policy", "agreement", "risk")


@dataclass(frozen=True)
class Assignment:
    """One thing that somebody has to see to.

    Attributes:
        kind: One of `KINDS`: an action of a review, a step of an improvement, an open improvement or risk, a review
            that is planned, a page that has to be read again, or a KPI that is collected.
        page: The page that says so.
        part: Id of the action or KPI on it, or the number of the step; empty for the page as a whole.
        who: The role or person.
        text: What is to be done, in the source language; empty where the page's title says it.
        due: Until when; None where no day is said.
    """

    kind: str
    page: str
    part: str
    who: str
    text: str = ""
    due: dt.date | None = None


def assignments(handbook: Handbook) -> tuple[Assignment, ...]:
    """Everything that is open, by due date, then kind and page; what has no date comes last."""
    reviews = list(kept(handbook, "review"))
    followed = {page.record.previous for page in reviews}
    found = [
        *(entry for page in reviews for entry in _review(page, followed=page.id in followed)),
        *(entry for page in kept(handbook, "improvement") for entry in _improvement(page)),
        *(entry for page in kept(handbook, "risk") for entry in _risk(page)),
        *(entry for page in kept(handbook, "process", "service") for entry in _kpis(page)),
        *(entry for page in kept(handbook, *_OWNED) for entry in _attestation(page)),
    ]
    return tuple(
        sorted(found, key=lambda a: (a.due or dt.date.max, KINDS.index(a.kind), a.page, a.part, a.who)),
    )


def _review(page: Page, *, followed: bool) -> Iterator[Assignment]:
    record: Any = page.record
    for action in record.actions:
        if action.done_on is None:
            yield Assignment("action", page.id, action.id, action.owner, action.text, action.due)
    if record.next_on and record.led_by and not followed:
        yield Assignment("review", page.id, "", record.led_by, "", record.next_on)


def _improvement(page: Page) -> Iterator[Assignment]:
    record: Any = page.record
    if record.stage in ("closed", "rejected"):
        return
    if record.owner:
        yield Assignment("improvement", page.id, "", record.owner, "", record.due)
    for number, step in enumerate(record.steps, 1):
        if step.done_on is None and (who := step.owner or record.owner):
            yield Assignment("step", page.id, str(number), who, step.text, step.due)


def _risk(page: Page) -> Iterator[Assignment]:
    record: Any = page.record
    if record.owner and record.closed_on is None:
        yield Assignment("risk", page.id, "", record.owner, "", record.accepted_until)


def _kpis(page: Page) -> Iterator[Assignment]:
    for kpi in page.record.kpis:
        if kpi.collector:
            yield Assignment("kpi", page.id, kpi.id, kpi.collector, kpi.name)


def _attestation(page: Page) -> Iterator[Assignment]:
    record: Any = page.record
    if record.owner and record.reviewed:
        try:
            due = record.review_every.after(record.reviewed.date)
        except (OverflowError, ValueError):  # beyond the year 9999, where calendars end
            return
        yield Assignment("attestation", page.id, "", record.owner, "", due)

"""KB514 record-dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["record_dates"]

_TYPES = ("review", "improvement", "requirement", "risk")
_Dated = tuple[tuple[str | int, ...], "dt.date | None"]


@handbook_rule("KB514", "record-dates", Severity.ERROR)
def record_dates(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """Dates of a review, an improvement, a requirement or a risk are out of order, or lie in the future.

    What has happened (`held_on`, `done_on`, `raised_on`, `collected_on`, `closed_on`, `locked_in`, the timeline) cannot
    be later than today; a period ends after it begins; the next review comes after this one; an improvement is closed
    after it was raised; a timeline runs forward.

    ## Why it matters
    These dates are evidence: maturity, overdue actions and the calendar are worked out from them. One mistyped year
    makes all of it wrong.

    ## Example
    ```yaml
    raised_on: 2026-10-12
    closed_on: 2026-01-08
    ```

    ## Fix
    Correct the date that was mistyped. What is planned stands in `due` or `next_on`.
    """
    for name in _TYPES:
        for page in handbook.by_type.get(name, ()):
            if kept(page):
                yield from _future(page, context.as_of)
                yield from _order(page)


def _future(page: Page, as_of: dt.date) -> Iterator[Finding]:
    for path, day in _happened(page.record):
        if day and day > as_of:
            args = (("field", ".".join(map(str, path))), ("date", str(day)), ("today", str(as_of)))
            yield Finding(page.at(*path), "KB514", "future", args)


def _happened(record: Any) -> Iterator[_Dated]:
    for key in ("held_on", "raised_on", "collected_on", "closed_on"):
        yield (key,), getattr(record, key, None)
    for key, below in (("actions", "done_on"), ("steps", "done_on"), ("locked_in", "on")):
        for number, item in enumerate(getattr(record, key, ())):
            yield (key, number, below), getattr(item, below)
    for number, entry in enumerate(getattr(record, "timeline", ())):
        yield ("timeline", number, "at"), entry.at.date()


def _order(page: Page) -> Iterator[Finding]:
    for first, second in _pairs(page.record):
        if first[1] and second[1] and second[1] < first[1]:
            names = [".".join(map(str, path)) for path, _ in (first, second)]
            args = (("first", names[0]), ("earlier", str(first[1])), ("second", names[1]), ("later", str(second[1])))
            yield Finding(page.at(*second[0]), "KB514", "", args)


def _pairs(record: Any) -> Iterator[tuple[_Dated, _Dated]]:
    """What has to come first, and what has to come after it."""
    held, raised = getattr(record, "held_on", None), getattr(record, "raised_on", None)
    period = getattr(record, "period", None)
    if period:
        yield (("period", "first"), period.first), (("period", "last"), period.last)
    yield (("held_on",), held), (("next_on",), getattr(record, "next_on", None))
    for key in ("due", "closed_on"):
        yield (("raised_on",), raised), ((key,), getattr(record, key, None))
    timeline = getattr(record, "timeline", ())
    for number, (before, entry) in enumerate(pairwise(timeline)):
        yield (("timeline", number, "at"), before.at), (("timeline", number + 1, "at"), entry.at)

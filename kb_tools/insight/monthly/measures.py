"""Promised against delivered: the values of a span beside agreements' targets and KPIs' own.

Nothing is averaged: a mean of percentages over months is no percentage of anything. A longer span shows every value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from kb_tools.insight.kpi import Status, status_of
from kb_tools.insight.kpi import measured as usable
from kb_tools.insight.monthly.scope import Scope
from kb_tools.insight.monthly.span import Span
from kb_tools.insight.periods import last_day
from kb_tools.insight.staffing import kept
from kb_tools.insight.weak_points import USUAL
from kb_tools.model.handbook import Actual, Handbook
from kb_tools.model.page import Page

__all__ = ["Measured", "Promise", "Unmeasured", "measured", "measures", "promises", "unmeasured"]

#: Whether a promise was kept in every period of the span; `unknown` when nothing was measured.
Kept = Literal["kept", "missed", "unknown"]
_RANK = {"bad": 0, "watch": 1, "unknown": 2, "good": 3}


@dataclass(frozen=True)
class _Bar:
    """What a value is held against, in the shape of a KPI."""

    direction: str
    target: Any
    amber: None = None


@dataclass(frozen=True)
class Measured:
    """A KPI in a span.

    Attributes:
        kpi: Full id.
        page: Its process or service.
        values: Values whose period ended in the span, oldest first.
        before: The newest value from before the span; None when there is none.
        status: Status of the newest value of the span.
        expected: Whether a value should be there: a period of its frequency ended in the span.
    """

    kpi: str
    page: str
    values: tuple[Actual, ...]
    before: Actual | None
    status: Status
    expected: bool

    @property
    def latest(self) -> Actual | None:
        """The newest value of the span."""
        return self.values[-1] if self.values else None

    @property
    def change(self) -> float | None:
        """Newest value less the one before the span, in the KPI's unit, without the noise of binary fractions."""
        if self.latest is None or self.before is None:
            return None
        return round(self.latest.value - self.before.value, 9)


@dataclass(frozen=True)
class Promise:
    """A target of an agreement with a customer, and what was delivered.

    Attributes:
        agreement: The agreement.
        target: Id of the target.
        service: The service.
        customer: Customer.
        direction: Which way is better.
        promised: What was promised, a number or (low, high), in the KPI's unit.
        measured: What was delivered.
        missed: The values that miss the promise.
    """

    agreement: str
    target: str
    service: str
    customer: str
    direction: str
    promised: Any
    measured: Measured
    missed: tuple[Actual, ...]

    @property
    def state(self) -> Kept:
        """Whether it was kept."""
        if not self.measured.values:
            return "unknown"
        return "missed" if self.missed else "kept"

    @property
    def kept_before(self) -> bool | None:
        """Whether the value before the span kept it; None when there is none."""
        before = self.measured.before
        return None if before is None else _keeps(self.direction, self.promised, before.value)


@dataclass(frozen=True)
class Unmeasured:
    """A promise that no KPI measures, such as times by priority: its figures lie in the ticket system."""

    agreement: str
    target: str
    service: str


def measured(handbook: Handbook, kpi_id: str, span: Span) -> Measured | None:
    """A KPI in a span; None for one that does not exist."""
    kpi = handbook.kpi(kpi_id)
    if kpi is None:
        return None
    rows = usable(kpi, handbook.actuals.get(kpi_id, ()), span.last)
    values = tuple(row for row in rows if span.ends_with(row.period))
    earlier = [row for row in rows if (last_day(row.period) or dt.date.max) < span.first]
    status: Status = status_of(kpi, values[-1].value) if values else "unknown"
    before = earlier[-1] if earlier else None
    return Measured(kpi_id, kpi_id.partition("/")[0], values, before, status, _expected(kpi.frequency, span))


def measures(handbook: Handbook, span: Span, scope: Scope) -> tuple[Measured, ...]:
    """Every KPI that has or should have a value: what misses its target first, then what was not measured."""
    found = []
    for page in kept(handbook, "process", "service"):
        for kpi in page.record.kpis:
            full = f"{page.id}/{kpi.id}"
            one = measured(handbook, full, span) if scope.measures(full) else None
            if one and (one.values or one.expected):
                found.append((_RANK[one.status], -(page.record.criticality or USUAL), full, one))
    return tuple(one for *_, one in sorted(found, key=lambda entry: entry[:3]))


def promises(handbook: Handbook, span: Span, scope: Scope) -> tuple[Promise, ...]:
    """Measured promises of the agreements with customers that were in force in the span: missed ones first."""
    found = []
    for page in _in_force(handbook, span, scope):
        for target in page.record.targets:
            made = _promise(handbook, page, target, span)
            if made:
                found.append(made)
    order = {"missed": 0, "unknown": 1, "kept": 2}
    return tuple(sorted(found, key=lambda one: (order[one.state], one.service, one.agreement, one.target)))


def unmeasured(handbook: Handbook, span: Span, scope: Scope) -> tuple[Unmeasured, ...]:
    """Promises without a KPI, in the order of the agreements."""
    return tuple(
        Unmeasured(page.id, target.id, page.record.service or "")
        for page in _in_force(handbook, span, scope)
        for target in page.record.targets
        if not _metric(handbook, page, target)
    )


def _in_force(handbook: Handbook, span: Span, scope: Scope) -> Iterator[Page]:
    """Agreements with customers that held on some day of the span."""
    for page in kept(handbook, "agreement"):
        record = page.record
        begins, ends = record.valid_from or dt.date.min, record.valid_to or dt.date.max
        held = record.status == "approved" and begins <= span.last and ends >= span.first
        if record.kind == "SLA" and held and scope.serves(record.service or ""):
            yield page


def _metric(handbook: Handbook, page: Page, target: Any) -> str:
    found = handbook.resolve(target.metric, ("kpi",), page) if target.metric else None
    return found.id if found else ""


def _promise(handbook: Handbook, page: Page, target: Any, span: Span) -> Promise | None:
    kpi_id, record = _metric(handbook, page, target), page.record
    kpi, one = handbook.kpi(kpi_id), measured(handbook, kpi_id, span)
    if kpi is None or one is None or not (one.values or one.expected):
        return None
    promised = kpi.target if target.value is None else target.value
    missed = tuple(row for row in one.values if not _keeps(kpi.direction, promised, row.value))
    service, customer = record.service or "", record.customer or ""
    return Promise(page.id, target.id, service, customer, kpi.direction, promised, one, missed)


def _keeps(direction: str, promised: Any, value: float) -> bool:
    return status_of(_Bar(direction, promised), value) == "good"


def _expected(frequency: str, span: Span) -> bool:
    """Whether a period of this frequency ends in the span: a quarter does in its last month, a year in December."""
    if frequency == "quarterly":
        return span.kind != "month" or span.last.month % 3 == 0
    return frequency != "yearly" or span.last.month == 12

"""What is being done about a figure: open improvements and risks that name it.

One rule for everybody who asks: a record that names the KPI, or the service target that the KPI measures, is about it.
What only concerns the same process or service says nothing about any one of its figures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from kb_tools.model.handbook import Handbook, Target
from kb_tools.model.page import Page

__all__ = ["open_plans", "plans_for"]

_OVER = frozenset({"closed", "rejected"})


def open_plans(handbook: Handbook, as_of: dt.date, since: dt.date | None = None) -> Mapping[str, tuple[str, ...]]:
    """Full id of a KPI -> ids of improvements and risks that are open for it, sorted.

    An improvement names KPIs and service targets in `kpi` and `source`, a risk in `kpis`.

    Args:
        handbook: The handbook.
        as_of: The day; what was entered later does not exist yet.
        since: Earlier day: what was still open on it counts too, though it was closed by `as_of`.
    """
    found: dict[str, set[str]] = {}
    for page in _in_force(handbook, "improvement"):
        record = page.record
        if record.stage and _open(record, as_of, since or as_of, over=record.stage in _OVER):
            for name in _kpis(handbook, page, (record.kpi, *record.source)):
                found.setdefault(name, set()).add(page.id)
    for page in _in_force(handbook, "risk"):
        if _open(page.record, as_of, since or as_of, over=False):
            for name in _kpis(handbook, page, page.record.kpis):
                found.setdefault(name, set()).add(page.id)
    return {name: tuple(sorted(plans)) for name, plans in found.items()}


def plans_for(plans: Mapping[str, tuple[str, ...]], full_id: str) -> tuple[str, ...]:
    """What is open for a KPI.

    Args:
        plans: Answer of `open_plans`.
        full_id: `incident-management/p1-response`.
    """
    return plans.get(full_id, ())


def _open(record: object, as_of: dt.date, since: dt.date, *, over: bool) -> bool:
    """Whether a record existed on a day and was not closed by an earlier one; `over` decides where no day is known."""
    raised, closed = getattr(record, "raised_on", None), getattr(record, "closed_on", None)
    if raised and raised > as_of:
        return False
    return closed > since if closed else not over


def _kpis(handbook: Handbook, page: Page, named: Iterable[str | None]) -> set[str]:
    """KPIs among these ids, and those that measure targets among them."""
    found = set()
    for name in named:
        target = handbook.resolve(name, ("kpi", "target"), page) if name else None
        if target and target.kind == "target":
            target = _metric(handbook, target.id, target.page)
        if target:
            found.add(target.id)
    return found


def _metric(handbook: Handbook, full_id: str, agreement: Page | None) -> Target | None:
    if agreement is None or not agreement.readable:
        return None
    name = full_id.partition("/")[2]
    metrics = (target.metric for target in agreement.record.targets if target.id == name)
    metric = next(metrics, None)
    return handbook.resolve(metric, ("kpi",), agreement) if metric else None


def _in_force(handbook: Handbook, page_type: str) -> list[Page]:
    pages = [page for page in handbook.by_type.get(page_type, ()) if page.readable]
    return [page for page in pages if page.record.status == "approved"]

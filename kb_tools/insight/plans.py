"""What is being done about a figure: open improvements that name a KPI, and open risks of the page it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["open_plans", "plans_for"]

_OVER = frozenset({"closed", "rejected"})


def open_plans(handbook: Handbook, as_of: dt.date) -> Mapping[str, tuple[str, ...]]:
    """Id of a KPI, or of a page -> ids of improvements and risks that are open for it, sorted.

    An improvement stands for the KPIs in its `kpi` and `source`; one that names no KPI at all stands for the pages in
    `targets`. A risk stands for the pages in `linked`.
    """
    found: dict[str, set[str]] = {}
    for page in _in_force(handbook, "improvement"):
        record = page.record
        if record.stage is None or record.stage in _OVER or (record.closed_on and record.closed_on <= as_of):
            continue
        for target in _kpis(handbook, page) or record.targets:
            found.setdefault(target, set()).add(page.id)
    for page in _in_force(handbook, "risk"):
        if not (page.record.closed_on and page.record.closed_on <= as_of):
            for target in page.record.linked:
                found.setdefault(target, set()).add(page.id)
    return {target: tuple(sorted(plans)) for target, plans in found.items()}


def plans_for(plans: Mapping[str, tuple[str, ...]], full_id: str) -> tuple[str, ...]:
    """What is open for a KPI, or for the page it belongs to.

    Args:
        plans: Answer of `open_plans`.
        full_id: `incident-management/p1-response`.
    """
    return tuple(sorted({*plans.get(full_id, ()), *plans.get(full_id.partition("/")[0], ())}))


def _kpis(handbook: Handbook, page: Page) -> list[str]:
    named = [page.record.kpi, *page.record.source]
    targets = [handbook.resolve(name, ("kpi",), page) for name in named if name]
    return [target.id for target in targets if target]


def _in_force(handbook: Handbook, page_type: str) -> list[Page]:
    pages = [page for page in handbook.by_type.get(page_type, ()) if page.readable]
    return [page for page in pages if page.record.status == "approved"]

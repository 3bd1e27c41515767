"""KB410 no-effectiveness-kpi."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["no_effectiveness_kpi"]


@page_rule("KB410", "no-effectiveness-kpi", Severity.WARNING, types=("process",))
def no_effectiveness_kpi(page: Page) -> Iterator[Finding]:
    """A process has KPIs, but none says whether it reaches its goal.

    ## Why it matters
    First effectiveness, then efficiency: a process that does the wrong thing quickly and cheaply looks good in every
    figure that counts only time and money. ISO/IEC 20000-1 (9.1) asks for the effectiveness of the services and the
    SMS.

    ## Example
    ```yaml
    kpis:
      - {id: tickets, name: 处理单数, kind: volume, unit: 张, direction: higher, target: 400}
      - {id: unit-cost, name: 单票成本, kind: cost, unit: 元, direction: lower, target: 60}
    ```

    ## Fix
    Add a KPI of `kind: effectiveness` that measures the goal itself, such as faults solved in time.
    """
    if not kept(page):
        return
    kinds = [kpi.kind for kpi in page.record.kpis]
    if kinds and "effectiveness" not in kinds:
        named = ", ".join(dict.fromkeys(kind for kind in kinds if kind))
        args = (("kinds", named), ("unstated", str(kinds.count(None))), ("purpose", page.record.purpose or ""))
        yield Finding(page.at("kpis"), "KB410", "unstated" if None in kinds else "", args)

"""KB413 red-without-plan."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.measures import amount, measured_kpis, said
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.insight.honesty import honesty_of
from kb_tools.insight.kpi import status_of
from kb_tools.insight.plans import open_plans, plans_for
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["red_without_plan"]


@handbook_rule("KB413", "red-without-plan", Severity.WARNING, bodies=False)
def red_without_plan(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """The newest value of a KPI is red, and no open improvement or risk names it.

    An improvement names KPIs in `kpi` and `source`, a risk in `kpis`; a target of an agreement stands for the KPI that
    measures it. Records that only concern the same process or service, and closed or rejected ones, do not count.

    ## Why it matters
    A red figure that nothing follows from teaches everybody that figures do not matter. ISO/IEC 20000-1 (10.1, 10.2):
    what misses its target is reacted to, and improvements are managed.

    ## Example
    ```text
    kpi,period,value
    incident-management/p1-response,2026-10,71.4
    ```
    (amber is 85, and nobody has written an improvement)

    ## Fix
    Write an improvement with `kpi:` and an owner, or name it in the `kpis` of a risk. If red is what you have
    decided to live with, that is a risk with `treatment: accept`; if the target is wrong, change it in a review.
    """
    red = [
        one
        for one in measured_kpis(handbook, context)
        if status_of(one.kpi, one.values[-1].value) == "bad"
    ]  # fmt: skip
    plans = open_plans(handbook, context.as_of) if red else {}
    for one in red:
        if plans_for(plans, one.id):
            continue
        count, newest = honesty_of(one.kpi, one.values, context.as_of).red, one.values[-1]
        args = (
            ("kpi", one.kpi.name),
            ("id", one.id),
            ("count", str(count)),
            ("value", amount(newest.value, one.kpi.unit)),
            ("period", newest.period),
            ("target", said(one.kpi.target)),
        )
        yield Finding(one.where, "KB413", "" if count > 1 else "once", args)

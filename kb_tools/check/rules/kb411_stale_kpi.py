"""KB411 stale-kpi."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.measures import measured_kpis
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.insight.periods import is_old, next_period
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["stale_kpi"]


@handbook_rule("KB411", "stale-kpi", Severity.WARNING, bodies=False)
def stale_kpi(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """The newest value of a KPI is so old that the next one should be there.

    Counted is from the end of its period: one and a half periods later the next one is over, and there was half of
    another to collect its figure. Of days on which nothing was ever measured at a weekend, weekends do not count. A KPI
    that has never been measured is not meant.

    ## Why it matters
    A green figure of the spring says nothing about today, but stands on the scorecard as if it did. ISO/IEC 20000-1
    (9.1): when results are measured is planned, and kept.

    ## Example
    ```text
    kpi,period,value
    incident-management/p1-response,2026-07,96.2
    ```
    (monthly, and it is the middle of November)

    ## Fix
    Enter the values that are missing. If nobody measures it any more, take the KPI out; if it is measured less often,
    correct `frequency`.
    """
    for one in measured_kpis(handbook, context):
        newest = one.values[-1].period
        if is_old([actual.period for actual in one.values], context.as_of):
            args = (("kpi", one.kpi.name), ("id", one.id), ("period", newest), ("next", next_period(newest)))
            yield Finding(one.where, "KB411", "", args)

"""KB412 gap-in-actuals."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.measures import measured_kpis
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.insight.honesty import recent_gaps
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["gap_in_actuals"]

#: So many missing periods are named.
_MOST = 5


@handbook_rule("KB412", "gap-in-actuals", Severity.WARNING, bodies=False)
def gap_in_actuals(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """Periods are missing among the measured values of a KPI, within the year before its newest value.

    Weekends are not missing where nothing was ever measured at a weekend.

    ## Why it matters
    The month that is missing is rarely the best one. A line drawn across it shows a development that nobody measured.

    ## Example
    ```text
    kpi,period,value
    mail/availability,2026-08,99.97
    mail/availability,2026-10,99.92
    ```

    ## Fix
    Enter the value, late if need be, with a note where it comes from. If it is measured less often, correct
    `frequency`. If it cannot be had any more, waive the finding on the KPI's page and say why.
    """
    for one in measured_kpis(handbook, context):
        gaps = recent_gaps([actual.period for actual in one.values])
        if gaps:
            shown = ", ".join(gaps[-_MOST:]) + (" …" if len(gaps) > _MOST else "")
            args = (("kpi", one.kpi.name), ("id", one.id), ("count", str(len(gaps))), ("periods", shown))
            yield Finding(one.where, "KB412", "" if len(gaps) > 1 else "one", args)

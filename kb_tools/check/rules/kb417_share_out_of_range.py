"""KB417 share-out-of-range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb_tools.check.measures import amount, measured_kpis
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.insight.forecast import is_percent
from kb_tools.insight.kpi import numbers
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location

__all__ = ["share_out_of_range"]


@handbook_rule("KB417", "share-out-of-range", Severity.WARNING, bodies=False)
def share_out_of_range(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A share in per cent is below 0, or above 100 where more is better.

    Meant are KPIs in % whose target and amber lie between 0 and 100. Where less is better, as with overruns of a
    budget, more than 100 is possible.

    ## Why it matters
    No service is there for 103 % of the time. Such a value is a slip of the pen or a wrong formula, and as long as it
    stands, it counts as on target and lifts every mean.

    ## Example
    ```text
    kpi,period,value
    mail/availability,2026-10,999.2
    mail/availability,2026-11,-5
    ```

    ## Fix
    Correct the value or the formula. What is no share but a difference, such as a change against last year, gets a unit
    that says so, `percentage points` for example.
    """
    for one in measured_kpis(handbook, context):
        if not is_percent(one.kpi.unit or "") or not _is_share(one.kpi):
            continue
        most = 100.0 if one.kpi.direction == "higher" else float("inf")
        for row in one.values:
            if not 0 <= row.value <= most:
                args = (("kpi", one.id), ("period", row.period), ("value", amount(row.value, "%")))
                where = Location(row.path, row.line, 1, row.line, len(row.kpi) + 1)
                yield Finding(where, "KB417", "below" if row.value < 0 else "", args)


def _is_share(kpi: Any) -> bool:
    """Whether target and amber are shares of a whole."""
    edges = (*numbers(kpi.target), *numbers(kpi.amber if kpi.amber is not None else kpi.target))
    return all(0 <= edge <= 100 for edge in edges)

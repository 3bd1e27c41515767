"""KB905 requirement-unmet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["requirement_unmet"]

#: So long a requirement may be open.
_PATIENCE = dt.timedelta(days=90)


@handbook_rule("KB905", "requirement-unmet", Severity.WARNING)
def requirement_unmet(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A requirement is neither met nor planned nor declined, 90 days after it was collected; or its plan was dropped.

    ## Why it matters
    Whoever was asked and hears nothing will not answer the next survey. A clear no is better than silence.
    ISO/IEC 20000-1 (8.3.2), FitSM PR7.

    ## Example
    ```yaml
    customer: all-staff
    method: survey
    collected_on: 2026-05-12      # no met_by, planned_by or declined
    ```

    ## Fix
    Name the agreement, KPI or procedure that meets it (`met_by`), the improvement that will (`planned_by`), or tell the
    customer why not (`declined`).
    """
    for page in approved(handbook, "requirement"):
        record = page.record
        if record.met_by or record.declined:
            continue
        if record.planned_by:
            plans = [handbook.by_id.get(target) for target in record.planned_by]
            known = [plan for plan in plans if plan is not None and plan.type == "improvement" and plan.readable]
            if known and all(plan.record.stage == "rejected" for plan in known):
                args = (("plan", ", ".join(plan.id for plan in known)),)
                yield Finding(page.at("planned_by"), "KB905", "dropped", args)
        elif record.collected_on and record.collected_on + _PATIENCE < context.as_of:
            days = (context.as_of - record.collected_on).days
            yield Finding(page.at("collected_on"), "KB905", "", (("days", str(days)),))

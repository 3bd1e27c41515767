"""KB415 never-missed."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.measures import amount, measured_kpis, said
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.insight.honesty import NEVER_MISSED, honesty_of
from kb_tools.insight.kpi import missed
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["never_missed"]


@handbook_rule("KB415", "never-missed", Severity.INFO, bodies=False)
def never_missed(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A KPI has reached its target in each of the last twelve periods or more: the target may be too easy.

    Targets that cannot be any harder (all of a share, nothing at all) are not meant.

    ## Why it matters
    A target that is never missed steers nothing. Either it is below what everybody does anyway, or the figure measures
    what is easy to reach. A team that has become this good deserves the next step.

    ## Example
    ```yaml
    - {id: calls, name: 当天接通率, unit: "%", direction: higher, target: 80}     # 93 to 97 since last year
    ```

    ## Fix
    Ask the customers what they need, and set the target there. If it is right as it is, waive the finding on the page
    and say why; or measure something that still can go wrong.
    """
    for one in measured_kpis(handbook, context):
        if len(one.values) < NEVER_MISSED or missed(one.kpi, one.values[-1].value):
            continue
        found = honesty_of(one.kpi, one.values, context.as_of)
        if found.never_missed:
            values = [actual.value for actual in one.values[-found.never_missed :]]
            args = (
                ("kpi", one.kpi.name),
                ("id", one.id),
                ("count", str(found.never_missed)),
                ("target", said(one.kpi.target)),
                ("worst", amount((max if one.kpi.direction == "lower" else min)(values), one.kpi.unit)),
            )
            yield Finding(one.where, "KB415", "easy" if found.easy else "", args)

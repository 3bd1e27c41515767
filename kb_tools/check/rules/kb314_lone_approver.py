"""KB314 lone-approver."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.insight.staffing import CRITICAL, staffing
from kb_tools.insight.weak_points import approvals
from kb_tools.model.cover import accepted_risks
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["lone_approver"]


@handbook_rule("KB314", "lone-approver", Severity.WARNING, bodies=False)
def lone_approver(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """Exactly one person may take a decision, and nobody stands in.

    Counted are active and qualified holders and deputies of every role that may take the same decision within the same
    limit. Not reported: roles of criticality 4 and 5 that are short of people (KB306 says so), roles that need one
    person only (`required_cover: 1`), and roles that an accepted, dated risk speaks of.

    ## Why it matters
    While that person is away, others wait, or decide without being allowed to. ISO/IEC 20000-1 (5.3) asks for
    authorities that are assigned; FitSM PR12 for approvals that can be had in time.

    ## Example
    ```yaml
    criticality: 3
    holders: [{person: shen-jie, since: 2024-01-01}]
    authority: [{decision: 批准配置基线}]
    ```

    ## Fix
    Name a deputy, or give the same decision to a second role.
    """
    risks = accepted_risks(handbook, context.as_of)
    lone = {}
    for entry in approvals(handbook, staffing(handbook, context.as_of)):
        if len(entry.people) == 1:
            lone[entry.key] = next(iter(entry.people))
    for role in approved(handbook, "role") if lone else ():
        record = role.record
        if record.criticality >= CRITICAL or record.required_cover < 2 or role.id in risks:
            continue
        for number, right in enumerate(record.authority):
            key = (" ".join(right.decision.split()), " ".join((right.limit or "").split()))
            if key in lone:
                args = (("decision", right.decision), ("person", lone[key]))
                yield Finding(role.at("authority", number, "decision"), "KB314", args=args)

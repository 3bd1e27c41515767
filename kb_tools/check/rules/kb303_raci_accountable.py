"""KB303 raci-accountable."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["raci_accountable"]


@page_rule("KB303", "raci-accountable", Severity.ERROR, types=("process",))
def raci_accountable(page: Page) -> Iterator[Finding]:
    """An activity has no accountable role, or more than one.

    ## Why it matters
    RACI works because exactly one role answers for the result. With none, nobody can be asked; with two, each waits for
    the other. ISO/IEC 20000-1 (5.3); ITIL asks for one A per row of the matrix.

    ## Example
    ```yaml
    - id: approve
      name: 审批
      responsible: [change-approver]
      accountable: [change-manager, change-process-owner]    # two
    ```

    ## Fix
    Keep the one role that must answer for the result; the other is consulted or informed. A sub-process that names its
    own process needs none: that process says who answers.
    """
    if not kept(page):
        return
    for number, activity in enumerate(page.record.activities):
        roles = tuple(dict.fromkeys(activity.accountable))
        args = (("activity", activity.name), ("roles", ", ".join(roles)), ("first", next(iter(roles), "")))
        if len(roles) > 1:
            yield Finding(page.at("activities", number, "accountable", 1), "KB303", "many", args)
        elif not roles and not activity.process:
            yield Finding(page.at("activities", number, "accountable"), "KB303", "none", args)

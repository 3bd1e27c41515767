"""KB510 action-overdue."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.insight.actions import reviewed_actions
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["action_overdue"]


@handbook_rule("KB510", "action-overdue", Severity.WARNING)
def action_overdue(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """An action that a review decided on is not done, and its day has passed.

    An action that a later review reports as `dropped` is left alone.

    ## Why it matters
    A review changes nothing; its actions do. Once they may be late without anybody asking, nobody takes the next
    review seriously. ISO/IEC 20000-1 (10.1), FitSM GR7.

    ## Example
    ```yaml
    actions:
      - {id: a1, text: Calls go to the deputy, owner: incident-manager, due: 2026-10-31}    # today is 2026-11-15
    ```

    ## Fix
    Do it and write `done_on` and `result`. If it has to wait, agree on a new `due` with whoever led the review; if
    nobody needs it any more, let the next review report it with `state: dropped`.
    """
    for item in reviewed_actions(handbook, context.as_of):
        if item.state == "overdue":
            action = item.action
            days = (context.as_of - action.due).days
            args = (("id", action.id), ("due", str(action.due)), ("days", str(days)), ("owner", action.owner))
            yield Finding(item.review.at("actions", item.number, "due"), "KB510", "", args)

"""KB520 earlier-actions-untold."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.insight.actions import followed_up
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["earlier_actions_untold"]


@handbook_rule("KB520", "earlier-actions-untold", Severity.WARNING)
def earlier_actions_untold(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A review names the one before it, and does not say what became of all its actions.

    ## Why it matters
    Plan, do, check, act: the next review is where the circle closes. Maturity level 5 asks for it, and ISO/IEC 20000-1
    (9.3) begins every management review with it.

    ## Example
    ```yaml
    previous: rev-2026-003      # decided on a1, a2 and a3
    follow_up:
      - {review: rev-2026-003, action: a1, state: done}
    ```

    ## Fix
    Report on each of them: `done`, `open` or `dropped`, with a word on what came of it. What another review has
    reported as done or dropped need not be told again.
    """
    said = followed_up(handbook)
    for page in approved(handbook, "review"):
        before = handbook.by_id.get(page.record.previous or "")
        if before is None or before.type != "review" or not before.readable:
            continue
        here = {entry.action for entry in page.record.follow_up if entry.review == before.id}
        untold = [
            action.id
            for action in before.record.actions
            if action.id not in here
            and not any(entry.state in ("done", "dropped") for entry in said.get((before.id, action.id), ()))
        ]
        if untold:
            args = (("review", before.id), ("missing", ", ".join(untold)))
            yield Finding(page.at("previous"), "KB520", "", args)

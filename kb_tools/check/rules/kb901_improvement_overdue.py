"""KB901 improvement-overdue."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["improvement_overdue"]

_ENDED = ("closed", "rejected")


@handbook_rule("KB901", "improvement-overdue", Severity.WARNING)
def improvement_overdue(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """An improvement, or one of its steps, is late.

    ## Why it matters
    Improvements have no customer who rings. Without somebody looking at the date they end in the middle, and the
    effort is lost. ISO/IEC 20000-1 (10.2).

    ## Example
    ```yaml
    stage: do
    due: 2026-09-30      # today is 2026-11-15
    ```

    ## Fix
    Finish it; or agree on a new date and say why in the text; or close it with the result that it has, or reject it
    with a reason.
    """
    for page in approved(handbook, "improvement"):
        record = page.record
        if record.stage in _ENDED:
            continue
        if record.due and record.due < context.as_of:
            days = (context.as_of - record.due).days
            args = (("due", str(record.due)), ("days", str(days)), ("owner", record.owner or "-"))
            yield Finding(page.at("due"), "KB901", "", args)
        for number, step in enumerate(record.steps):
            if step.due < context.as_of and not step.done_on:
                days = (context.as_of - step.due).days
                args = (("due", str(step.due)), ("days", str(days)), ("owner", step.owner or record.owner or "-"))
                yield Finding(page.at("steps", number, "due"), "KB901", "step", args)

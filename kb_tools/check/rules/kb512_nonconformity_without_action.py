"""KB512 nonconformity-without-action."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import in_force
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["nonconformity_without_action"]

_NONCONFORMITIES = ("minor-nc", "major-nc")


@page_rule("KB512", "nonconformity-without-action", Severity.WARNING, types=("review",))
def nonconformity_without_action(page: Page) -> Iterator[Finding]:
    """A review found a nonconformity, and no action answers it.

    ## Why it matters
    A rule that was found broken and stays broken is no rule. ISO/IEC 20000-1 (10.1): react to the nonconformity, and
    evaluate whether its cause has to go.

    ## Example
    ```yaml
    findings:
      - {id: f1, kind: minor-nc, text: Supplier access without a change}
    actions: []
    ```

    ## Fix
    Add an action with `finding: f1`, an owner and a date. If it is no nonconformity after all, call it an observation.
    """
    if not in_force(page):
        return
    record = page.record
    answered = {action.finding for action in record.actions}
    for number, finding in enumerate(record.findings):
        if finding.kind in _NONCONFORMITIES and finding.id not in answered:
            yield Finding(page.at("findings", number, "kind"), "KB512", "", (("id", finding.id),))

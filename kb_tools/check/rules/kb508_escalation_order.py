"""KB508 escalation-order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["escalation_order"]


@page_rule("KB508", "escalation-order", Severity.ERROR, types=("procedure", "service", "agreement"))
def escalation_order(page: Page) -> Iterator[Finding]:
    """A step of an escalation comes earlier than the step before it.

    Two roles may be called at the same time.

    ## Why it matters
    Under pressure the list is read from top to bottom. A step out of order is called too late, and the wrong person
    first. ISO/IEC 20000-1 (8.6.1), FitSM PR9.

    ## Example
    ```yaml
    escalation:
      - {after: 30 min, to: incident-manager}
      - {after: 15 min, to: mail-service-owner}      # earlier than the step above
    ```

    ## Fix
    Order the steps by time, or correct the time.
    """
    if b'"escalation":[' not in page.front or not kept(page):
        return
    for number, (before, step) in enumerate(pairwise(page.record.escalation), 1):
        if step.after.minutes < before.after.minutes:
            args = (("after", str(step.after)), ("before", str(before.after)), ("to", step.to), ("first", before.to))
            yield Finding(page.at("escalation", number, "after"), "KB508", "", args)

"""KB906 risk-treatment."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import in_force
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["risk_treatment"]


@page_rule("KB906", "risk-treatment", Severity.WARNING, types=("risk",))
def risk_treatment(page: Page) -> Iterator[Finding]:
    """A risk is to be reduced by nothing, or what remains of it is larger than the risk itself.

    Closed risks are left alone.

    ## Why it matters
    "Reduce" without a control is a wish. A residual above likelihood × impact is a slip of the pen, or a control that
    makes matters worse. ISO/IEC 20000-1 (6.1).

    ## Example
    ```yaml
    likelihood: 2
    impact: 3
    treatment: reduce       # no controls, no improvements
    residual: 8             # 2 × 3 is 6
    ```

    ## Fix
    Name the pages that control it (`controls`) or the improvement that is to bring it down (`improvements`), and work
    out the residual again. If nothing is done, `treatment: accept`, by somebody and until a day.
    """
    if not in_force(page):
        return
    record = page.record
    if record.closed_on:
        return
    if record.treatment == "reduce" and not record.controls and not record.improvements:
        yield Finding(page.at("treatment"), "KB906", "", ())
    if record.residual is not None and record.likelihood and record.impact:
        inherent = record.likelihood * record.impact
        if record.residual > inherent:
            args = (("residual", str(record.residual)), ("inherent", str(inherent)))
            yield Finding(page.at("residual"), "KB906", "residual", args)

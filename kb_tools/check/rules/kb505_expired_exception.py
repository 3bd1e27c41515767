"""KB505 expired-exception."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["expired_exception"]


@handbook_rule("KB505", "expired-exception", Severity.ERROR, bodies=False)
def expired_exception(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """An exception from a policy has passed its last day and still stands on the page.

    ## Why it matters
    Whoever reads the page believes that the exception holds. Exceptions that outlive their date become the rule.

    ## Example
    ```yaml
    exceptions:
      - {who: 二厂区产线, until: 2026-06-30, reason: 旧控制器改造完成之前}
    ```

    ## Fix
    Delete the exception, or let whoever approves the policy extend it to a new date.
    """
    for page in approved(handbook, "policy"):
        if b'"exceptions":[' not in page.front:
            continue
        for number, exception in enumerate(page.record.exceptions):
            if exception.until < context.as_of:
                args = (("who", exception.who), ("until", str(exception.until)))
                yield Finding(page.at("exceptions", number, "until"), "KB505", "", args)

"""KB090 bad-suppression."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["bad_suppression"]


@load_rule("KB090", "bad-suppression", Severity.WARNING)
def bad_suppression() -> None:
    """A suppression comment does not work: no reason, no code, a code that does not exist, or an end that is no date.

    ## Why it matters
    A suppression is a decision to live with a fault, and an auditor asks why. Without a reason nobody knows a year
    later whether it still holds; with a wrong code it silences nothing.

    ## Example
    ```markdown
    <!-- kb: ignore[KB203] -->
    老的报销规则见 [旧门户](../archive/expense.md)。
    ```

    ## Fix
    Write the code and why, best with an end.
    ```markdown
    <!-- kb: ignore[KB203] 旧门户 11 月底下线 until 2026-11-30 -->
    老的报销规则见 [旧门户](../archive/expense.md)。
    ```
    """

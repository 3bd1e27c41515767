"""KB091 expired-suppression."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["expired_suppression"]


@load_rule("KB091", "expired-suppression", Severity.WARNING)
def expired_suppression() -> None:
    """The last day of a suppression has passed: it no longer silences anything.

    ## Why it matters
    Somebody promised to be done by that day. The finding that was silenced counts again, and this one says why it is
    back.

    ## Example
    ```yaml
    purpose: 在业务变慢之前发现容量不够。   # kb: ignore[KB301] 岗位 1 月到位 until 2026-01-31
    ```

    ## Fix
    Mend the fault and delete the comment. If it takes longer, decide so anew: a new day and the reason for it.
    """

"""KB104 wrong-value."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["wrong_value"]


@load_rule("KB104", "wrong-value", Severity.ERROR)
def wrong_value() -> None:
    """A value is not what its field holds: no date, no number, none of the choices, a text instead of a list.

    ## Why it matters
    Nothing is guessed: `2026-02-30` does not become 2 March, `no` does not become false where a text belongs, and `15`
    is no time without a unit. What fails is left out of every table and figure until it is right.

    ## Example
    ```yaml
    status: aproved
    time_limit: 15
    triggers: 用户来电
    reviewed: {by: chen-li, date: 2026-02-30}
    ```

    ## Fix
    Write it as the finding says.
    ```yaml
    status: approved
    time_limit: 15 min
    triggers: [用户来电]
    reviewed: {by: chen-li, date: 2026-02-28}
    ```
    """

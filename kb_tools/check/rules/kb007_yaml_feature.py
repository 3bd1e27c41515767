"""KB007 yaml-feature."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["yaml_feature"]


@load_rule("KB007", "yaml-feature", Severity.ERROR)
def yaml_feature() -> None:
    """Front matter uses a tag (`!!`), an anchor (`&`), an alias (`*`) or a merge key (`<<`).

    ## Why it matters
    They let a few lines grow to gigabytes ("billion laughs") and can make a careless reader of YAML run code. And a
    person who reads the page does not see the value where it counts.

    ## Example
    ```yaml
    hours: &hours 周一至周五 8:00-18:00
    support_hours: *hours
    ```

    ## Fix
    Write the value out in both places. A text that really starts with `&`, `*` or `!` is put in quotes.
    """

"""KB009 too-deep."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["too_deep"]


@load_rule("KB009", "too-deep", Severity.ERROR)
def too_deep() -> None:
    """Front matter is nested more than 20 levels deep.

    ## Why it matters
    No field of a page needs more than five levels. Deeper nesting is a mistake or an attack: 200 KB of `[` stop a
    careless reader of YAML.

    ## Example
    ```yaml
    tools: [[[[[[[[[[[[[[[[[[[[[工单系统]]]]]]]]]]]]]]]]]]]]]
    ```

    ## Fix
    Take the surplus brackets or levels out; a page of the same type shows the shape.
    """

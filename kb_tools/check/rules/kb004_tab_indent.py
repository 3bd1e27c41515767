"""KB004 tab-indent."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["tab_indent"]


@load_rule("KB004", "tab-indent", Severity.ERROR)
def tab_indent() -> None:
    """A line of front matter is indented with a tab.

    ## Why it matters
    YAML forbids it (https://yaml.org/spec/1.2.2/#61-indentation-spaces), because a tab is as wide as each editor likes:
    two lines that look aligned would not be.

    ## Example
    ```yaml
    scope:
    →in: 全部在运行的服务        # → is a tab
    ```

    ## Fix
    Use two spaces a level. Editors can do it for you: "indent using spaces", or the `.editorconfig` of the handbook.
    """

"""KB001 yaml-syntax."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["yaml_syntax"]


@load_rule("KB001", "yaml-syntax", Severity.ERROR)
def yaml_syntax() -> None:
    """The front matter, or a data file, cannot be read: a bracket, a quote, a colon or the indentation is wrong.

    Only this finding is reported for the page until it can be read; all other pages are checked.

    ## Why it matters
    A page that cannot be read is not published. A generator that swallows such an error publishes the page without its
    owner, or prints the raw block in front of the reader.

    ## Example
    ```yaml
    title: 事件管理: 从来电到恢复       # a second colon with a space
    tools: [工单系统, 监控平台           # the bracket is never closed
    ```

    ## Fix
    Put a text that contains `: ` or ` #`, or starts with a character such as `@ % * & [ {`, in quotes. Close what was
    opened. Indent with two spaces a level. The rules of the format: https://yaml.org/spec/1.2.2/
    ```yaml
    title: "事件管理: 从来电到恢复"
    tools: [工单系统, 监控平台]
    ```
    """

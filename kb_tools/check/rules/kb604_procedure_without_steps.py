"""KB604 procedure-without-steps."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.rules.kb6_text import has_list, looks_numbered
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["procedure_without_steps"]


@page_rule("KB604", "procedure-without-steps", Severity.ERROR, types=("procedure",))
def procedure_without_steps(page: Page) -> Iterator[Finding]:
    """A procedure has no numbered list with at least two steps.

    ## Why it matters
    Somebody who has never done it follows a procedure one step at a time, and says on the phone "I am at step 4".
    Prose cannot be followed under pressure.

    ## Example
    ```markdown
    ## 步骤
    先登录控制台，然后停止服务，最后检查队列。
    ```

    ## Fix
    One action per step, as a Markdown list:
    ```markdown
    1. 登录控制台。
    2. 停止服务。
    ```
    `1、`, `1)` and `（1）` are no list to Markdown.
    """
    if has_list(page, 2):
        return
    found = looks_numbered(page)
    if found:
        yield Finding(page.at_line(found.line), "KB604", "style", (("number", found.number),))
    else:
        yield Finding(page.at(), "KB604")

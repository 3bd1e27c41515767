"""KB605 policy-without-statements."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.rules.kb6_text import has_list, looks_numbered
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["policy_without_statements"]


@page_rule("KB605", "policy-without-statements", Severity.ERROR, types=("policy",))
def policy_without_statements(page: Page) -> Iterator[Finding]:
    """A policy has no numbered statements.

    ## Why it matters
    "Statement 6 was not kept" can be checked and argued about; "the policy was not kept" cannot. FitSM and ISO/IEC
    20000-1 (5.2) ask for policies that people can refer to.

    ## Example
    ```markdown
    变更要先批准，紧急时也要两个人同意。
    ```

    ## Fix
    One statement per number:
    ```markdown
    1. 每个变更应当先批准再实施。
    2. 紧急变更应当由两人同意。
    ```
    `第一条` and `1、` are no list to Markdown.
    """
    if has_list(page, 1):
        return
    found = looks_numbered(page)
    if found:
        yield Finding(page.at_line(found.line), "KB605", "style", (("number", found.number),))
    else:
        yield Finding(page.at(), "KB605")

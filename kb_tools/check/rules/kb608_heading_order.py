"""KB608 heading-order."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["heading_order"]


@page_rule("KB608", "heading-order", Severity.WARNING, translations=True)
def heading_order(page: Page) -> Iterator[Finding]:
    """A heading has the wrong level: heading 1 in the body, or a level that is skipped.

    ## Why it matters
    The title of the page is its only heading 1; it comes from `title:`. People who cannot see the page, and
    everybody who uses its table of contents, move by heading levels (WCAG 2.2, 1.3.1 and 2.4.6).

    ## Example
    ```markdown
    ## 步骤
    #### 检查
    ```

    ## Fix
    Begin with `##`, and go down one level at a time.
    """
    level = 1
    for heading in page.headings:
        if heading.level == 1 or heading.level > level + 1:
            args = (("text", heading.text), ("level", "#" * heading.level), ("wanted", "#" * (level + 1)))
            yield Finding(page.at_line(heading.line), "KB608", "" if heading.level == 1 else "skipped", args)
        level = heading.level

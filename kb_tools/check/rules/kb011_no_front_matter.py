"""KB011 no-front-matter."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["no_front_matter"]


@load_rule("KB011", "no-front-matter", Severity.ERROR)
def no_front_matter() -> None:
    """A page in a folder of records has no front matter, or the line that ends it is missing.

    ## Why it matters
    Without it the page is no process, no role and no known error: no owner, no checks, no place on any list.

    ## Example
    ```markdown
    ---
    title: 事件管理
    owner: incident-process-owner

    ## 怎么运转
    ```

    ## Fix
    Begin the page with a line `---`, then the fields, then again a line `---`. `kb new TYPE ID` writes a page that
    passes.
    ```markdown
    ---
    title: 事件管理
    owner: incident-process-owner
    ---

    ## 怎么运转
    ```
    """

"""KB013 line-ends."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["line_ends"]


@load_rule("KB013", "line-ends", Severity.INFO)
def line_ends() -> None:
    r"""A file has Windows line ends (CR LF).

    ## Why it matters
    They are read without harm. But one editor writes them and the next one does not, and then a change of one word
    shows as a change of the whole page, so that nobody can review it.

    ## Example
    ```text
    title: 事件管理\r\n
    ```

    ## Fix
    Save with LF. For all files at once: put the line `*.md text eol=lf` into a file `.gitattributes`, then run
    `git add --renormalize .`
    """

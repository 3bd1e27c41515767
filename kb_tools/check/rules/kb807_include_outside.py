"""KB807 include-outside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.load.markdown import visible_lines
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["include_outside"]

_INCLUDE = re.compile(r"[ \t>]*(?P<mark>-+8<-+|\{%-?[ \t]*[A-Za-z]\w*|\{\{[^{}\n]*\}\}|\{![^!\n]+!\})")
_HINT = re.compile(r"8<-|\{[%{!]")


@page_rule("KB807", "include-outside", Severity.ERROR, translations=True)
def include_outside(page: Page) -> Iterator[Finding]:
    """A line asks for another file or runs a macro: `--8<--`, `{% include %}`, `{{ … }}`.

    ## Why it matters
    The handbook has no includes and no macros: they read files from anywhere, also from outside the handbook, and a
    page would no longer say what it says. The reader would see the command itself.

    ## Example
    ```markdown
    --8<-- "../../etc/hosts"
    ```

    ## Fix
    Link to the page (`[[restore-from-backup]]`) or write the text here. In an example, put it into a code block.
    """
    if not _HINT.search(page.body):
        return
    for number, _, line in visible_lines(page.body, page.body_line):
        if match := _INCLUDE.match(line):
            start, end = match.span("mark")
            variant = "macro" if match["mark"].startswith("{") else ""
            where = Location(page.path, number, start + 1, number, end + 1)
            yield Finding(where, "KB807", variant, ())

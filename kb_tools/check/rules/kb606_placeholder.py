"""KB606 placeholder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kb_tools.check.rule import page_rule
from kb_tools.content.plan import Plan, plan_of
from kb_tools.load.markdown import visible_lines
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["placeholder"]

_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9_-])(?:TODO|FIXME|XXX|TBD)(?![A-Za-z0-9_-])"
    r"|待补充|(?<![等期接招])待定(?![时位级价义额向制性])|(?i:lorem ipsum)"
    r"|[<＜][ ]*(?:请?填写|填入|在此填|(?i:fill in))[^<>＜＞\n]{0,80}[>＞]"
)
#: Without one of these there is nothing to look for; plain text is searched many times faster than a pattern.
_HINTS = ("todo", "fixme", "xxx", "tbd", "待补充", "待定", "lorem ipsum", "填", "fill in")


@page_rule("KB606", "placeholder", Severity.WARNING, translations=True)
def placeholder(page: Page) -> Iterator[Finding]:
    """The page still contains a placeholder: `TODO`, `FIXME`, `XXX`, `TBD`, `待补充`, `待定`, `lorem ipsum`, `<填写…>`.

    Code and comments are left alone: notes to the authors may stand in a comment.

    ## Why it matters
    The reader meets the gap on the morning when the page is needed. A page that says less but is finished is better
    than one that promises.

    ## Example
    ```markdown
    3. 联系供应商（电话待补充）。
    ```

    ## Fix
    Write what is missing, or leave the sentence out; for a page that is not finished, `status: draft`.
    """
    folded = page.text.casefold()
    if not any(hint in folded for hint in _HINTS):
        return
    if _PLACEHOLDER.search(page.text, 0, page.body_offset):
        for path, text in _texts(page.values, plan_of(page.schema), ()):
            for match in _PLACEHOLDER.finditer(text):
                yield Finding(
                    page.at(*path), "KB606", "field", (("word", match[0]), ("field", ".".join(map(str, path))))
                )
    for number, _, line in visible_lines(page.body, page.body_line):
        for match in _PLACEHOLDER.finditer(line):
            where = Location(page.path, number, match.start() + 1, number, match.end() + 1)
            yield Finding(where, "KB606", "", (("word", match[0]),))


def _texts(value: Any, plan: Plan | None, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Key path and text of every field that people read."""
    if plan is None:
        return
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _texts(below, plan.fields.get(key), (*path, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _texts(below, plan.item, (*path, number))
    elif plan.translatable and isinstance(value, str):
        yield path, value

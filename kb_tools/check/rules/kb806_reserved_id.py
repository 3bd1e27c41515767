"""KB806 reserved-id."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.rules.kb8_markup import place, visible_text
from kb_tools.model.allowed_html import RESERVED_PREFIXES
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["reserved_id"]

_PREFIX = "|".join(map(re.escape, RESERVED_PREFIXES))
_ID = re.compile(
    rf"\{{[^{{}}\n]*?(?:#|\bid\s*=\s*[\"']?)(?P<list>(?:{_PREFIX})[^\s\"'{{}}]*)"
    rf"|<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*[\"']?(?P<tag>(?:{_PREFIX})[^\s\"'<>]*)"
)


@page_rule("KB806", "reserved-id", Severity.ERROR, translations=True)
def reserved_id(page: Page) -> Iterator[Finding]:
    """An id that the page gives begins with `kb-` or `__`.

    Headings whose text begins like that are fine: only ids that somebody wrote count, and those of activities, KPIs
    and targets.

    ## Why it matters
    These ids belong to the parts that the product and the site generator add to every page. Two elements with one
    id mean that a link leads to the wrong place, and that a menu or the search finds the wrong element.

    ## Example
    ```markdown
    ## 检查 {#kb-facts}
    ```

    ## Fix
    Choose another id: `{#check}`.
    """
    for part in page.parts:
        if part.id.startswith(RESERVED_PREFIXES):
            yield Finding(Location.at(page.path, part.span), "KB806", "", (("id", part.id),))
    body = page.body
    if ("{" in body or "<" in body) and _ID.search(body):
        for match in _ID.finditer(visible_text(page)):
            group = str(match.lastgroup)
            yield Finding(place(page, match.start(group), match.end(group)), "KB806", "", (("id", match[group]),))

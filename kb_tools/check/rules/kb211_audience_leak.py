"""KB211 audience-leak."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.audience import AUDIENCES, audience_of
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location
from kb_tools.model.page import Link, Page

__all__ = ["audience_leak"]


@handbook_rule("KB211", "audience-leak", Severity.ERROR)
def audience_leak(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """The text of a page for customers or the public refers to a page that they may not see.

    ## Why it matters
    A page for customers is read by people who cannot open internal pages. A sentence that says "see there" about
    a page that is not for them leaves the customer at nothing, and may tell what was meant to stay inside.

    ## Example
    ```markdown
    The reason is described in [[ke-0002]].   <!-- an internal page, on a page with `audience: customer` -->
    ```

    ## Fix
    Say it on the page itself, refer to a page of the same audience, or give the other page that audience.
    """
    audiences = {page.id: audience_of(page) for page in handbook.pages}
    if set(audiences.values()) <= {"internal"}:
        return
    for page in handbook.every_page():
        own = audiences.get(page.id, "internal")
        if own == "internal":
            continue
        for link in page.links:
            target = _target(handbook, page, link)
            if target and AUDIENCES.index(audiences[target.id]) < AUDIENCES.index(own):
                args = (("target", target.id), ("audience", own), ("other", audiences[target.id]))
                yield Finding(Location.at(page.path, link.span), "KB211", "", args)


def _target(handbook: Handbook, page: Page, link: Link) -> Page | None:
    path = link.target.split("#")[0]
    if not path:
        return None
    if link.kind == "wiki":
        found = handbook.lookup(path)
        return found.page if found else None
    return handbook.by_src.get(posixpath.normpath(posixpath.join(posixpath.dirname(page.src), unquote(path))))

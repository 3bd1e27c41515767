"""KB205 duplicate-id."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["duplicate_id"]


@handbook_rule("KB205", "duplicate-id", Severity.ERROR, bodies=False)
def duplicate_id(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """Two pages have one id.

    An id is the file name without its ending (for `index.md` the folder's name), or what `id:` says; it is unique in
    the whole handbook. People, teams and customers have ids of their own and may be called like a page.

    ## Why it matters
    A reference can mean only one of the two, and readers reach the other one by chance. ISO/IEC 20000-1 (7.5.2) asks
    for documents that can be identified.

    ## Example
    ```text
    docs/zh/processes/change.md
    docs/zh/glossary/change.md
    ```

    ## Fix
    Rename one of the files, or give one an `id:` of its own. Terms are usually called `term-change`.
    """
    if len(handbook.by_id) == len(handbook.pages):
        return
    first: dict[str, Page] = {}
    for page in handbook.pages:
        if not page.readable:
            continue
        other = first.setdefault(page.id, page)
        if other is not page:
            args = (("id", page.id), ("other", other.path), ("type", page.type))
            yield Finding(page.at("id"), "KB205", "", args)

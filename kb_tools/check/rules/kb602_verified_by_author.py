"""KB602 verified-by-author."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["verified_by_author"]


@page_rule("KB602", "verified-by-author", Severity.ERROR, types=("known-error",))
def verified_by_author(page: Page) -> Iterator[Finding]:
    """A known error was verified by the person who wrote it, and nobody else wrote it.

    ## Why it matters
    The author knows the steps that are not written down and does them without noticing. Only somebody else finds
    the gap (KCS v6: validation is somebody else's use; four-eyes principle).

    ## Example
    ```yaml
    authors: [lin-hao]
    verified: {by: lin-hao, date: 2026-10-08}
    ```

    ## Fix
    Let a colleague follow the page alone and write down who it was. Until then: `state: unverified`.
    """
    verified = page.values.get("verified")
    if isinstance(verified, dict) and page.values.get("authors") == [verified.get("by")]:
        yield Finding(page.at("verified", "by"), "KB602", "", (("person", str(verified["by"])),))

"""KB504 self-reviewed."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import in_force
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["self_reviewed"]


@page_rule("KB504", "self-reviewed", Severity.WARNING)
def self_reviewed(page: Page) -> Iterator[Finding]:
    """The person who reviewed the page is its only author.

    ## Why it matters
    What an author leaves out, the author does not miss when reading it again. A second pair of eyes does; ISO/IEC
    20000-1 (7.5.2) asks for review and approval for suitability.

    ## Example
    ```yaml
    authors: [xu-feng]
    reviewed: {by: xu-feng, date: 2026-10-12}
    ```

    ## Fix
    Let somebody else read it, best somebody who has to work with it: `kb review restore-from-backup --by lin-hao`.
    """
    reviewer = next((ref for ref in page.refs if ref.field == "reviewed.by"), None)
    if reviewer is None or not in_force(page):
        return
    authors = {ref.target for ref in page.refs if ref.field.startswith("authors.")}
    if authors == {reviewer.target}:
        yield Finding(page.at("reviewed", "by"), "KB504", "", (("person", reviewer.target), ("id", page.id)))

"""KB407 agreement-dates."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["agreement_dates"]


@page_rule("KB407", "agreement-dates", Severity.ERROR, types=("agreement",))
def agreement_dates(page: Page) -> Iterator[Finding]:
    """An agreement ends before it begins, or on the same day.

    ## Why it matters
    It is valid on no day at all, and everything that asks whether a promise is in force is told no. Mostly a mistyped
    year.

    ## Example
    ```yaml
    valid_from: 2026-01-01
    valid_to: 2025-12-31
    ```

    ## Fix
    Correct the date that was mistyped.
    """
    record = page.record
    if record.valid_from and record.valid_to and not record.valid_from < record.valid_to and kept(page):
        args = (("from", str(record.valid_from)), ("to", str(record.valid_to)))
        yield Finding(page.at("valid_to"), "KB407", "", args)

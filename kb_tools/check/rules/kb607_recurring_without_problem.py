"""KB607 recurring-without-problem."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["recurring_without_problem"]

_WINDOW = dt.timedelta(days=90)
_OFTEN = 3


@page_rule("KB607", "recurring-without-problem", Severity.WARNING, types=("known-error",))
def recurring_without_problem(page: Page) -> Iterator[Finding]:
    """A known error came back three times or more within 90 days, and there is no problem record.

    The 90 days end with the newest occurrence; archived known errors are left alone.

    ## Why it matters
    A workaround that is used every month is paid for every month. ISO/IEC 20000-1 (8.6.3) and FitSM (PR10) ask to
    analyse trends and to look for the cause of recurring incidents.

    ## Example
    ```yaml
    occurrences: [2026-08-20, 2026-09-28, 2026-10-26]
    # no problem
    ```

    ## Fix
    Open a problem record and write its number: `problem: PBM0000131`.
    """
    written = page.values.get("occurrences")
    if not written or len(written) < _OFTEN or page.values.get("problem") or page.values.get("state") == "archived":
        return
    days = [dt.date.fromisoformat(text) for text in written]
    newest = max(days)
    recent = sum(newest - day <= _WINDOW for day in days)
    if recent >= _OFTEN:
        args = (("count", str(recent)), ("newest", newest.isoformat()))
        yield Finding(page.at("occurrences"), "KB607", "", args)

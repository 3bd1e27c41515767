"""KB509 exercise-overdue."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.model.cover import recent
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["exercise_overdue"]


@handbook_rule("KB509", "exercise-overdue", Severity.WARNING, bodies=False)
def exercise_overdue(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """An emergency procedure was never exercised, or not within the last 12 months.

    ## Why it matters
    Systems change, the procedure does not know. The first one to find out should be a calm person on a Tuesday.
    ISO/IEC 20000-1 (8.7.2) asks for continuity plans to be tested at planned intervals; FitSM PR4.

    ## Example
    ```yaml
    emergency: true
    last_exercised: 2025-06-14      # today is 2026-11-15
    ```

    ## Fix
    Follow the steps once for real, or on a test system, mend what was wrong, and write the day into `last_exercised`.
    """
    for page in approved(handbook, "procedure"):
        if b'"emergency":"true"' not in page.front:
            continue
        last = page.record.last_exercised
        if last is None and "last_exercised" not in page.written_keys:
            yield Finding(page.at("emergency"), "KB509", "never", (("title", page.title),))
        elif last and last <= context.as_of and not recent(last, context.as_of):
            args = (("title", page.title), ("last", str(last)))
            yield Finding(page.at("last_exercised"), "KB509", "", args)

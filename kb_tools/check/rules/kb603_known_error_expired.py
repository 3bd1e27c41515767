"""KB603 known-error-expired."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["known_error_expired"]


@handbook_rule("KB603", "known-error-expired", Severity.WARNING, bodies=False)
def known_error_expired(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A known error is past the day until which it was verified, and is not archived.

    ## Why it matters
    Versions change, and a workaround that worked a year ago may do harm today. KCS v6 calls it content health: what
    nobody confirms is archived.

    ## Example
    ```yaml
    state: validated
    valid_until: 2026-09-30      # today is 2026-11-15
    ```

    ## Fix
    Try it once more, then write `verified:` and a new `valid_until:` (at most 12 months on); or `state: archived`.
    """
    today = context.as_of.isoformat()
    for page in handbook.by_type.get("known-error", ()):
        says = page.brief.says
        until = says.get("valid_until", today)
        if until < today and says.get("state") != "archived" and says.get("status") != "retired":
            days = (context.as_of - dt.date.fromisoformat(until)).days
            yield Finding(page.at("valid_until"), "KB603", "", (("date", until), ("days", str(days))))

"""KB613 verification-order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.content.scalars import DurationValue
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["verification_order"]

_LONGEST = DurationValue(12, "month")


@page_rule("KB613", "verification-order", Severity.ERROR, types=("known-error",))
def verification_order(page: Page) -> Iterator[Finding]:
    """A known error was verified after the day until which it holds, or holds for longer than 12 months.

    ## Why it matters
    `valid_until` says how long a verification may be relied on. KCS v6 asks that what people use is confirmed again
    and again; here at least every 12 months.

    ## Example
    ```yaml
    verified: {by: feng-xue, date: 2026-10-08}
    valid_until: 2028-12-31
    ```

    ## Fix
    `valid_until:` is at most 12 months after the date of the verification (one day of grace).
    """
    verified, until = page.values.get("verified"), page.values.get("valid_until")
    if not isinstance(verified, dict) or not until:
        return
    tried, last = dt.date.fromisoformat(verified["date"]), dt.date.fromisoformat(until)
    latest = _LONGEST.after(tried)
    args = (("verified", tried.isoformat()), ("until", until), ("latest", latest.isoformat()))
    if tried > last:
        yield Finding(page.at("verified", "date"), "KB613", "", args)
    elif last > latest + dt.timedelta(days=1):
        yield Finding(page.at("valid_until"), "KB613", "long", args)

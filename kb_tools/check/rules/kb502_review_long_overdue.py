"""KB502 review-long-overdue."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.review_dates import GRACE_DAYS, overdue, overdue_finding
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["review_long_overdue"]


@handbook_rule("KB502", "review-long-overdue", Severity.ERROR, bodies=False)
def review_long_overdue(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """The next review of an approved page was due more than 30 days ago.

    It is due `review_every` after the date of `reviewed` (12 months when absent). Known errors have `valid_until`
    instead (KB603); notices, drafts, retired pages and pages that were never reviewed are left alone.

    ## Why it matters
    The warning (KB501) has stood for a month: either nobody feels responsible for the page, or nobody needs it any
    more. ISO/IEC 20000-1 (7.5), FitSM (GR2).

    ## Example
    ```yaml
    reviewed: {by: chen-li, date: 2025-09-01}      # 12 months: due 2026-09-01
    ```

    ## Fix
    Read the page, correct it, then record it: `kb review change-policy --by chen-li`. A page that nobody needs becomes
    `status: retired`.
    """
    for review in overdue(handbook, context.as_of):
        if review.days > GRACE_DAYS:
            yield overdue_finding(review, "KB502")

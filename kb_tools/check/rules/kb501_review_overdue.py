"""KB501 review-overdue."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.review_dates import GRACE_DAYS, overdue, overdue_finding
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["review_overdue"]


@handbook_rule("KB501", "review-overdue", Severity.WARNING, bodies=False)
def review_overdue(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """The next review of an approved page was due within the last 30 days.

    It is due `review_every` after the date of `reviewed` (12 months when absent). Known errors have `valid_until`
    instead (KB603); notices, drafts, retired pages and pages that were never reviewed are left alone. After 30 days
    this becomes the error KB502.

    ## Why it matters
    A page that nobody has looked at for longer than was agreed is wrong somewhere; the reader cannot know where.
    ISO/IEC 20000-1 (7.5) and FitSM (GR2) ask for documents to be reviewed.

    ## Example
    ```yaml
    reviewed: {by: chen-li, date: 2026-05-10}
    review_every: 6 months      # due 2026-11-10
    ```

    ## Fix
    Read the page, correct it, then record it: `kb review incident-management --by chen-li`.
    """
    for review in overdue(handbook, context.as_of):
        if review.days <= GRACE_DAYS:
            yield overdue_finding(review, "KB501")

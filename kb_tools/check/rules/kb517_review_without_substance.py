"""KB517 review-without-substance."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import in_force
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["review_without_substance"]

#: Kinds that compare results with what was expected.
_MEASURED = ("process-review", "service-review", "management-review")


@page_rule("KB517", "review-without-substance", Severity.WARNING, types=("review",))
def review_without_substance(page: Page) -> Iterator[Finding]:
    """A review found nothing at all, not even that things are as they should be; or it compares nothing with a target.

    Reviews of processes and services and management reviews need at least one KPI with `actual` and `expected` under
    `evidence`. Every review needs at least one finding; a conformity is one.

    ## Why it matters
    "Everything fine" without evidence is an opinion. Maturity level 4 asks for a review that compares actual values
    with targets. ISO/IEC 20000-1 (9.1, 9.3).

    ## Example
    ```yaml
    kind: process-review
    subject: [incident-management]
    evidence: []
    ```

    ## Fix
    Add the measured values with what was expected, and what follows from them. If all is well, say so:
    `{id: f1, kind: conformity, text: …}`.
    """
    if not in_force(page):
        return
    record = page.record
    if not record.findings and "findings" not in page.written_keys:
        yield Finding(page.at("kind"), "KB517", "findings", ())
    elif not record.findings:
        yield Finding(page.at("findings"), "KB517", "findings", ())
    compared = any(item.kpi and item.actual is not None and item.expected is not None for item in record.evidence)
    if record.kind in _MEASURED and not compared:
        where = page.at("evidence") if "evidence" in page.written_keys else page.at("kind")
        yield Finding(where, "KB517", "", ())

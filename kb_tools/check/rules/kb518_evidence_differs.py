"""KB518 evidence-differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["evidence_differs"]


@handbook_rule("KB518", "evidence-differs", Severity.WARNING)
def evidence_differs(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A review or an improvement names another value for a KPI and a period than was measured.

    Compared are `evidence` of reviews, and `baseline` and `result` of improvements, with the file of measured values.
    A period that was not measured is left alone.

    ## Why it matters
    Two figures for one thing, and soon nobody believes either. ISO/IEC 20000-1 (9.1): evidence of results is kept.

    ## Example
    ```yaml
    evidence:
      - {kpi: incident-management/p1-response, period: 2026-10, actual: 97.1, expected: 95}     # measured: 91.7
    ```

    ## Fix
    Write the value that was measured; or correct the measured value, and say so in its note.
    """
    for page in approved(handbook, "review"):
        for number, item in enumerate(page.record.evidence):
            yield from _compare(handbook, page, item.kpi, item.period, item.actual, ("evidence", number, "actual"))
    for page in approved(handbook, "improvement"):
        record = page.record
        for key in ("baseline", "result"):
            period = getattr(record, f"{key}_period")
            yield from _compare(handbook, page, record.kpi, period, getattr(record, key), (key,))


def _compare(
    handbook: Handbook, page: Page, kpi: str | None, period: str | None, value: Any, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    target = handbook.resolve(kpi, ("kpi",), page) if kpi else None
    if target is None or value is None:
        return
    measured = next((row.value for row in handbook.actuals.get(target.id, ()) if row.period == period), None)
    if measured is not None and abs(measured - value) > 1e-9:
        args = (("value", f"{value:g}"), ("measured", f"{measured:g}"), ("period", period or ""), ("kpi", target.id))
        yield Finding(page.at(*path), "KB518", "", args)

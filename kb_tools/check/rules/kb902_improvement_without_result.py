"""KB902 improvement-without-result."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import in_force
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["improvement_without_result"]


@page_rule("KB902", "improvement-without-result", Severity.WARNING, types=("improvement",))
def improvement_without_result(page: Page) -> Iterator[Finding]:
    """An improvement is over, and does not say what came of it.

    From stage `act` on there has to be a `result` and a `verdict`; `closed` with `achieved` needs `locked_in`: a page
    that was changed so that it stays; `rejected`, or a goal that was missed, needs a `reason`.

    ## Why it matters
    What is not compared was not improved, only changed; and what is not written into a process slips back within
    months. The last step of PDCA is the one that is left out. ISO/IEC 20000-1 (10.2), ITIL 4 continual improvement.

    ## Example
    ```yaml
    stage: closed
    verdict: achieved
    # no result, no locked_in
    ```

    ## Fix
    Measure, write `result` and `verdict`, change the process or procedure and have it attested:
    `locked_in: [{page: incident-management, on: 2026-10-20}]`.
    """
    if not in_force(page):
        return
    record = page.record
    ended = record.stage in ("act", "closed")
    written = page.written_keys
    if ended and record.result is None and "result" not in written:
        yield Finding(page.at("stage"), "KB902", "", (("stage", record.stage),))
    if ended and record.verdict is None and "verdict" not in written:
        yield Finding(page.at("stage"), "KB902", "verdict", (("stage", record.stage),))
    if record.stage == "closed" and record.verdict == "achieved" and not record.locked_in:
        yield Finding(page.at("verdict"), "KB902", "locked-in", ())
    if record.stage == "rejected" and not record.reason:
        yield Finding(page.at("stage"), "KB902", "rejected", ())
    if record.stage == "closed" and record.verdict in ("partly", "not-achieved") and not record.reason:
        yield Finding(page.at("verdict"), "KB902", "missed", (("verdict", record.verdict),))

"""KB903 verdict-contradicts-figures."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.insight.gain import gain
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["verdict_contradicts_figures"]


@handbook_rule("KB903", "verdict-contradicts-figures", Severity.ERROR)
def verdict_contradicts_figures(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """The verdict of an improvement is not what its figures say.

    `achieved` means that the result reaches the goal and is better than the baseline, `partly` that it is better than
    the baseline, `not-achieved` that it is not. Which way is better, the KPI says, or `direction` where there is none.

    ## Why it matters
    Maturity level 5 counts improvements that worked. A verdict that anybody may choose proves nothing.

    ## Example
    ```yaml
    kpi: incident-management/reopen-rate     # lower is better
    baseline: 5.4
    goal: 3
    result: 6.1
    verdict: achieved
    ```

    ## Fix
    Write the verdict that the figures give; or correct the figure or direction that is wrong. A goal missed is no
    shame: say why in `reason`.
    """
    for page in handbook.by_type.get("improvement", ()):
        if not kept(page) or not page.record.verdict:
            continue
        record, said = page.record, gain(handbook, page)
        if said.verdict is None or said.verdict == record.verdict:
            continue
        args = (
            ("verdict", record.verdict),
            ("right", said.verdict),
            ("baseline", f"{record.baseline:g}"),
            ("goal", f"{record.goal:g}"),
            ("result", f"{record.result:g}"),
        )
        yield Finding(page.at("verdict"), "KB903", "", args)

"""KB304 raci-responsible."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["raci_responsible"]


@page_rule("KB304", "raci-responsible", Severity.ERROR, types=("process",))
def raci_responsible(page: Page) -> Iterator[Finding]:
    """An activity names no role that does it.

    ## Why it matters
    Work that no role does is done by whoever happens to notice, or by nobody. ISO/IEC 20000-1 (5.3).

    ## Example
    ```yaml
    - id: review
      name: 实施后评审
      accountable: change-manager
      # no responsible
    ```

    ## Fix
    Add `responsible:` with the role or roles that do the work. A sub-process that names its own process needs none.
    """
    if not kept(page):
        return
    for number, activity in enumerate(page.record.activities):
        if not activity.responsible and not activity.process:
            args = (("activity", activity.name), ("accountable", ", ".join(activity.accountable)))
            yield Finding(page.at("activities", number, "responsible"), "KB304", "", args)

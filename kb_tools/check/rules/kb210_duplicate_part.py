"""KB210 duplicate-part."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.location import Location
from kb_tools.model.page import Page, PartFact

__all__ = ["duplicate_part"]


@page_rule("KB210", "duplicate-part", Severity.ERROR)
def duplicate_part(page: Page) -> Iterator[Finding]:
    """Two activities, KPIs or targets of one page have the same id.

    ## Why it matters
    `incident-management/log` and `[[incident-management#log]]` must mean one thing. With two, figures are booked on the
    wrong KPI, links end at the wrong step, and a translation replaces the wrong name.

    ## Example
    ```yaml
    activities:
      - {id: approve, name: 审批}
      - {id: approve, name: 紧急审批}
    ```

    ## Fix
    Give one of them another id, and correct what referred to it.
    ```yaml
      - {id: approve-emergency, name: 紧急审批}
    ```
    """
    if len(page.parts) == len({part.id for part in page.parts}):
        return
    first: dict[str, PartFact] = {}
    for part in page.parts:
        other = first.setdefault(part.id, part)
        if other is not part:
            args = (("id", part.id), ("kind", part.kind), ("other", other.kind), ("line", str(other.span.line)))
            yield Finding(Location.at(page.path, part.span), "KB210", "", args)

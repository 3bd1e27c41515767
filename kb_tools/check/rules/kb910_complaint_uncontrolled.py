"""KB910 complaint-uncontrolled."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import in_force
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["complaint_uncontrolled"]

_TYPES = ("requirement", "review")


@handbook_rule("KB910", "complaint-uncontrolled", Severity.INFO, bodies=False)
def complaint_uncontrolled(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A complaint of some kind was recorded, and nothing says which pages or KPIs keep that kind under control.

    ## Why it matters
    A complaint that is answered once comes again; a kind of complaint that has a procedure, a figure and somebody who
    looks at them becomes rare. ISO/IEC 20000-1 (8.3.2), FitSM PR7.

    ## Example
    ```yaml
    # requirements/req-003.md
    complaint: unreachable      # data/complaints.yml does not mention it
    ```

    ## Fix
    Name what keeps this kind under control, the most important first.
    ```yaml
    # data/complaints.yml
    unreachable:
      controls: [reach-us, incident-management/p1-response, service-desk-analyst]
    ```
    """
    controlled = {kind for kind, record in handbook.complaints.items() if record.value.controls}
    for name in _TYPES:
        for page in handbook.by_type.get(name, ()):
            if in_force(page) and b'"complaint"' in page.front:
                for where, kind in _recorded(page):
                    if kind not in controlled:
                        yield Finding(where, "KB910", "", (("kind", kind),))


def _recorded(page: Page) -> Iterator[tuple[Location, str]]:
    """Where a page names kinds of complaints."""
    if page.type == "requirement":
        if page.record.complaint:
            yield page.at("complaint"), page.record.complaint
        return
    for number, finding in enumerate(page.record.findings):
        if finding.complaint:
            yield page.at("findings", number, "complaint"), finding.complaint

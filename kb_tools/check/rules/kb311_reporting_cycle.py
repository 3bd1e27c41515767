"""KB311 reporting-cycle."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["reporting_cycle"]


@handbook_rule("KB311", "reporting-cycle", Severity.ERROR, bodies=False)
def reporting_cycle(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """Roles report to each other in a circle; each circle is reported once.

    ## Why it matters
    An escalation climbs `reports_to` until somebody can decide. In a circle it climbs for ever, and nobody is at the
    top.

    ## Example
    ```yaml
    # roles/incident-manager.md
    reports_to: problem-manager
    # roles/problem-manager.md
    reports_to: incident-manager
    ```

    ## Fix
    Let the role at the top report to nobody (leave `reports_to` out), or to a role outside the circle.
    """
    above = {
        role.id: role.values["reports_to"]
        for role in handbook.by_type.get("role", ())
        if kept(role) and role.values.get("reports_to")
    }
    settled: set[str] = set()
    for start in above:
        chain: dict[str, int] = {}
        role = start
        while role in above and role not in settled and role not in chain:
            chain[role] = len(chain)
            role = above[role]
        if role in chain:
            circle = list(chain)[chain[role] :]
            first = circle.index(min(circle))  # one circle has one place, wherever it was entered
            circle = circle[first:] + circle[:first]
            page = handbook.by_id[circle[0]]
            args = (("circle", " → ".join([*circle, circle[0]])), ("role", circle[0]))
            yield Finding(page.at("reports_to"), "KB311", "" if len(circle) > 1 else "itself", args)
        settled.update(chain)

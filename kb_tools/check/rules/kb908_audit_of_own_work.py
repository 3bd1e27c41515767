"""KB908 audit-of-own-work."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.model.cover import cover
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["audit_of_own_work"]


@handbook_rule("KB908", "audit-of-own-work", Severity.ERROR)
def audit_of_own_work(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """An internal audit was led by somebody who owns or manages what was audited.

    Whoever leads, a role or a person, must not be the owner or manager of a subject, nor hold one of these roles.

    ## Why it matters
    Nobody sees the gaps in the own work. ISO/IEC 20000-1 (9.2.2): auditors do not audit their own work.

    ## Example
    ```yaml
    kind: internal-audit
    subject: [change-management]      # managed by change-manager
    led_by: change-manager
    ```

    ## Fix
    Let somebody else audit it, from another team or another company.
    """
    for page in approved(handbook, "review"):
        leader = page.record.led_by
        if page.record.kind != "internal-audit" or not leader:
            continue
        leaders = _people(handbook, leader, context)
        for target in page.record.subject:
            for role in _answering(handbook.by_id.get(target)):
                if leader == role or leaders & _people(handbook, role, context):
                    args = (("leader", leader), ("role", role), ("subject", target))
                    yield Finding(page.at("led_by"), "KB908", "", args)
                    break


def _answering(subject: Page | None) -> list[str]:
    if subject is None or not subject.readable:
        return []
    found = [getattr(subject.record, key, None) for key in ("owner", "manager")]
    return [role for role in dict.fromkeys(found) if role]


def _people(handbook: Handbook, holder: str, context: Context) -> set[str]:
    """A person, or the people who hold a role on the day."""
    if holder in handbook.people:
        return {holder}
    role = handbook.by_id.get(holder)
    return set(cover(handbook, role, context.as_of).active_holders) if role and role.type == "role" else set()

"""KB302 vacant-owner."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.check.standing import because, names
from kb_tools.model.cover import cover
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["vacant_owner"]

_SEATS = {"process": ("owner", "manager"), "service": ("owner",)}


@handbook_rule("KB302", "vacant-owner", Severity.ERROR, bodies=False)
def vacant_owner(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """The role that owns or manages a process, or owns a service, is held by nobody today.

    A holder counts from `since` to `until`, both included, and while the person is with the organisation
    (`active_from`, `active_until` in people.yml). A deputy stands in for somebody; that needs somebody to stand in for.

    ## Why it matters
    The page names an owner, so nobody looks further; yet there is no one who decides. ISO/IEC 20000-1 (5.3) asks for
    responsibilities that are assigned, not only described.

    ## Example
    ```yaml
    # processes/capacity-management.md
    owner: capacity-process-owner
    # roles/capacity-process-owner.md
    holders: [{person: zhu-tao, since: 2020-03-01, until: 2026-09-30}]
    ```

    ## Fix
    Name a holder on the role card, or let another role own the process. Drafts, retired pages and retired services
    are left alone.
    """
    for page in approved(handbook, *_SEATS):
        if page.type == "service" and page.values.get("stage") == "retired":
            continue
        for seat in _SEATS[page.type]:
            role_id = page.values.get(seat)
            role = handbook.by_id.get(role_id) if role_id else None
            if role and role.type == "role" and role.readable:
                yield from _judge(handbook, context, page, seat, role)


def _judge(handbook: Handbook, context: Context, page: Page, seat: str, role: Page) -> Iterator[Finding]:
    found = cover(handbook, role, context.as_of)
    if found.active_holders:
        return
    former = [because(member) for member in found.members if member.post == "holder"]
    deputies = found.active_deputies
    args = (
        ("type", page.type),
        ("seat", seat),
        ("role", role.id),
        ("people", names(former)),
        ("deputies", names(deputies)),
    )
    yield Finding(page.at(seat), "KB302", "deputies-only" if deputies else "" if former else "nobody", args)

"""KB511 action-without-owner."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.insight.actions import reviewed_actions
from kb_tools.model.cover import active, cover
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["action_without_owner"]


@handbook_rule("KB511", "action-without-owner", Severity.WARNING)
def action_without_owner(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """An open action belongs to a role that nobody fills, or to a person who has left.

    ## Why it matters
    It will not be done, and nobody will notice until its day has passed.

    ## Example
    ```yaml
    actions:
      - {id: a1, text: Write the steps, owner: zhu-tao, due: 2026-12-31}    # left on 2026-09-30
    ```

    ## Fix
    Name a role that somebody holds. Roles are better than persons: they stay.
    """
    for item in reviewed_actions(handbook, context.as_of):
        owner = item.action.owner
        if not item.is_open:
            continue
        role = handbook.by_id.get(owner)
        if role is not None and role.type == "role":
            if kept(role):
                found = cover(handbook, role, context.as_of)
                if found.active_holders or found.active_deputies:
                    continue
            variant = ""
        elif owner in handbook.people and not active(handbook, owner, context.as_of):
            variant = "person"
        else:
            continue
        args = (("id", item.action.id), ("owner", owner), ("due", str(item.action.due)))
        yield Finding(item.review.at("actions", item.number, "owner"), "KB511", variant, args)

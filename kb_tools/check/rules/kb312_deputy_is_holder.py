"""KB312 deputy-is-holder."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.model.cover import members
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["deputy_is_holder"]


@handbook_rule("KB312", "deputy-is-holder", Severity.WARNING, bodies=False)
def deputy_is_holder(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A deputy holds the same role today, or stands on its list of deputies twice.

    ## Why it matters
    Two lines, one person: the card looks covered and is not.

    ## Example
    ```yaml
    holders: [{person: xu-feng, since: 2022-03-01}]
    deputies: [{person: xu-feng}, {person: lin-hao}]
    ```

    ## Fix
    Delete the entry, or name somebody else. A deputy who became the holder gets an `until:` as deputy, so that the
    history stays.
    """
    for role in approved(handbook, "role"):
        holders: set[str] = set()
        deputies: set[str] = set()
        for member in members(handbook, role, context.as_of):
            if member.inactive:
                continue
            if member.post == "holder":
                holders.add(member.person)
                continue
            if member.person in holders or member.person in deputies:
                variant = "" if member.person in holders else "twice"
                where = role.at("deputies", member.number, "person")
                yield Finding(where, "KB312", variant, (("person", member.person), ("role", role.id)))
            deputies.add(member.person)

"""KB308 conflicting-roles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import in_force
from kb_tools.model.cover import Member, members
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["conflicting_roles"]


@handbook_rule("KB308", "conflicting-roles", Severity.ERROR, bodies=False)
def conflicting_roles(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """One active person holds two roles that must be kept apart, or holds one and deputises the other.

    Two deputies in one person are left alone: that matters only on the day when both stand in.

    ## Why it matters
    Who approves a change must not be the one who carries it out, and who audits must not audit themselves: the second
    pair of eyes is the control. ISO/IEC 20000-1 (9.2.2) asks for impartial auditors.

    ## Example
    ```yaml
    # roles/change-approver.md
    conflicts_with: [change-implementer]
    holders: [{person: wang-lei, since: 2024-01-01}]    # also holds change-implementer
    ```

    ## Fix
    Give one of the two roles to somebody else; or drop `conflicts_with` where the two need not be kept apart.
    """
    present = partial(_present, handbook, context)
    done: set[frozenset[str]] = set()
    for role in handbook.by_type.get("role", ()):
        rivals = [ref.target for ref in role.refs if ref.field.startswith("conflicts_with.")]
        for rival in rivals if in_force(role) else ():
            other = handbook.by_id.get(rival)
            if other is None or other.type != "role" or other is role or not in_force(other):
                continue
            pair = frozenset((role.id, rival))
            if pair not in done:
                done.add(pair)
                yield from _clashes(role, present(role), other, present(other))


def _present(handbook: Handbook, context: Context, role: Page) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for member in members(handbook, role, context.as_of):  # holders come first, so that a holder is not a deputy here
        if member.inactive is None:
            found.setdefault(member.person, member)
    return found


def _clashes(role: Page, here: dict[str, Member], other: Page, there: dict[str, Member]) -> Iterator[Finding]:
    for person, member in here.items():
        rival = there.get(person)
        if rival and "holder" in (member.post, rival.post):
            args = (("person", person), ("here", member.post), ("there", rival.post), ("other", other.id))
            yield Finding(role.at(member.key, member.number, "person"), "KB308", "", args)

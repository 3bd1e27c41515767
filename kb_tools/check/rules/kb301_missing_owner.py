"""KB301 missing-owner."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["missing_owner"]


@handbook_rule("KB301", "missing-owner", Severity.ERROR, bodies=False)
def missing_owner(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A process, service, policy or risk says nothing about who owns it.

    ## Why it matters
    What nobody owns, nobody improves, and nobody decides on the morning when it breaks. ISO/IEC 20000-1 (5.3) and FitSM
    (GR1) ask for an assigned owner.

    ## Example
    ```yaml
    type: process
    title: 能力管理
    # no owner
    ```

    ## Fix
    Add `owner:` with the id of a role card. A role, not a person: people change, the role stays. Retired pages need
    none.
    ```yaml
    owner: capacity-process-owner
    ```
    """
    for page in chain(*(pages for pages in handbook.by_type.values() if "owner" in pages[0].schema.required)):
        if kept(page) and "owner" not in page.written_keys:
            owners = _owner_roles(handbook)
            args = (("type", page.type), ("roles", ", ".join(owners)))
            yield Finding(page.at("owner"), "KB301", "" if owners else "no-roles", args)


def _owner_roles(handbook: Handbook) -> list[str]:
    roles = handbook.by_type.get("role", ())
    return sorted(role.id for role in roles if role.values.get("kind") in ("owner", "service-owner"))[:8]

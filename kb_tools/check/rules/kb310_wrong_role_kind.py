"""KB310 wrong-role-kind."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["wrong_role_kind"]

#: (type of the page, field) -> kinds of role that fit.
_FITS = {
    ("process", "owner"): ("owner", "governance"),
    ("process", "manager"): ("manager",),
    ("service", "owner"): ("service-owner", "owner", "manager", "operator"),
}


@handbook_rule("KB310", "wrong-role-kind", Severity.WARNING, bodies=False)
def wrong_role_kind(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A process is owned or managed, or a service owned, by a role of a kind that is not meant for it.

    A process is owned by a role of kind `owner` (or `governance`: the director) and run by one of kind `manager`. A
    service may be owned by a `service-owner`, and in a small team by an `owner`, `manager` or `operator`; not by a
    board or by its customer.

    ## Why it matters
    The owner answers for the result, the manager for the day: in one pair of hands nobody asks whether the process is
    worth doing. FitSM-3 and ITIL keep process owner and process manager apart.

    ## Example
    ```yaml
    owner: incident-manager      # a role of kind manager
    ```

    ## Fix
    Name a role of the right kind, or correct `kind` on the role card.
    """
    for (page_type, field), kinds in _FITS.items():
        for page in handbook.by_type.get(page_type, ()):
            role_id = page.values.get(field) if kept(page) else None
            role = handbook.by_id.get(role_id) if role_id else None
            found = role.values.get("kind") if role and role.type == "role" else None
            if found and found not in kinds:
                args = (("type", page_type), ("role", str(role_id)), ("kind", found), ("kinds", ", ".join(kinds)))
                yield Finding(page.at(field), "KB310", field if page_type == "process" else "", args)

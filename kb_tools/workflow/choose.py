"""Ids that may stand in a new page: existing records that make it valid until its author names the right ones."""

from __future__ import annotations

import datetime as dt

from kb_tools.model.cover import active, cover
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["NOTHING", "Chooser"]

#: Stands where the handbook has no record that fits.
NOTHING = "nothing-yet"


class Chooser:
    """Picks existing records, the same ones for the same handbook.

    Args:
        handbook: Where the records are.
        as_of: The day on which people must be there.
    """

    def __init__(self, handbook: Handbook, as_of: dt.date) -> None:
        self.handbook, self.as_of = handbook, as_of

    def any(self, *to: str) -> str:
        """The first record of one of these types that is in force; `NOTHING` when there is none."""
        for kind in to:
            if kind == "role":
                found = self.role()
            elif kind == "person":
                found = self.person()
            elif kind in self.handbook.data or kind in ("kpi", "activity", "target"):
                found = next(iter(self.handbook.ids_for((kind,))), NOTHING)
            else:
                pages = self.handbook.pages if kind == "page" else self.handbook.by_type.get(kind, ())
                found = next((page.id for page in pages if _in_force(page)), NOTHING)
            if found != NOTHING:
                return found
        return NOTHING

    def role(self, *kinds: str) -> str:
        """A role that somebody holds, of the first of these kinds that there is; else any role."""
        roles = [page for page in self.handbook.by_type.get("role", ()) if _in_force(page)]
        held = [role for role in roles if cover(self.handbook, role, self.as_of).active_holders]
        for pool in (held, roles):
            for kind in kinds:
                for role in pool:
                    if role.record.kind == kind:
                        return role.id
        return next((role.id for pool in (held, roles) for role in pool), NOTHING)

    def has_role(self, kind: str) -> bool:
        """Whether there is a role of this kind."""
        return any(_in_force(page) and page.record.kind == kind for page in self.handbook.by_type.get("role", ()))

    def person(self) -> str:
        """Somebody who is with the organisation."""
        return next((name for name in sorted(self.handbook.people) if active(self.handbook, name, self.as_of)), NOTHING)

    def team(self) -> str:
        """The first team."""
        return self.any("team")

    def party(self, kind: str) -> str:
        """The first party of a kind: `customer` or `supplier`."""
        parties = sorted(self.handbook.parties.items())
        return next((name for name, party in parties if getattr(party.value, "kind", "") == kind), NOTHING)


def _in_force(page: Page) -> bool:
    return page.readable and page.record.status == "approved"

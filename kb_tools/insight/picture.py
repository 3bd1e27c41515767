"""Everything that depends on who is there, at one moment: taken twice, before and after, it answers "what if?"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb_tools.insight.authors import Credit
from kb_tools.insight.concentration import Concentration, TruckFactor, concentration, coverage, truck_factor
from kb_tools.insight.knowledge import (
    Document,
    KnownErrorHolders,
    documents,
    known_error_holders,
    without_holders,
)
from kb_tools.insight.staffing import Staffing, staffing
from kb_tools.insight.weak_points import Approval, Task, Workflow, approvals, tasks, workflows
from kb_tools.model.handbook import Handbook

__all__ = ["Picture", "take_picture"]


@dataclass(frozen=True)
class Picture:
    """A handbook's people and what they carry.

    Attributes:
        staff: Who covers which role.
        flows: Processes as chains of roles.
        tasks: Activities.
        approvals: Decision rights.
        errors: Known errors with their holders.
        documents: Other pages with their active authors.
    """

    staff: Staffing
    flows: tuple[Workflow, ...]
    tasks: tuple[Task, ...]
    approvals: tuple[Approval, ...]
    errors: tuple[KnownErrorHolders, ...]
    documents: tuple[Document, ...]

    def coverage(self) -> tuple[int, int]:
        """Critical roles that two or more people cover, and all critical roles (KPI-KEY-01)."""
        return coverage(self.staff)

    def concentration(self) -> Concentration:
        """How work and knowledge are spread."""
        return concentration(self.staff, self.errors)

    def truck_factor(self) -> TruckFactor:
        """Fewest people whose loss orphans most known errors."""
        return truck_factor(self.errors)

    def without(self, handbook: Handbook, absences: Sequence[frozenset[str]]) -> Picture:
        """The same when people are gone; of several absences everything shows its worst."""
        staff = self.staff.without(absences)
        always = frozenset.intersection(*absences) if absences else frozenset()
        left = tuple(
            Document(entry.id, entry.type, tuple(person for person in entry.authors if person not in always))
            for entry in self.documents
        )
        return Picture(
            staff,
            workflows(handbook, staff),
            tasks(handbook, staff),
            approvals(handbook, staff),
            without_holders(self.errors, absences),
            left,
        )


def take_picture(
    handbook: Handbook,
    as_of: dt.date,
    made: Mapping[str, Sequence[Credit]] | None = None,
    on: dt.date | None = None,
) -> Picture:
    """The picture of a day.

    Args:
        handbook: The handbook.
        as_of: Day on which skills, proofs and records must be recent.
        made: Path -> credits from git; without it only declared authors count.
        on: Day on which people must be there; `as_of` when absent.
    """
    day = on or as_of
    staff = staffing(handbook, as_of, day)
    return Picture(
        staff,
        workflows(handbook, staff),
        tasks(handbook, staff),
        approvals(handbook, staff),
        known_error_holders(handbook, as_of, made, day),
        documents(handbook, day, made),
    )

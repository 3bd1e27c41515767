"""What two pictures of a handbook differ in: everything that stops, stalls or hangs on one person afterwards.

Only what somebody's going changes is listed; what was broken before stays a matter of the key-person report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb_tools.insight.picture import Picture
from kb_tools.insight.staffing import Post, Staffing, kept
from kb_tools.model.handbook import Handbook

__all__ = [
    "ApprovalChange",
    "FlowChange",
    "HolderChange",
    "Lost",
    "RoleChange",
    "TaskChange",
    "approval_changes",
    "contacts",
    "flow_changes",
    "holder_changes",
    "lost_contacts",
    "role_changes",
    "sole_documents",
    "task_changes",
]


@dataclass(frozen=True)
class RoleChange:
    """A role that loses cover.

    Attributes:
        role: The role afterwards; `on_paper` says who is left.
        before: Cover before.
        state: `none` nobody is left, `deputy` nobody who holds it is left, `short` fewer than required are left.
    """

    role: Post
    before: int
    state: str


@dataclass(frozen=True)
class FlowChange:
    """A process whose bus factor falls to `after` (0 or 1), and the roles that bring it there."""

    process: str
    criticality: int
    before: int
    after: int
    roles: tuple[str, ...]


@dataclass(frozen=True)
class TaskChange:
    """An activity that nobody can do (`responsible`) or answer for (`accountable`) afterwards."""

    process: str
    activity: str
    lost: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class ApprovalChange:
    """A decision that nobody may take afterwards, or one person only (`left`)."""

    decision: str
    limit: str
    roles: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True)
class Lost:
    """A service, agreement, team or party that loses whom to turn to.

    Attributes:
        id: The record.
        type: Its type.
        field: `owner`, `escalation`, or `contact` for a team's lead and a customer's or supplier's contact role.
        role: The role that nobody covers.
    """

    id: str
    type: str
    field: str
    role: str


@dataclass(frozen=True)
class HolderChange:
    """A known error that nobody understands afterwards, or one person only (`left`)."""

    id: str
    criticality: int
    left: tuple[str, ...]


def role_changes(before: Staffing, after: Staffing) -> Iterator[RoleChange]:
    """Roles that lose cover: those that nobody is left for first, the most critical first."""
    ranked = {"none": 0, "deputy": 1, "short": 2}
    found = []
    for old in before.roles.values():
        new = after.roles[old.id]
        if old.cover and not new.cover:
            found.append(RoleChange(new, old.cover, "none"))
        elif old.holder_left and not new.holder_left and new.cover:
            found.append(RoleChange(new, old.cover, "deputy"))
        elif new.missing and not old.missing:
            found.append(RoleChange(new, old.cover, "short"))
    yield from sorted(found, key=lambda change: (ranked[change.state], -change.role.criticality, change.role.id))


def flow_changes(before: Picture, after: Picture) -> Iterator[FlowChange]:
    """Processes whose bus factor falls to 0, then those where it falls to 1."""
    pairs = zip(before.flows, after.flows, strict=True)
    found = [
        FlowChange(new.id, new.criticality, old.bus_factor, new.bus_factor, new.weakest)
        for old, new in pairs
        if new.bus_factor < old.bus_factor and new.bus_factor <= 1
    ]
    yield from sorted(found, key=lambda change: (change.after, -change.criticality, change.process))


def task_changes(before: Picture, after: Picture) -> Iterator[TaskChange]:
    """Activities that nobody can do or answer for afterwards."""
    for old, new in zip(before.tasks, after.tasks, strict=True):
        if old.doers and not new.doers:
            yield TaskChange(new.process, new.id, "responsible", new.roles)
        if old.answerable and not new.answerable:
            yield TaskChange(new.process, new.id, "accountable", new.accountable)


def approval_changes(before: Picture, after: Picture) -> Iterator[ApprovalChange]:
    """Decisions that nobody, then those that one person only may take afterwards."""
    pairs = list(zip(before.approvals, after.approvals, strict=True))
    for number in (0, 1):
        for old, new in pairs:
            if len(new.people) == number < len(old.people):
                yield ApprovalChange(new.decision, new.limit, new.roles, tuple(sorted(new.people)))


def holder_changes(before: Picture, after: Picture) -> Iterator[HolderChange]:
    """Known errors that nobody, then those that one person only understands afterwards."""
    pairs = list(zip(before.errors, after.errors, strict=True))
    for number in (0, 1):
        for old, new in pairs:
            if len(new.holders) == number < len(old.holders):
                yield HolderChange(new.id, new.criticality, new.holders)


def sole_documents(before: Picture, after: Picture) -> Iterator[tuple[str, str]]:
    """Id and type of pages all of whose authors are gone afterwards."""
    for old, new in zip(before.documents, after.documents, strict=True):
        if old.authors and not new.authors:
            yield new.id, new.type


def lost_contacts(handbook: Handbook, before: Staffing, after: Staffing) -> Iterator[Lost]:
    """Services, agreements, teams and parties whose owner, escalation or contact nobody covers afterwards."""
    dead = {role for role, post in before.roles.items() if post.cover and not after.cover(role)}
    return (lost for lost in contacts(handbook) if lost.role in dead) if dead else iter(())


def contacts(handbook: Handbook) -> Iterator[Lost]:
    """Whom services, agreements, teams and parties would lose if a role had nobody."""
    owners = {page.id: page.record.owner for page in kept(handbook, "service")}
    for page in kept(handbook, "service", "agreement"):
        record: Any = page.record
        owner = record.owner or (owners.get(record.service) if page.type == "agreement" else None)
        if owner:
            yield Lost(page.id, page.type, "owner", str(owner))
        for role in dict.fromkeys(step.to for step in record.escalation):
            yield Lost(page.id, page.type, "escalation", role)
    for kind, records, field in (("team", handbook.teams, "lead"), ("party", handbook.parties, "relationship_role")):
        for name, data in sorted(records.items()):
            if role := getattr(data.value, field):
                yield Lost(name, kind, "contact", role)

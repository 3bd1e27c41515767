"""Where work stops when too few people can do it: processes, activities and decisions, judged by the cover of roles.

The bus factor of a process is the cover of its weakest role: one role without anybody stalls the whole process. (The
exact bus factor of a set of tasks is NP-hard, arXiv:2508.09828; for a chain of roles the minimum is exact.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kb_tools.insight.staffing import Post, Staffing, kept
from kb_tools.model.handbook import Handbook

__all__ = ["Approval", "Task", "Workflow", "approvals", "tasks", "workflows"]

#: Criticality of a process or service that does not say how critical it is; the same as that of a role.
USUAL = 3


@dataclass(frozen=True)
class Workflow:
    """A process as a chain of roles.

    Attributes:
        id: The process.
        criticality: From 1 to 5.
        posts: Its owner, its manager and every role that is responsible for an activity; nobody twice.
    """

    id: str
    criticality: int
    posts: tuple[Post, ...]

    @cached_property
    def bus_factor(self) -> int:
        """Smallest cover among its roles; 0 for a process without roles."""
        return min((post.cover for post in self.posts), default=0)

    @property
    def weakest(self) -> tuple[str, ...]:
        """The roles that decide the bus factor."""
        return tuple(post.id for post in self.posts if post.cover == self.bus_factor)

    @property
    def risk(self) -> float:
        """Risk of the process, 0 to 1: criticality / 5 x share of its roles below their required cover."""
        short = sum(1 for post in self.posts if post.missing)
        return self.criticality / 5 * short / len(self.posts) if self.posts else 0.0


@dataclass(frozen=True)
class Task:
    """An activity of a process, with everybody who can do it and everybody who can answer for it.

    Attributes:
        process: The process.
        id: The activity within it.
        roles: Roles that are responsible.
        accountable: Roles that answer for it.
        doers: People who can act in one of `roles`.
        answerable: People who can act in one of `accountable`.
    """

    process: str
    id: str
    roles: tuple[str, ...]
    accountable: tuple[str, ...]
    doers: frozenset[str]
    answerable: frozenset[str]

    @property
    def key(self) -> tuple[str, str]:
        """Process and activity."""
        return self.process, self.id


@dataclass(frozen=True)
class Approval:
    """A decision that somebody may take, within a limit; several roles may have the same right.

    Attributes:
        decision: The decision, in the source language.
        limit: Its limit, empty for none.
        roles: Roles whose card grants it.
        people: People who can act in one of them.
    """

    decision: str
    limit: str
    roles: tuple[str, ...]
    people: frozenset[str]

    @property
    def key(self) -> tuple[str, str]:
        """Decision and limit."""
        return self.decision, self.limit


def workflows(handbook: Handbook, staff: Staffing) -> tuple[Workflow, ...]:
    """Every process that is not retired, sorted by id. Roles that do not exist are left out; a check reports them."""
    found = []
    for page in kept(handbook, "process"):
        record: Any = page.record
        names = [record.owner, record.manager, *(role for act in record.activities for role in act.responsible)]
        posts = tuple(staff.roles[role] for role in dict.fromkeys(names) if role in staff.roles)
        found.append(Workflow(page.id, record.criticality or USUAL, posts))
    return tuple(sorted(found, key=lambda flow: flow.id))


def tasks(handbook: Handbook, staff: Staffing) -> tuple[Task, ...]:
    """Every activity of every process that is not retired, in the order of process id and activity."""
    found = [task for page in kept(handbook, "process") for task in _tasks(page.id, page.record, staff)]
    return tuple(sorted(found, key=lambda task: task.process))


def approvals(handbook: Handbook, staff: Staffing) -> tuple[Approval, ...]:
    """Every decision right on a role card, sorted; the same decision with the same limit counts once."""
    roles: dict[tuple[str, str], list[str]] = {}
    for page in kept(handbook, "role"):
        for entry in page.record.authority:
            roles.setdefault((_plain(entry.decision), _plain(entry.limit or "")), []).append(page.id)
    return tuple(
        Approval(decision, limit, tuple(names), staff.able(names)) for (decision, limit), names in sorted(roles.items())
    )


def _tasks(process: str, record: Any, staff: Staffing) -> Iterator[Task]:
    for act in record.activities:
        yield Task(
            process,
            act.id,
            act.responsible,
            act.accountable,
            staff.able(act.responsible),
            staff.able(act.accountable),
        )


def _plain(text: str) -> str:
    return " ".join(text.split())

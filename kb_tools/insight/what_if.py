"""What stops when somebody leaves, or is away for a while: the twelve questions that a service manager asks.

Pure: people, days, and a picture of the handbook in; what changes out. What maturity would become is worked out by
whoever asks, and handed in as a function.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kb_tools.insight import changes
from kb_tools.insight.absence import Away, DutyClash, RosterGap, away, duty_clashes, roster_gaps, stretches
from kb_tools.insight.assignments import Assignment, assignments
from kb_tools.insight.authors import Credit
from kb_tools.insight.concentration import loads
from kb_tools.insight.picture import Picture, take_picture
from kb_tools.insight.succession import Candidate, SkillLoss, candidates, skills_lost
from kb_tools.model.handbook import Handbook

__all__ = [
    "FAILURES",
    "Figures",
    "HandOver",
    "Impact",
    "Question",
    "due_day",
    "hand_over_items",
    "what_if",
    "without_people",
]

#: Function from a handbook to the maturity of its processes.
Levels = Callable[[Handbook], Mapping[str, int]]


@dataclass(frozen=True)
class Question:
    """Who goes, and when.

    Attributes:
        people: Ids of people, sorted; in an absence it may be empty, then only the people file counts.
        first: Last day in the organisation is the day before; or first day of the absence.
        last: Last day of the absence; None for somebody who leaves.
    """

    people: tuple[str, ...]
    first: dt.date
    last: dt.date | None = None


@dataclass(frozen=True)
class Figures:
    """Figures before or after.

    Attributes:
        covered: Critical roles that two or more people cover.
        critical: All critical roles.
        hhi: Concentration of the load.
        truck_factor: Fewest people whose loss orphans most known errors.
    """

    covered: int
    critical: int
    hhi: float
    truck_factor: int


@dataclass(frozen=True)
class HandOver:
    """Something that a successor must be given, and until when."""

    role: str
    text: str
    due: dt.date


@dataclass(frozen=True)
class Impact:
    """What happens. Everything that was so before is left out.

    Attributes:
        question: Who goes, and when.
        roles: Roles that lose cover.
        successors: Role -> who could take it over, best first; for roles left with nobody or a deputy only.
        processes: Processes whose bus factor falls to 0 or 1.
        activities: Activities that nobody can do or answer for.
        approvals: Decisions that nobody or one person only may take.
        contacts: Services, agreements, teams and parties that lose whom to turn to.
        known_errors: Known errors that nobody or one person only understands.
        documents: Id and type of other pages all of whose authors are gone; not for an absence.
        assignments: Open things of the people who go, and of roles that lose their holder.
        skills: Skills of which the best go.
        maturity: Process -> level before and after, only where it changes; None when nobody worked it out.
        hand_over: What successors must be given.
        before: Figures before.
        after: Figures afterwards.
        away: Who is gone when; only for an absence.
        roster: Days on which nobody can act in a critical role; only for an absence.
        clashes: Turns on duty of people who are away; only for an absence.
    """

    question: Question
    roles: tuple[changes.RoleChange, ...]
    successors: Mapping[str, tuple[Candidate, ...]]
    processes: tuple[changes.FlowChange, ...]
    activities: tuple[changes.TaskChange, ...]
    approvals: tuple[changes.ApprovalChange, ...]
    contacts: tuple[changes.Lost, ...]
    known_errors: tuple[changes.HolderChange, ...]
    documents: tuple[tuple[str, str], ...]
    assignments: tuple[Assignment, ...]
    skills: tuple[SkillLoss, ...]
    maturity: Mapping[str, tuple[int, int]] | None
    hand_over: tuple[HandOver, ...]
    before: Figures
    after: Figures
    away: tuple[Away, ...]
    roster: tuple[RosterGap, ...]
    clashes: tuple[DutyClash, ...]

    def roles_in(self, state: str) -> tuple[changes.RoleChange, ...]:
        """Roles that end up in a state."""
        return tuple(change for change in self.roles if change.state == state)


#: What `--fail-on` may name -> whether it happened.
FAILURES: Mapping[str, Callable[[Impact], bool]] = {
    "no-cover": lambda impact: bool(impact.roles_in("none")),
    "deputy-only": lambda impact: bool(impact.roles_in("deputy")),
    "bus-factor-0": lambda impact: any(change.after == 0 for change in impact.processes),
    "bus-factor-1": lambda impact: any(change.after == 1 for change in impact.processes),
    "known-error-lost": lambda impact: any(not change.left for change in impact.known_errors),
    "roster": lambda impact: bool(impact.roster),
}


def what_if(
    handbook: Handbook,
    question: Question,
    as_of: dt.date,
    made: Mapping[str, Sequence[Credit]] | None = None,
    levels: Levels | None = None,
) -> Impact:
    """What happens when people go.

    Args:
        handbook: The handbook.
        question: Who, and when.
        as_of: Today; skills, proofs and records are judged on this day, presence on the day of the question.
        made: Path -> credits from git.
        levels: Works out the maturity of a handbook's processes.
    """
    gone = frozenset(question.people)
    handbook, day = _last_day(handbook, gone, question.first)
    before = take_picture(handbook, as_of, made, day)
    days = stretches(handbook, gone, question.first, question.last) if question.last else ()
    absences = [day.gone for day in days] or [gone]
    after, leaving = before.without(handbook, absences), question.last is None
    roles = tuple(changes.role_changes(before.staff, after.staff))
    return Impact(
        question=question,
        roles=roles,
        successors=_successors(handbook, before, roles, gone.union(*absences), as_of),
        processes=tuple(changes.flow_changes(before, after)),
        activities=tuple(changes.task_changes(before, after)),
        approvals=tuple(changes.approval_changes(before, after)),
        contacts=tuple(changes.lost_contacts(handbook, before.staff, after.staff)),
        known_errors=tuple(changes.holder_changes(before, after)),
        documents=tuple(changes.sole_documents(before, after)) if leaving else (),
        assignments=_assignments(handbook, roles, gone, question.last),
        skills=skills_lost(handbook, after.staff, gone),
        maturity=_maturity(handbook, gone, as_of, levels) if leaving else None,
        hand_over=hand_over_items(handbook, before, gone, as_of, question.first) if leaving else (),
        before=_figures(before),
        after=_figures(after),
        away=away(days),
        roster=roster_gaps(before.staff, days),
        clashes=duty_clashes(handbook, days),
    )


def _last_day(handbook: Handbook, gone: frozenset[str], first: dt.date) -> tuple[Handbook, dt.date]:
    """The day whose picture shows what is lost, and the handbook on it.

    It is `first`, unless the people file has somebody of them gone by then already: nothing would be lost by that. Then
    it is their last day, without those others who will be gone by `first`.
    """
    ends = {key: end for key, record in handbook.people.items() if (end := record.value.active_until) and end < first}
    day = min((end for key, end in ends.items() if key in gone), default=first)
    others = [key for key, end in ends.items() if key not in gone and end >= day]
    return (without_people(handbook, others, day) if others else handbook), day


def without_people(handbook: Handbook, gone: Iterable[str], as_of: dt.date) -> Handbook:
    """The handbook as if these people had left the day before `as_of`."""
    people = dict(handbook.people)
    for person in gone:
        if record := people.get(person):
            value = record.value.model_copy(update={"active_until": as_of - dt.timedelta(days=1)})
            people[person] = replace(record, value=value)
    return replace(handbook, people=people)


def hand_over_items(
    handbook: Handbook, before: Picture, gone: frozenset[str], as_of: dt.date, leaves: dt.date
) -> tuple[HandOver, ...]:
    """What is on the hand-over lists of the roles that people hold, by due date.

    See `due_day`.
    """
    found = []
    for post in before.staff.roles.values():
        if gone.intersection(post.holders):
            due = due_day(post.criticality, as_of, leaves)
            found += [HandOver(post.id, text, due) for text in handbook.by_id[post.id].record.handover]
    return tuple(sorted(found, key=lambda item: (item.due, item.role)))


def due_day(criticality: int, as_of: dt.date, leaves: dt.date) -> dt.date:
    """Day by which a role is handed over: the more critical, the earlier.

    A week before the last day for each level of criticality; where less than six weeks are left, a sixth of the time
    for each level, so that nothing is due before it can be begun.
    """
    left = max(0, (leaves - as_of).days)
    return leaves - dt.timedelta(days=min(7 * criticality, left * criticality // 6))


def _successors(
    handbook: Handbook, before: Picture, roles: Sequence[changes.RoleChange], gone: frozenset[str], as_of: dt.date
) -> dict[str, tuple[Candidate, ...]]:
    load = loads(before.staff)
    wanted = [change.role.id for change in roles if change.state != "short"]
    return {role: candidates(handbook, before.staff, role, gone, as_of, load) for role in wanted}


def _assignments(
    handbook: Handbook, roles: Sequence[changes.RoleChange], gone: frozenset[str], last: dt.date | None
) -> tuple[Assignment, ...]:
    """Open things of the people themselves and of roles without a holder; in an absence those that fall due in it."""
    who = gone | {change.role.id for change in roles if change.state != "short"}
    found = [entry for entry in assignments(handbook) if entry.who in who]
    return tuple(entry for entry in found if last is None or (entry.due and entry.due <= last))


def _maturity(
    handbook: Handbook, gone: frozenset[str], as_of: dt.date, levels: Levels | None
) -> dict[str, tuple[int, int]] | None:
    if levels is None:
        return None
    old, new = levels(handbook), levels(without_people(handbook, gone, as_of))
    return {process: (old[process], new[process]) for process in sorted(old) if old[process] != new[process]}


def _figures(picture: Picture) -> Figures:
    covered, critical = picture.coverage()
    found: Any = picture.concentration()
    return Figures(covered, critical, found.hhi, picture.truck_factor().value)

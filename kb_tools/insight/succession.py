"""Who could take a role over, and which skills go with somebody. Every rank shows what it was worked out from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kb_tools.insight.staffing import Staffing, kept
from kb_tools.model.cover import recent
from kb_tools.model.handbook import Handbook

__all__ = ["Candidate", "SkillLoss", "SkillStep", "candidates", "skills_lost"]

#: So many people are proposed for a role.
PROPOSED = 3


@dataclass(frozen=True)
class SkillStep:
    """A skill that a role needs beside the level that somebody has.

    Attributes:
        skill: The skill.
        needed: Level that the role asks for.
        level: Highest level that the person was ever given; 0 for none.
        outdated: Whether that was more than 12 months ago, or nobody says when.
    """

    skill: str
    needed: int
    level: int
    outdated: bool


@dataclass(frozen=True)
class Candidate:
    """Somebody who could act in a role.

    Attributes:
        person: The person.
        match: Share of the levels that the role needs and the person has, 0 to 1; 1 for a role without skills.
        skills: How that share came about.
        post: `holder`, `deputy`, or empty for somebody who is not on the card yet.
        same_team: Whether they are in a team of those who hold the role today.
        load: Criticality held plus half of that deputised for, today.
        load_after: The same with this role held.
    """

    person: str
    match: float
    skills: tuple[SkillStep, ...]
    post: str
    same_team: bool
    load: float
    load_after: float


@dataclass(frozen=True)
class SkillLoss:
    """A skill of which the best go.

    Attributes:
        skill: The skill.
        level: Their highest level.
        left: Highest level among those who stay; 0 for nobody.
        roles: Roles that need more than `left`.
    """

    skill: str
    level: int
    left: int
    roles: tuple[str, ...]


def candidates(
    handbook: Handbook,
    staff: Staffing,
    role: str,
    gone: frozenset[str],
    as_of: dt.date,
    load: Mapping[str, float],
) -> tuple[Candidate, ...]:
    """Who could take a role over, best first: by skill match, then who is on the card, in the team, least loaded.

    People whose other roles exclude this one are left out, and people without any of its skills.

    Args:
        handbook: The handbook.
        staff: Everybody who is there today.
        role: The role.
        gone: People who will not be there.
        as_of: Day on which assessments must be recent.
        load: Load of everybody today.
    """
    page = handbook.by_id[role]
    post, needs = staff.roles[role], page.record.skills
    barred = _barred(handbook, staff, role)
    teams = {handbook.people[person].value.team for person in post.holders} - {None}
    found = []
    for person in sorted(staff.people - gone - barred):
        steps = tuple(_step(handbook, person, need, as_of) for need in needs)
        match = _match(steps)
        if not match:
            continue
        standing = "holder" if person in post.holders else "deputy" if person in post.deputies else ""
        held = {"holder": 0.0, "deputy": post.criticality / 2, "": float(post.criticality)}[standing]
        today = load.get(person, 0.0)
        together = handbook.people[person].value.team in teams
        found.append(Candidate(person, match, steps, standing, together, today, today + held))
    found.sort(key=lambda c: (-c.match, not c.post, not c.same_team, c.load_after, c.person))
    return tuple(found[:PROPOSED])


def skills_lost(handbook: Handbook, staff: Staffing, gone: frozenset[str]) -> tuple[SkillLoss, ...]:
    """Skills at a level that only those who go have; sorted by skill."""
    best: dict[str, list[int]] = {}
    for person in staff.people | gone:
        record = handbook.people.get(person)
        for entry in record.value.skills if record else ():
            levels = best.setdefault(entry.skill, [0, 0])
            side = 0 if person in gone else 1
            levels[side] = max(levels[side], entry.level)
    lost = {skill: levels for skill, levels in best.items() if levels[0] > levels[1]}
    needed: dict[str, list[str]] = {}
    for page in kept(handbook, "role") if lost else ():
        for need in page.record.skills:
            if need.skill in lost and need.level > lost[need.skill][1]:
                needed.setdefault(need.skill, []).append(page.id)
    return tuple(
        SkillLoss(skill, levels[0], levels[1], tuple(sorted(set(needed.get(skill, ())))))
        for skill, levels in sorted(lost.items())
    )


def _barred(handbook: Handbook, staff: Staffing, role: str) -> frozenset[str]:
    """People in roles that the same person must not hold."""
    conflicting = set(handbook.by_id[role].record.conflicts_with)
    conflicting |= {page.id for page in kept(handbook, "role") if role in page.record.conflicts_with}
    return frozenset(
        person
        for other in conflicting
        if other in staff.roles
        for person in (*staff.roles[other].holders, *staff.roles[other].deputies)
    )


def _step(handbook: Handbook, person: str, need: Any, as_of: dt.date) -> SkillStep:
    entries = [entry for entry in handbook.people[person].value.skills if entry.skill == need.skill]
    level = max((entry.level for entry in entries), default=0)
    fresh = any(entry.level >= min(level, need.level) and recent(entry.assessed_on, as_of) for entry in entries)
    return SkillStep(need.skill, need.level, level, outdated=bool(entries) and not fresh)


def _match(steps: Iterable[SkillStep]) -> float:
    pairs = [(min(step.level, step.needed), step.needed) for step in steps]
    needed = sum(need for _, need in pairs)
    return sum(level for level, _ in pairs) / needed if needed else 1.0

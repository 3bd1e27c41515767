"""What somebody hands over before they go: what they answer for, do alone and know alone, to whom, and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb_tools.insight.assignments import Assignment, assignments
from kb_tools.insight.authors import Credit
from kb_tools.insight.concentration import loads
from kb_tools.insight.picture import Picture, take_picture
from kb_tools.insight.staffing import Post
from kb_tools.insight.succession import Candidate, candidates
from kb_tools.insight.what_if import HandOver, Impact, Question, due_day, hand_over_items, what_if
from kb_tools.model.handbook import Handbook

__all__ = ["Dossier", "RoleHandOver", "dossier", "leaving_day"]

#: Days in which people hand over when nobody says when they leave.
USUAL_NOTICE = 30


@dataclass(frozen=True)
class RoleHandOver:
    """One role of somebody who goes.

    Attributes:
        post: The role today.
        held: Whether they hold it; else they deputise.
        left: People who can act when they are gone.
        candidates: Who could take it over, best first; none where it stays covered as required.
        items: What a successor must be given.
        due: Day by which it is handed over.
    """

    post: Post
    held: bool
    left: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    items: tuple[str, ...]
    due: dt.date

    @property
    def alone(self) -> bool:
        """Whether nobody else can act."""
        return not self.left


@dataclass(frozen=True)
class Dossier:
    """Everything that somebody hands over.

    Attributes:
        person: The person.
        leaves: First day on which they are gone.
        roles: Their roles, held ones and the most critical first.
        processes: Process -> their roles in it.
        known_errors: Known errors that they understand, and whether they are the only one.
        documents: Id of other pages that they wrote, and whether nobody else still here did.
        assignments: What is open on their roles and on themselves, by due date.
        impact: What happens when nothing is handed over.
        hand_over: All items of all roles held, by due date.
    """

    person: str
    leaves: dt.date
    roles: tuple[RoleHandOver, ...]
    processes: Mapping[str, tuple[str, ...]]
    known_errors: Mapping[str, bool]
    documents: Mapping[str, bool]
    assignments: tuple[Assignment, ...]
    impact: Impact
    hand_over: tuple[HandOver, ...]


def dossier(
    handbook: Handbook,
    person: str,
    as_of: dt.date,
    leaves: dt.date | None = None,
    made: Mapping[str, Sequence[Credit]] | None = None,
) -> Dossier:
    """The dossier of a person.

    Args:
        handbook: The handbook.
        person: Id of somebody who is with the organisation.
        as_of: Today.
        leaves: First day on which they are gone; the day after `active_until`, else 30 days from today.
        made: Path -> credits from git.
    """
    day = leaves or leaving_day(handbook, person, as_of)
    picture = take_picture(handbook, as_of, made)
    gone = frozenset({person})
    return Dossier(
        person,
        day,
        _roles(handbook, picture, person, as_of, day),
        {
            flow.id: roles
            for flow in picture.flows
            if (roles := tuple(post.id for post in flow.posts if person in (*post.holders, *post.deputies)))
        },
        {entry.id: len(entry.holders) == 1 for entry in picture.errors if person in entry.holders},
        {entry.id: len(entry.authors) == 1 for entry in picture.documents if person in entry.authors},
        _open(handbook, picture, person),
        what_if(handbook, Question((person,), day), as_of, made),
        hand_over_items(handbook, picture, gone, as_of, day),
    )


def leaving_day(handbook: Handbook, person: str, as_of: dt.date) -> dt.date:
    """First day on which somebody is gone when nobody says: by the people file, else 30 days from today."""
    until = handbook.people[person].value.active_until
    return until + dt.timedelta(days=1) if until and until >= as_of else as_of + dt.timedelta(days=USUAL_NOTICE)


def _roles(handbook: Handbook, picture: Picture, person: str, as_of: dt.date, day: dt.date) -> tuple[RoleHandOver, ...]:
    load, gone, found = loads(picture.staff), frozenset({person}), []
    for post in picture.staff.roles.values():
        held = person in post.holders
        if not held and person not in post.deputies:
            continue
        left = post.without(gone)
        needed = left.missing or (held and not left.holder_left)
        proposed = candidates(handbook, picture.staff, post.id, gone, as_of, load) if needed else ()
        items = handbook.by_id[post.id].record.handover if held else ()
        due = due_day(post.criticality, as_of, day)
        found.append(RoleHandOver(post, held, left.on_paper, proposed, items, due))
    return tuple(sorted(found, key=lambda entry: (not entry.held, -entry.post.criticality, entry.post.id)))


def _open(handbook: Handbook, picture: Picture, person: str) -> tuple[Assignment, ...]:
    mine = {person} | {post.id for post in picture.staff.roles.values() if person in post.holders}
    return tuple(entry for entry in assignments(handbook) if entry.who in mine)

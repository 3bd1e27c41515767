"""Who can act for every role at once, and who is left when somebody goes. Set arithmetic over the cover of roles.

What cover is, `model/cover.py` says; this module counts it once for a whole handbook, so that a question such as "and
if these two are away?" costs a subtraction, not another reading of people and skills.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb_tools.model.cover import active, members
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["CRITICAL", "Post", "Staffing", "kept", "post_of", "remaining", "staffing"]

#: From this criticality on a role must be covered twice (headline KPI-KEY-01) and on holidays as well.
CRITICAL = 4


@dataclass(frozen=True)
class Post:
    """A role as something that people cover; nobody stands twice in one of its lists.

    Attributes:
        id: The role.
        criticality: From 1 to 5.
        required: People who must be able to act.
        holders: Active holders, qualified or not.
        deputies: Active deputies who do not hold the role, qualified or not.
        on_paper: Active and qualified holders, then deputies.
        proven: Of these, holders and those deputies who did the work alone within 12 months.
    """

    id: str
    criticality: int
    required: int
    holders: tuple[str, ...]
    deputies: tuple[str, ...]
    on_paper: tuple[str, ...]
    proven: tuple[str, ...]

    @property
    def cover(self) -> int:
        """People who can act, on paper."""
        return len(self.on_paper)

    @property
    def missing(self) -> int:
        """How many people are lacking on paper."""
        return max(0, self.required - self.cover)

    @property
    def critical(self) -> bool:
        """Whether the role belongs to the headline figure."""
        return self.criticality >= CRITICAL

    @property
    def risk(self) -> float:
        """Risk of the role, 0 to 1: criticality / 5 x max(0, 1 - cover / required)."""
        return self.criticality / 5 * self.missing / self.required if self.required > 0 else 0.0

    @property
    def holder_left(self) -> bool:
        """Whether somebody who can act holds the role, and does not only stand in."""
        return bool(set(self.holders) & set(self.on_paper))

    def without(self, gone: frozenset[str]) -> Post:
        """The same role when these people are gone."""
        lists = (self.holders, self.deputies, self.on_paper, self.proven)
        if not any(gone.intersection(people) for people in lists):
            return self
        left = [tuple(person for person in people if person not in gone) for people in lists]
        return Post(self.id, self.criticality, self.required, *left)


@dataclass(frozen=True)
class Staffing:
    """Every role of a handbook that is not retired, with the people who cover it.

    Attributes:
        people: Everybody who is with the organisation.
        roles: Id -> role, sorted by id.
    """

    people: frozenset[str]
    roles: Mapping[str, Post]

    def without(self, absences: Sequence[frozenset[str]]) -> Staffing:
        """The same when people are gone; of several absences (days of a holiday) each role shows its worst.

        Args:
            absences: Sets of people who are gone at the same time; one for somebody who leaves.
        """
        worst = {
            role: min((post.without(gone) for gone in absences), key=lambda post: post.cover, default=post)
            for role, post in self.roles.items()
        }
        always = frozenset.intersection(*absences) if absences else frozenset()
        return Staffing(self.people - always, worst)

    def able(self, roles: Sequence[str]) -> frozenset[str]:
        """Everybody who can act in at least one of these roles."""
        return frozenset(person for role in roles if role in self.roles for person in self.roles[role].on_paper)

    def cover(self, role: str | None) -> int:
        """Cover of a role on paper; 0 for one that does not exist."""
        post = self.roles.get(role or "")
        return post.cover if post else 0


def staffing(handbook: Handbook, as_of: dt.date, on: dt.date | None = None) -> Staffing:
    """The staffing of a handbook.

    Args:
        handbook: The handbook.
        as_of: Day on which skills and proofs must be recent.
        on: Day on which people must be there; `as_of` when absent.
    """
    day = on or as_of
    people = frozenset(person for person in handbook.people if active(handbook, person, day))
    posts = [post_of(handbook, page, as_of, day) for page in kept(handbook, "role")]
    return Staffing(people, {post.id: post for post in sorted(posts, key=lambda post: post.id)})


def remaining(people: frozenset[str], absences: Sequence[frozenset[str]]) -> frozenset[str]:
    """Who of these people is left; of several absences the one that leaves fewest."""
    return min((people - gone for gone in absences), key=lambda left: (len(left), sorted(left)), default=people)


def kept(handbook: Handbook, *types: str) -> Iterator[Page]:
    """Readable pages of these types that are not retired."""
    for name in types:
        for page in handbook.by_type.get(name, ()):
            if page.readable and handbook.by_id.get(page.id) is page and not _retired(page):
                yield page


def _retired(page: Page) -> bool:
    """Looks at the raw front matter first: decoding thousands of pages for this alone would take longest of all."""
    return b'"status":"retired"' in page.front and page.values.get("status") == "retired"


def post_of(handbook: Handbook, page: Page, as_of: dt.date, on: dt.date | None = None) -> Post:
    """A role with the people who cover it.

    Args:
        handbook: The handbook.
        page: The role.
        as_of: Day on which skills and proofs must be recent.
        on: Day on which people must be there; `as_of` when absent.
    """
    record: Any = page.record
    card = members(handbook, page, as_of, on)
    holders = _people(m.person for m in card if m.post == "holder" and m.inactive is None)
    deputies = _people(m.person for m in card if m.post == "deputy" and m.inactive is None and m.person not in holders)
    able = [member for member in card if member.counts]
    return Post(
        page.id,
        record.criticality,
        record.required_cover,
        holders,
        deputies,
        _people(member.person for member in able),
        _people(member.person for member in able if member.proven),
    )


def _people(people: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(people))

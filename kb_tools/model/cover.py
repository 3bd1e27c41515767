"""Who can act for a role on a day: active, qualified, on paper and proven. Pure arithmetic over a handbook.

Checks and key-person reports count with these functions, so that they can never disagree about who covers what.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["Cover", "Gap", "Inactive", "Member", "accepted_risks", "active", "cover", "gaps", "inactive", "members"]
__all__ += ["qualified", "recent"]


class Inactive(NamedTuple):
    """Why somebody does not count today: the field that says so, and its date.

    Attributes:
        field: `person` (unknown), `active_from`, `active_until`, `since` or `until`.
        date: The date in that field; None for an unknown person.
    """

    field: str
    date: dt.date | None = None


class Gap(NamedTuple):
    """A skill that a role needs and a person cannot show.

    Attributes:
        skill: The skill.
        needed: Level that the role asks for.
        level: Highest level that the person was ever given; 0 for none.
        assessed_on: When that was; None when it is not said, or when there is no such skill.
    """

    skill: str
    needed: int
    level: int
    assessed_on: dt.date | None

    @property
    def outdated(self) -> bool:
        """Whether the level would do, had it been looked at within the last 12 months."""
        return self.level >= self.needed


class Member(NamedTuple):
    """A person on a role card.

    Attributes:
        person: Id of the person.
        post: `holder` or `deputy`.
        number: Position in the role's list of holders or deputies, from 0.
        inactive: Why the person does not count on the day; None when active.
        gaps: Skills that are missing or were not assessed within 12 months.
        proven: Whether the person did the work alone within 12 months; a holder does it every day.
    """

    person: str
    post: str
    number: int
    inactive: Inactive | None
    gaps: tuple[Gap, ...]
    proven: bool

    @property
    def key(self) -> str:
        """The role's list in which the person stands: `holders` or `deputies`."""
        return "holders" if self.post == "holder" else "deputies"

    @property
    def counts(self) -> bool:
        """Whether the person is cover on paper: active and qualified."""
        return self.inactive is None and not self.gaps


@dataclass(frozen=True)
class Cover:
    """The cover of a role on a day.

    Attributes:
        required: People who must be able to act.
        members: Everybody on the role card, holders first.
    """

    required: int
    members: tuple[Member, ...]

    @property
    def active_holders(self) -> tuple[str, ...]:
        """People who hold the role on the day, qualified or not; nobody twice."""
        return _people(m for m in self.members if m.post == "holder" and m.inactive is None)

    @property
    def active_deputies(self) -> tuple[str, ...]:
        """People who stand in on the day and do not hold the role as well; nobody twice."""
        holders = set(self.active_holders)
        return _people(m for m in self.members if m.post == "deputy" and m.inactive is None and m.person not in holders)

    @property
    def on_paper(self) -> tuple[str, ...]:
        """People who are active and qualified; nobody twice."""
        return _people(m for m in self.members if m.counts)

    @property
    def proven(self) -> tuple[str, ...]:
        """Like `on_paper`, with only those deputies who did the work alone within 12 months."""
        return _people(m for m in self.members if m.counts and m.proven)

    @property
    def missing(self) -> int:
        """How many people are lacking on paper."""
        return max(0, self.required - len(self.on_paper))


def recent(day: dt.date | None, as_of: dt.date) -> bool:
    """Whether a day lies within the 12 months up to `as_of`, both ends included; the future does not."""
    if day is None:
        return False
    year = as_of.year - 1
    last = calendar.monthrange(year, as_of.month)[1]
    return dt.date(year, as_of.month, min(as_of.day, last)) <= day <= as_of


def inactive(handbook: Handbook, person: str, as_of: dt.date) -> Inactive | None:
    """Why a person is not with the organisation on a day, or None."""
    record = handbook.people.get(person)
    if record is None:
        return Inactive("person")
    begins, ends = record.value.active_from, record.value.active_until
    if begins and begins > as_of:
        return Inactive("active_from", begins)
    if ends and ends < as_of:
        return Inactive("active_until", ends)
    return None


def active(handbook: Handbook, person: str, as_of: dt.date) -> bool:
    """Whether a person exists and is with the organisation on a day."""
    return inactive(handbook, person, as_of) is None


def gaps(handbook: Handbook, person: str, role: Page, as_of: dt.date) -> tuple[Gap, ...]:
    """Skills of a role that a person lacks, or whose assessment is older than 12 months; all of them for a stranger."""
    record = handbook.people.get(person)
    assessed = record.value.skills if record else ()
    found = []
    for need in role.record.skills:
        entries = [entry for entry in assessed if entry.skill == need.skill]
        if any(entry.level >= need.level and recent(entry.assessed_on, as_of) for entry in entries):
            continue
        best = max(entries, key=lambda entry: (entry.level, entry.assessed_on or dt.date.min), default=None)
        level, day = (best.level, best.assessed_on) if best else (0, None)
        found.append(Gap(need.skill, need.level, level, day))
    return tuple(found)


def qualified(handbook: Handbook, person: str, role: Page, as_of: dt.date) -> bool:
    """Whether a person has every skill of a role at its level, assessed within 12 months."""
    return not gaps(handbook, person, role, as_of)


def members(handbook: Handbook, role: Page, as_of: dt.date, on: dt.date | None = None) -> tuple[Member, ...]:
    """Everybody on a role card, holders first, each judged on a day.

    Args:
        handbook: Where people and their skills stand.
        role: The role card.
        as_of: Day on which skills and proofs must be recent.
        on: Day on which people must be there, `as_of` when absent. A look ahead asks who will still be there, but
            knows only the skills of today.
    """
    found, day = [], on or as_of
    for post, entries in (("holder", role.record.holders), ("deputy", role.record.deputies)):
        for number, entry in enumerate(entries):
            away = _out_of_office(entry, day) or inactive(handbook, entry.person, day)
            proven = post == "holder" or any(recent(proof.date, as_of) for proof in entry.proven)
            lacking = gaps(handbook, entry.person, role, as_of)
            found.append(Member(entry.person, post, number, away, lacking, proven))
    return tuple(found)


def cover(handbook: Handbook, role: Page, as_of: dt.date) -> Cover:
    """The cover of a role on a day."""
    return Cover(role.record.required_cover, members(handbook, role, as_of))


def accepted_risks(handbook: Handbook, as_of: dt.date) -> Mapping[str, Page]:
    """Id of a role, service or other record -> a risk about it that somebody accepted and that has not run out."""
    found: dict[str, Page] = {}
    for page in handbook.by_type.get("risk", ()):
        risk = page.record if page.readable else None
        if risk is None or risk.status != "approved" or risk.treatment != "accept" or not risk.accepted_by:
            continue
        if risk.accepted_until and risk.accepted_until >= as_of:
            for target in risk.linked:
                found.setdefault(target, page)
    return found


def _out_of_office(entry: Any, as_of: dt.date) -> Inactive | None:
    if entry.since and entry.since > as_of:
        return Inactive("since", entry.since)
    if entry.until and entry.until < as_of:
        return Inactive("until", entry.until)
    return None


def _people(entries: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.person for entry in entries))

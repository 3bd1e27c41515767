"""Who is away when: stretches of days with the same people gone, and whether a holiday roster holds.

Absences come from the people file and from the question; they are read here and never published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb_tools.insight.staffing import Staffing
from kb_tools.model.handbook import Handbook

__all__ = ["Away", "DutyClash", "RosterGap", "Stretch", "away", "duty_clashes", "roster_gaps", "stretches"]

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days, both ends included, on which the same people are gone."""

    first: dt.date
    last: dt.date
    gone: frozenset[str]


@dataclass(frozen=True)
class Away:
    """Somebody is gone from one day to another."""

    person: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class RosterGap:
    """Days on which nobody can act in a critical role.

    Attributes:
        role: The role.
        first: First day.
        last: Last day.
        away: Who could act and is away; empty when nobody could act anyway.
    """

    role: str
    first: dt.date
    last: dt.date
    away: tuple[str, ...]


@dataclass(frozen=True)
class DutyClash:
    """Somebody is on the duty roster and away at the same time, on these days."""

    role: str
    person: str
    first: dt.date
    last: dt.date


def stretches(handbook: Handbook, people: Iterable[str], first: dt.date, last: dt.date) -> tuple[Stretch, ...]:
    """The days from `first` to `last`, cut wherever somebody goes or comes back.

    Args:
        handbook: Its people file says who is away, and who leaves.
        people: People who are away all the time, whatever the file says.
        first: First day.
        last: Last day, not before `first`.
    """
    always = frozenset(people)
    spans = []
    for person, record in handbook.people.items():
        spans += [(person, entry.from_, entry.to) for entry in record.value.absences]
        if (until := record.value.active_until) and until >= first:
            spans.append((person, until + _DAY, dt.date.max))
    spans = [(person, max(begins, first), min(ends, last)) for person, begins, ends in spans]
    spans = [span for span in spans if span[1] <= span[2]]
    starts = sorted({first, *(begins for _, begins, _ in spans), *(ends + _DAY for *_, ends in spans if ends < last)})
    found = []
    for number, day in enumerate(starts):
        end = starts[number + 1] - _DAY if number + 1 < len(starts) else last
        gone = always | {person for person, begins, ends in spans if begins <= day <= ends}
        found.append(Stretch(day, end, gone))
    return tuple(found)


def away(days: Sequence[Stretch]) -> tuple[Away, ...]:
    """Who is gone when, by person; neighbouring days are one entry."""
    found: list[Away] = []
    for person in sorted({person for stretch in days for person in stretch.gone}):
        for stretch in days:
            if person not in stretch.gone:
                continue
            last = found[-1] if found else None
            if last and last.person == person and last.last + _DAY == stretch.first:
                found[-1] = Away(person, last.first, stretch.last)
            else:
                found.append(Away(person, stretch.first, stretch.last))
    return tuple(found)


def roster_gaps(staff: Staffing, days: Sequence[Stretch]) -> tuple[RosterGap, ...]:
    """Critical roles (4 and 5) that nobody covers on some days, by role; neighbouring days of one role are one gap."""
    found: list[RosterGap] = []
    for post in staff.roles.values():
        for stretch in days if post.critical else ():
            if set(post.on_paper) - stretch.gone:
                continue
            last = found[-1] if found else None
            if last and last.role == post.id and last.last + _DAY == stretch.first:
                found[-1] = RosterGap(post.id, last.first, stretch.last, post.on_paper)
            else:
                found.append(RosterGap(post.id, stretch.first, stretch.last, post.on_paper))
    return tuple(found)


def duty_clashes(handbook: Handbook, days: Sequence[Stretch]) -> tuple[DutyClash, ...]:
    """Turns on duty of people who are away then, in the order of the roster."""
    found: list[DutyClash] = []
    for record in handbook.duty:
        row = record.value
        for stretch in days:
            first, last = max(row.from_, stretch.first), min(row.to, stretch.last)
            if row.person not in stretch.gone or first > last:
                continue
            before = found[-1] if found else None
            if before and (before.role, before.person, before.last + _DAY) == (row.role, row.person, first):
                found[-1] = DutyClash(row.role, row.person, before.first, last)
            else:
                found.append(DutyClash(row.role, row.person, first, last))
    return tuple(found)

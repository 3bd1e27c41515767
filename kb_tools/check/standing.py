"""Why somebody does not count for a role, in the keys and dates of the data files: the same in every language."""

from __future__ import annotations

from collections.abc import Iterable

from kb_tools.model.cover import Gap, Inactive, Member

__all__ = ["because", "gap_text", "inactive_text", "names"]


def names(people: Iterable[str]) -> str:
    """People in one line, `-` for nobody."""
    return ", ".join(people) or "-"


def inactive_text(reason: Inactive) -> str:
    """`active_until 2026-09-30`; for somebody unknown the file in which the person is missing."""
    return f"{reason.field} {reason.date}" if reason.date else "people.yml: -"


def gap_text(gap: Gap) -> str:
    """`oracle 1 < 3`, or `oracle: assessed_on 2025-08-01` when only the assessment is too old."""
    if gap.outdated:
        return f"{gap.skill}: assessed_on {gap.assessed_on or '-'}"
    return f"{gap.skill} {gap.level} < {gap.needed}"


def because(member: Member) -> str:
    """The person and why they do not count: `lin-hao (oracle 1 < 3)`."""
    reasons = [inactive_text(member.inactive)] if member.inactive else [gap_text(gap) for gap in member.gaps]
    return f"{member.person} ({'; '.join(reasons)})"

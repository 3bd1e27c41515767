"""What somebody new in a role needs: what to read in which order, what to practise, which words, whom to ask."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from kb_tools.insight.staffing import kept
from kb_tools.model.handbook import Handbook

__all__ = ["Duty", "RolePack", "role_pack", "week"]

#: Days of the first week, as keys of `[pack]` in the locale.
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")

#: So many terms and known errors are enough for a first week.
_TERMS, _ERRORS = 15, 8
_RACI = ("responsible", "accountable", "consulted", "informed")


@dataclass(frozen=True)
class Duty:
    """A part of a role in a process: an activity, or the process as a whole.

    Attributes:
        process: The process.
        activity: Id of the activity; empty for the process as a whole.
        how: `owner`, `manager`, `responsible`, `accountable`, `consulted` or `informed`.
    """

    process: str
    activity: str
    how: str


@dataclass(frozen=True)
class RolePack:
    """The pack of a role; ids of pages throughout.

    Attributes:
        role: The role.
        learning: Pages to read first, in the order of the role card.
        duties: What the role does in which process.
        procedures: What it performs, and procedures of its activities.
        services: Services that it answers for.
        known_errors: Known errors to know: those on the learning path, then those of its services or that its pages
            refer to, the latest first.
        terms: Words that these pages use, the most used first.
        decisions: Number of decisions that its card allows.
    """

    role: str
    learning: tuple[str, ...]
    duties: tuple[Duty, ...]
    procedures: tuple[str, ...]
    services: tuple[str, ...]
    known_errors: tuple[str, ...]
    terms: tuple[str, ...]
    decisions: int


def role_pack(handbook: Handbook, role: str) -> RolePack:
    """The pack of a role that exists and can be read."""
    record: Any = handbook.by_id[role].record
    duties = _duties(handbook, role)
    own = {(duty.process, duty.activity) for duty in duties if duty.how in ("responsible", "accountable")}
    steps = [
        act.procedure
        for page in kept(handbook, "process")
        for act in page.record.activities
        if act.procedure and (page.id, act.id) in own and role in act.responsible
    ]
    performed = [page.id for page in kept(handbook, "procedure") if page.record.performer == role]
    procedures = tuple(dict.fromkeys([*performed, *steps]))
    services = tuple(page.id for page in kept(handbook, "service") if page.record.owner == role)
    pages = dict.fromkeys([role, *record.learning, *procedures, *(duty.process for duty in duties), *services])
    return RolePack(
        role,
        record.learning,
        duties,
        procedures,
        services,
        _known_errors(handbook, record.learning, services, set(pages)),
        _terms(handbook, set(pages)),
        len(record.authority),
    )


def week(pack: RolePack) -> tuple[str, ...]:
    """Keys of the sentences for the first week; `..._alone` where the pack has nothing to read or practise."""
    bare = {"tuesday": not pack.learning, "wednesday": not pack.procedures, "thursday": not pack.procedures}
    return tuple(f"{day}_alone" if bare.get(day) else day for day in _WEEK)


def _duties(handbook: Handbook, role: str) -> tuple[Duty, ...]:
    found = []
    for page in kept(handbook, "process"):
        record: Any = page.record
        found += [Duty(page.id, "", how) for how in ("owner", "manager") if getattr(record, how) == role]
        for act in record.activities:
            found += [Duty(page.id, act.id, how) for how in _RACI if role in getattr(act, how)]
    return tuple(found)


def _known_errors(
    handbook: Handbook, learning: tuple[str, ...], services: tuple[str, ...], pages: set[str]
) -> tuple[str, ...]:
    linked = _linked(handbook, "known-error", pages)
    found = []
    for page in kept(handbook, "known-error"):
        values = page.values
        if values.get("state") == "archived":
            continue
        if page.id in learning or page.id in linked or set(values.get("services", ())) & set(services):
            found.append((page.id in learning, str(max(values.get("occurrences") or [""])), page.id))
    found.sort(key=lambda entry: entry[2])
    found.sort(key=lambda entry: entry[:2], reverse=True)
    return tuple(page_id for *_, page_id in found[:_ERRORS])


def _terms(handbook: Handbook, pages: set[str]) -> tuple[str, ...]:
    counts = _linked(handbook, "term", pages)
    return tuple(sorted(counts, key=lambda term: (-counts[term], term))[:_TERMS])


def _linked(handbook: Handbook, kind: str, pages: set[str]) -> Counter[str]:
    """Records of a type that these pages link to, and how often."""
    found: Counter[str] = Counter()
    for page_id in sorted(pages):
        page = handbook.by_id.get(page_id)
        for link in page.links if page else ():
            target = handbook.by_id.get(link.target.split("#")[0]) if link.kind == "wiki" else None
            if target and target.type == kind and target.values.get("status") != "retired":
                found[target.id] += 1
    return found

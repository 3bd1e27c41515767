"""What stops when somebody goes, as a sheet: the answer first, then the twelve questions in the order of urgency."""

from __future__ import annotations

import datetime as dt

from kb_tools.insight.assignments import Assignment
from kb_tools.insight.succession import Candidate
from kb_tools.insight.what_if import Impact
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.sheet import Cell, Grid, Section, Sheet

__all__ = ["assignment_rows", "candidate_rows", "impact_sheet"]


def impact_sheet(impact: Impact, names: Naming, *, worked_out: bool) -> Sheet:
    """The answer in the reader's language.

    Args:
        impact: What happens.
        names: Names in the reader's language.
        worked_out: Whether maturity was worked out.
    """
    words, question = names.words, impact.question
    who = names.people(question.people)
    if question.last is None:
        title = words("what_if.title_leave", people=who, day=question.first)
    elif question.people:
        title = words("what_if.title_away", people=who, first=question.first, last=question.last)
    else:
        title = words("what_if.title_roster", first=question.first, last=question.last)
    sections = [
        _away(impact, names),
        _roster(impact, names),
        _clashes(impact, names),
        _roles(impact, names),
        _successors(impact, names),
        _processes(impact, names),
        _tasks(impact, names),
        _approvals(impact, names),
        _contacts(impact, names),
        _errors(impact, names),
        _documents(impact, names),
        _assignments(impact, names),
        _skills(impact, names),
        _maturity(impact, names) if worked_out else Section(""),
        _hand_over(impact, names),
        _figures(impact, names),
    ]
    return Sheet(
        title, _lead(impact, names), [part for part in sections if part.items or (part.grid and part.grid.rows)]
    )


def _lead(impact: Impact, names: Naming) -> tuple[Cell, ...]:
    words = names.words
    counts = {
        "roles": len(impact.roles_in("none")),
        "processes": sum(1 for change in impact.processes if change.after == 0),
        "errors": sum(1 for change in impact.known_errors if not change.left),
    }
    lines = []
    if any(counts.values()):
        lines.append(Cell(words("what_if.stops", **counts), "bad"))
    else:
        lines.append(Cell(words("what_if.nothing_stops"), "good"))
    deputies = len(impact.roles_in("deputy"))
    fragile = sum(1 for change in impact.processes if change.after == 1)
    if deputies or fragile:
        lines.append(Cell(words("what_if.thinner", roles=deputies, processes=fragile), "watch"))
    if impact.question.last is not None:
        gaps = len({gap.role for gap in impact.roster})
        lines.append(
            Cell(words("what_if.roster_gaps", count=gaps), "bad")
            if gaps
            else Cell(words("what_if.roster_holds"), "good")
        )
    return tuple(lines)


def _columns(names: Naming, *keys: str) -> tuple[str, ...]:
    return tuple(names.words(f"insight.{key}") for key in keys)


def _away(impact: Impact, names: Naming) -> Section:
    rows = tuple((Cell(names.person(entry.person)), Cell(f"{entry.first} – {entry.last}")) for entry in impact.away)
    return Section(names.words("what_if.away"), "", Grid(_columns(names, "person", "days"), rows))


def _roster(impact: Impact, names: Naming) -> Section:
    rows = tuple(
        (Cell(names.title(gap.role), "bad"), Cell(f"{gap.first} – {gap.last}"), Cell(names.people(gap.away)))
        for gap in impact.roster
    )
    return Section(names.words("what_if.roster"), "", Grid(_columns(names, "role", "days", "away"), rows))


def _clashes(impact: Impact, names: Naming) -> Section:
    rows = tuple(
        (Cell(names.person(clash.person), "bad"), Cell(names.title(clash.role)), Cell(f"{clash.first} – {clash.last}"))
        for clash in impact.clashes
    )
    return Section(names.words("what_if.clashes"), "", Grid(_columns(names, "person", "role", "days"), rows))


def _roles(impact: Impact, names: Naming) -> Section:
    words = names.words
    rows = tuple(
        (
            Cell(names.title(change.role.id)),
            Cell(str(change.role.criticality)),
            Cell(f"{change.before} → {change.role.cover}"),
            Cell(words(f"what_if.role_{change.state}"), "bad" if change.state == "none" else "watch"),
            Cell(names.people(change.role.on_paper)),
        )
        for change in impact.roles
    )
    columns = _columns(names, "role", "criticality", "cover_short", "state", "left")
    return Section(words("what_if.roles"), "", Grid(columns, rows, frozenset({1})))


def candidate_rows(role: str, found: tuple[Candidate, ...], names: Naming) -> list[tuple[Cell, ...]]:
    """Rows for those who could take a role over, with what the rank was worked out from."""
    words = names.words
    rows: list[tuple[Cell, ...]] = []
    for number, candidate in enumerate(found):
        skills = names.join(
            f"{step.skill} {step.level}/{step.needed}" + (words("what_if.outdated") if step.outdated else "")
            for step in candidate.skills
        )
        post = f"\n{words(f'what_if.already_{candidate.post}')}" if candidate.post else ""
        rows.append(
            (
                Cell(names.title(role) if number == 0 else ""),
                Cell(f"{number + 1}. {names.person(candidate.person)}{post}"),
                Cell(f"{candidate.match:.0%}" if candidate.skills else words("insight.none")),
                Cell(f"{candidate.load:g} → {candidate.load_after:g}"),
                Cell(skills),
            )
        )
    return rows


def _successors(impact: Impact, names: Naming) -> Section:
    words = names.words
    rows: list[tuple[Cell, ...]] = []
    for role, found in impact.successors.items():
        rows += candidate_rows(role, found, names)
        if not found:
            rows.append((Cell(names.title(role)), Cell(words("what_if.no_candidate"), "bad"), *[Cell("")] * 3))
    columns = _columns(names, "role", "candidate", "match", "load", "skills")
    return Section(
        words("what_if.successors"), words("what_if.successors_note"), Grid(columns, tuple(rows), frozenset({2}))
    )


def _processes(impact: Impact, names: Naming) -> Section:
    words = names.words
    rows = tuple(
        (
            Cell(names.title(change.process)),
            Cell(f"{change.before} → {change.after}"),
            Cell(words(f"what_if.factor_{change.after}"), "bad" if change.after == 0 else "watch"),
            Cell(names.titles(change.roles)),
        )
        for change in impact.processes
    )
    columns = _columns(names, "process", "bus_factor", "state", "weakest")
    return Section(words("what_if.processes"), "", Grid(columns, rows))


def _tasks(impact: Impact, names: Naming) -> Section:
    words = names.words
    rows = tuple(
        (
            Cell(names.title(change.process)),
            Cell(names.activity(change.process, change.activity)),
            Cell(words(f"what_if.lost_{change.lost}"), "bad"),
            Cell(names.titles(change.roles)),
        )
        for change in impact.activities
    )
    columns = _columns(names, "process", "activity", "state", "role")
    return Section(words("what_if.activities"), "", Grid(columns, rows))


def _approvals(impact: Impact, names: Naming) -> Section:
    words = names.words
    rows = tuple(
        (
            Cell(names.translated(change.roles[0], "authority", change.decision, "decision")),
            Cell(names.titles(change.roles)),
            Cell(names.people(change.left), "watch") if change.left else Cell(words("insight.nobody"), "bad"),
        )
        for change in impact.approvals
    )
    return Section(words("what_if.approvals"), "", Grid(_columns(names, "decision", "role", "left"), rows))


def _contacts(impact: Impact, names: Naming) -> Section:
    words = names.words
    rows = tuple(
        (
            Cell(names.title(lost.id)),
            Cell(words(f"type.{lost.type}")),
            Cell(words(f"what_if.contact_{lost.field}"), "bad" if lost.field == "owner" else "watch"),
            Cell(names.title(lost.role)),
        )
        for lost in impact.contacts
    )
    return Section(words("what_if.contacts"), "", Grid(_columns(names, "what", "kind", "state", "role"), rows))


def _errors(impact: Impact, names: Naming) -> Section:
    words = names.words
    rows = tuple(
        (
            Cell(change.id),
            Cell(names.title(change.id)),
            Cell(names.people(change.left), "watch") if change.left else Cell(words("insight.nobody"), "bad"),
        )
        for change in impact.known_errors
    )
    return Section(words("what_if.errors"), "", Grid(_columns(names, "id", "known_error", "left"), rows))


def _documents(impact: Impact, names: Naming) -> Section:
    words = names.words
    rows = tuple((Cell(names.title(page)), Cell(words(f"type.{kind}")), Cell(page)) for page, kind in impact.documents)
    return Section(words("what_if.documents"), "", Grid(_columns(names, "what", "kind", "id"), rows))


def assignment_rows(entries: tuple[Assignment, ...], names: Naming) -> tuple[tuple[Cell, ...], ...]:
    """Rows for open things: when, what, where, who."""
    words = names.words
    return tuple(
        (
            Cell(names.day(entry.due)),
            Cell(words(f"assignment.{entry.kind}")),
            Cell(names.part(entry.page, entry.part) if entry.part else names.title(entry.page)),
            Cell(names.who(entry.who)),
        )
        for entry in entries
    )


def _assignments(impact: Impact, names: Naming) -> Section:
    columns = _columns(names, "due", "kind", "what", "who")
    return Section(names.words("what_if.assignments"), "", Grid(columns, assignment_rows(impact.assignments, names)))


def _skills(impact: Impact, names: Naming) -> Section:
    words = names.words
    rows = tuple(
        (
            Cell(loss.skill),
            Cell(f"{loss.level} → {loss.left}", "bad" if loss.roles else "watch"),
            Cell(names.titles(loss.roles) if loss.roles else ""),
        )
        for loss in impact.skills
    )
    return Section(words("what_if.skills"), "", Grid(_columns(names, "skill", "level", "needed_by"), rows))


def _maturity(impact: Impact, names: Naming) -> Section:
    rows = tuple(
        (Cell(names.title(process)), Cell(f"{old} → {new}", "bad" if new < old else "good"))
        for process, (old, new) in (impact.maturity or {}).items()
    )
    return Section(names.words("what_if.maturity"), "", Grid(_columns(names, "process", "level"), rows))


def _hand_over(impact: Impact, names: Naming) -> Section:
    by_role: dict[tuple[dt.date, str], list[str]] = {}
    for item in impact.hand_over:
        shown = names.translated(item.role, "handover", item.text)
        by_role.setdefault((item.due, item.role), []).append(f"☐ {shown}")
    rows = tuple(
        (Cell(names.day(due)), Cell(names.title(role)), Cell("\n".join(items)))
        for (due, role), items in by_role.items()
    )
    columns = (*_columns(names, "hand_over_by", "role"), names.words("what_if.items"))
    return Section(names.words("what_if.hand_over"), "", Grid(columns, rows))


def _figures(impact: Impact, names: Naming) -> Section:
    old, new = impact.before, impact.after
    rows = (
        (
            Cell(names.words("what_if.figure_coverage")),
            Cell(f"{old.covered}/{old.critical}"),
            Cell(f"{new.covered}/{new.critical}", "bad" if new.covered < old.covered else "good"),
        ),
    )
    return Section(names.words("what_if.figures"), "", Grid(_columns(names, "figure", "before", "after"), rows))

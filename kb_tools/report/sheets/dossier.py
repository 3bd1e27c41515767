"""A hand-over as a sheet that is worked through and signed: what, to whom, by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kb_tools.insight.handover import Dossier, RoleHandOver
from kb_tools.report.sheets.impact import assignment_rows, candidate_rows
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.sheet import Cell, Grid, Section, Sheet, State

__all__ = ["dossier_sheet", "milestones"]

#: What is filled in by hand for each role: who gave, who took, when.
_SIGNATURES = ("from", "to", "on")


def dossier_sheet(found: Dossier, names: Naming) -> Sheet:
    """The dossier in the reader's language."""
    words = names.words
    return Sheet(
        words("hand_over.title", person=names.person(found.person)),
        (Cell(words("hand_over.leaves", day=found.leaves)), *_lead(found, names)),
        (
            _roles(found, names),
            _successors(found, names),
            *(_checklist(entry, names) for entry in found.roles if entry.items),
            _assignments(found, names),
            _knowledge(found, names),
            _processes(found, names),
            _sign_off(found, names),
        ),
        words("hand_over.foot"),
    )


def _lead(found: Dossier, names: Naming) -> tuple[Cell, ...]:
    """What stands out in the tables below; that all is well only where none of them shows anything else."""
    words, lead = names.words, []
    alone = [entry.post.id for entry in found.roles if not entry.left]
    if alone:
        lead.append(Cell(words("hand_over.alone", roles=names.titles(alone)), "bad"))
    errors = [page for page, only in found.known_errors.items() if only]
    if errors:
        lead.append(Cell(words("hand_over.knows_alone", errors=", ".join(errors)), "bad"))
    pages = sum(found.documents.values())
    if pages:
        key = "wrote_alone" if pages > 1 else "wrote_alone_one"
        lead.append(Cell(words(f"hand_over.{key}", count=pages), "bad"))
    short = [entry.post.id for entry in found.roles if entry.left and _left_state(entry) == "watch"]
    if short:
        lead.append(Cell(words("hand_over.short", roles=names.titles(short)), "watch"))
    return tuple(lead) or (Cell(words("hand_over.nothing_alone"), "good"),)


def milestones(found: Dossier, names: Naming) -> Iterator[tuple[str, dt.date, str, str]]:
    """Days to remember: a stable key, the day, a title and more about it."""
    words, person = names.words, names.person(found.person)
    for entry in found.roles:
        if entry.held:
            title = words("hand_over.event_role", role=names.title(entry.post.id), person=person)
            items = [names.translated(entry.post.id, "handover", text) for text in entry.items]
            yield f"handover-{found.person}-{entry.post.id}", entry.due, title, "\n".join(f"- {text}" for text in items)
    for task in found.assignments:
        if task.due:
            what = names.part(task.page, task.part) if task.part else names.title(task.page)
            title = f"{words(f'assignment.{task.kind}')}: {what}"
            key = "-".join(part for part in ("due", task.page, task.part, task.kind) if part)
            yield key, task.due, title, names.who(task.who)
    yield f"leaves-{found.person}", found.leaves, words("hand_over.event_gone", person=person), ""


def _columns(names: Naming, *keys: str) -> tuple[str, ...]:
    return tuple(names.words(f"insight.{key}") for key in keys)


def _roles(found: Dossier, names: Naming) -> Section:
    words = names.words
    rows = tuple(
        (
            Cell(names.title(entry.post.id)),
            Cell(str(entry.post.criticality)),
            Cell(words("hand_over.held" if entry.held else "hand_over.deputised")),
            Cell(names.people(entry.left), _left_state(entry)) if entry.left else Cell(words("insight.nobody"), "bad"),
            Cell(names.day(entry.due) if entry.held else ""),
        )
        for entry in found.roles
    )
    columns = _columns(names, "role", "criticality", "as_what", "left", "hand_over_by")
    return Section(words("hand_over.roles"), "", Grid(columns, rows, frozenset({1})))


def _left_state(entry: RoleHandOver) -> State:
    return "watch" if len(entry.left) < entry.post.required else "good"


def _successors(found: Dossier, names: Naming) -> Section:
    rows = [row for entry in found.roles for row in candidate_rows(entry.post.id, entry.candidates, names)]
    columns = _columns(names, "role", "candidate", "match", "load", "skills")
    note = names.words("what_if.successors_note") if rows else ""
    return Section(names.words("hand_over.successors"), note, Grid(columns, tuple(rows), frozenset({2})))


def _checklist(entry: RoleHandOver, names: Naming) -> Section:
    title = names.words("hand_over.checklist", role=names.title(entry.post.id), day=entry.due)
    items = tuple(Cell(names.translated(entry.post.id, "handover", text)) for text in entry.items)
    return Section(title, items=items, boxes=True)


def _assignments(found: Dossier, names: Naming) -> Section:
    columns = _columns(names, "due", "kind", "what", "who")
    return Section(names.words("hand_over.open"), "", Grid(columns, assignment_rows(found.assignments, names)))


def _knowledge(found: Dossier, names: Naming) -> Section:
    words = names.words
    pages = [*found.known_errors.items(), *found.documents.items()]
    ordered = sorted(pages, key=lambda entry: (not entry[1], entry[0]))
    rows = tuple(
        (
            Cell(page),
            Cell(names.title(page)),
            Cell(words("hand_over.only_one"), "bad") if only else Cell(words("hand_over.others_too"), "good"),
        )
        for page, only in ordered
    )
    return Section(words("hand_over.knowledge"), "", Grid(_columns(names, "id", "what", "state"), rows))


def _processes(found: Dossier, names: Naming) -> Section:
    rows = tuple((Cell(names.title(process)), Cell(names.titles(roles))) for process, roles in found.processes.items())
    return Section(names.words("hand_over.processes"), "", Grid(_columns(names, "process", "role"), rows))


def _sign_off(found: Dossier, names: Naming) -> Section:
    words = names.words
    blank = "____________"
    rows = tuple(
        (Cell(names.title(entry.post.id)), *[Cell(blank)] * len(_SIGNATURES)) for entry in found.roles if entry.held
    )
    columns = (words("insight.role"), *(words(f"hand_over.sign_{key}") for key in _SIGNATURES))
    note = words("hand_over.sign_note") if rows else ""
    return Section(words("hand_over.sign_off"), note, Grid(columns, rows))

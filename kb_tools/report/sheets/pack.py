"""A role pack as a sheet: for somebody new in a role, from the first morning to the first work alone."""

from __future__ import annotations

from kb_tools.insight.role_pack import Duty, RolePack, week
from kb_tools.insight.staffing import Post
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.sheet import Cell, Grid, Section, Sheet

__all__ = ["pack_sheet"]


def pack_sheet(pack: RolePack, post: Post | None, names: Naming) -> Sheet:
    """The pack in the reader's language.

    Args:
        pack: The pack.
        post: Who covers the role today; None for a retired role.
        names: Names in the reader's language.
    """
    words, local = names.words, names.local(pack.role)
    record = local.record if local else None
    lead = [Cell(text) for text in (getattr(record, "purpose", None), getattr(record, "summary", None)) if text][:1]
    if post:
        ask = names.people(dict.fromkeys((*post.holders, *post.deputies)))
        lead.append(Cell(words("pack.ask", people=ask)))
    if record and record.reports_to:
        lead.append(Cell(words("pack.superior", role=names.title(record.reports_to))))
    skills = tuple(
        Cell(words("pack.skill", name=need.skill, level=need.level, word=words(f"level.{need.level}")))
        for need in (record.skills if record else ())
    )
    return Sheet(
        words("pack.title", role=names.title(pack.role)),
        tuple(lead),
        (
            Section(words("pack.week"), items=_week(pack, names), boxes=True),
            Section(words("pack.responsibilities"), items=_cells(record.responsibilities if record else ())),
            _pages("pack.read", pack.learning, names),
            _duties(pack, names),
            _pages("pack.practise", pack.procedures, names),
            _pages("pack.services", pack.services, names),
            _pages("pack.errors", pack.known_errors, names),
            _words(pack, names),
            Section(words("pack.skills"), items=skills),
        ),
        words("pack.foot"),
    )


def _cells(texts: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in texts)


def _week(pack: RolePack, names: Naming) -> tuple[Cell, ...]:
    words = names.words
    first = names.title(pack.procedures[0]) if pack.procedures else ""
    facts = {"role": names.title(pack.role), "procedure": first, "read": len(pack.learning)}
    return tuple(Cell(words(f"pack.{key}", **facts)) for key in week(pack))


def _pages(title: str, pages: tuple[str, ...], names: Naming) -> Section:
    rows = []
    for page in pages:
        local = names.local(page)
        kind = names.words.get(f"type.{local.type}", local.type) if local else ""
        rows.append((Cell(names.title(page)), Cell(kind), Cell(page)))
    columns = tuple(names.words(f"insight.{key}") for key in ("what", "kind", "id"))
    return Section(names.words(title), "", Grid(columns, tuple(rows)))


def _duties(pack: RolePack, names: Naming) -> Section:
    words = names.words
    by_process: dict[str, list[Duty]] = {}
    for duty in pack.duties:
        by_process.setdefault(duty.process, []).append(duty)
    rows = []
    for process, duties in by_process.items():
        done = names.join(
            words(f"pack.how_{duty.how}", activity=names.activity(process, duty.activity)) for duty in duties
        )
        rows.append((Cell(names.title(process)), Cell(done)))
    columns = tuple(words(f"insight.{key}") for key in ("process", "part"))
    return Section(words("pack.processes"), "", Grid(columns, tuple(rows)))


def _words(pack: RolePack, names: Naming) -> Section:
    rows = []
    for term in pack.terms:
        local = names.local(term)
        definition = local.record.definition if local else ""
        rows.append((Cell(names.title(term)), Cell(definition or "")))
    columns = tuple(names.words(f"insight.{key}") for key in ("term", "meaning"))
    return Section(names.words("pack.words"), "", Grid(columns, tuple(rows)))

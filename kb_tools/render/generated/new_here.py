"""New here: the first week for everybody, then what to read and do for each role."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.address import relative
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import FOLDER, Sheet
from kb_tools.render.generated.tables import beside
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "pages"]

ORDER = 410
#: Terms that newcomers meet first.
_WORDS = 12
#: The first week: step and the page that it leads to; empty for none.
_WEEK = (
    ("places", "index"),
    ("words", "glossary"),
    ("errors", "known-errors"),
    ("decide", "who-decides"),
    ("teach", ""),
)


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "new_here")
    roles = sheet.records("role")
    yield sheet.render(
        environment,
        week=[_step(sheet, key, name) for key, name in _WEEK],
        words=sheet.links(local.id for local in _words(sheet)),
        terms=bool(sheet.records("term")),
        roles=[(local, sheet.heading_text(local.title), _path(sheet, local)) for local in roles],
    )


def _step(sheet: Sheet, key: str, name: str) -> Markup:
    title, text = sheet.word(f"week_{key}"), sheet.word(f"week_{key}_text")
    if name:
        address = relative(sheet.src, f"{FOLDER}/{name}.md")
        return Markup('<a href="{}">{}</a>{}').format(address, title, text)
    return Markup("<strong>{}</strong>{}").format(title, text)


def _words(sheet: Sheet) -> list[LocalPage]:
    """The terms that most pages refer to."""
    links = sheet.view.handbook.backlinks
    return sorted(sheet.records("term"), key=lambda local: (-len(links.get(local.id, ())), local.src))[:_WORDS]


def _path(sheet: Sheet, role: LocalPage) -> list[tuple[str, Markup]]:
    """What a newcomer in this role reads, does and asks; label and content."""
    record = role.record
    processes = [local.id for local in sheet.records("process") if _takes_part(local, role.id)]
    procedures = [local.id for local in sheet.records("procedure") if local.record.performer == role.id]
    cover = sheet.cover(role)
    rows: list[tuple[str, Markup]] = [("card", _card(sheet, role))]
    if record.learning:
        items = Markup("").join(Markup("<li>{}</li>").format(_reading(sheet, target)) for target in record.learning)
        rows.append(("read", Markup("<ol>{}</ol>").format(items)))
    if processes:
        rows.append(("processes", sheet.links(processes)))
    if procedures:
        rows.append(("practise", sheet.links(procedures)))
    if record.skills:
        rows.append(
            ("skills", sheet.join(sheet.word("skill", name=need.skill, level=need.level) for need in record.skills))
        )
    people = sheet.people([*cover.active_holders, *cover.active_deputies])
    superior = (
        Markup("{}{}").format(sheet.word("ask_superior"), sheet.link(record.reports_to)) if record.reports_to else ""
    )
    rows.append(("ask", Markup("{} {}").format(people, superior)))
    return rows


def _card(sheet: Sheet, role: LocalPage) -> Markup:
    purpose = role.record.purpose or role.record.summary
    return Markup("{}{}").format(sheet.link(role.id), sheet.word("purpose", text=purpose) if purpose else "")


def _reading(sheet: Sheet, target: str) -> Markup:
    local = sheet.view.local(target)
    return beside(sheet.link(target), sheet.type_word(local.type) if local else "")


def _takes_part(process: LocalPage, role: str) -> bool:
    record = process.record
    return role in (record.owner, record.manager) or any(
        role in (*activity.responsible, *activity.accountable) for activity in record.activities
    )

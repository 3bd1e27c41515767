"""Who is on duty: today first, then the periods to come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, mark, matrix, table
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "pages"]

ORDER = 110
#: Periods to come that are shown.
_COMING = 8


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page; none when the duty roster is not published."""
    if not view.config.publish.duty:
        return
    sheet = Sheet(view, "duty")
    rows = [record.value for record in view.handbook.duty]
    roles = list(dict.fromkeys(row.role for row in rows if row.to >= view.as_of))
    hidden = view.config.publish.people == "roles"
    coming = [] if hidden else [row for row in rows if row.from_ > view.as_of]
    yield sheet.render(
        environment,
        today=_today(sheet, rows, roles) if roles else "",
        coming=_coming(sheet, coming) if coming else "",
        hidden=hidden,
    )


def _today(sheet: Sheet, rows: list[Any], roles: list[str]) -> Markup:
    shown = []
    for role in roles:
        local = sheet.view.local(role)
        now = [row for row in rows if row.role == role and row.from_ <= sheet.view.as_of <= row.to]
        people = sheet.people(row.person for row in now) if now else mark("bad", sheet.word("nobody"))
        until = sheet.date(max((row.to for row in now), default=None))
        superior = sheet.link(local.record.reports_to if local else None)
        shown.append(Row([sheet.link(role), people, _contacts(sheet, role, now), until, superior]))
    columns = [sheet.word(key) for key in ("role", "person", "reach", "until", "otherwise")]
    return table(sheet.word("today"), columns, shown)


def _contacts(sheet: Sheet, role: str, now: list[Any]) -> Markup:
    """How to reach them: the person's extension where names are published, and what belongs to the role."""
    found = []
    if sheet.view.config.publish.people == "names":
        people = sheet.view.handbook.people
        found = [people[row.person].value.contact or "" for row in now if row.person in people]
    local = sheet.view.local(role)
    found.append(local.record.contact or "" if local else "")
    return sheet.join(_contact(sheet, text) for text in dict.fromkeys(found) if text)


def _contact(sheet: Sheet, text: str) -> str:
    return sheet.word("extension", number=text.removeprefix("ext:")) if text.startswith("ext:") else text


def _coming(sheet: Sheet, rows: list[Any]) -> Markup:
    periods = sorted({(row.from_, row.to) for row in rows})[:_COMING]
    roles = list(dict.fromkeys(row.role for row in rows))
    shown = []
    for begins, ends in periods:
        cells = [
            sheet.people(row.person for row in rows if row.role == role and (row.from_, row.to) == (begins, ends))
            for role in roles
        ]
        shown.append(Row([Markup("{} – {}").format(sheet.date(begins), sheet.date(ends)), *cells]))
    columns = [sheet.word("period"), *(sheet.link(role) for role in roles)]
    return matrix(sheet.word("coming"), columns, shown)

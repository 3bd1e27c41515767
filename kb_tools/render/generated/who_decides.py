"""Who decides: every decision that a role card allows, with its limit and the people who may take it."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, Select, filters, mark, table
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "pages"]

ORDER = 250
_LIST = "kb-decisions"


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "who_decides")
    roles = [local for local in sheet.records("role") if local.record.authority]
    rows = [row for local in roles for row in _rows(sheet, local)]
    columns = [sheet.word(f"column_{key}") for key in ("decision", "limit", "role", "holders", "deputies")]
    choices = [Select("role", sheet.word("column_role"), {local.id: local.title for local in roles})]
    words = sheet.filter_words()
    yield sheet.render(
        environment,
        controls=filters(_LIST, sheet.word("filter"), choices, words) if rows else "",
        table=table(sheet.title, columns, rows, _LIST) if rows else "",
        silent=[local for local in sheet.records("role") if not local.record.authority],
    )


def _rows(sheet: Sheet, role: LocalPage) -> Iterator[Row]:
    cover = sheet.cover(role)
    holders = sheet.people(cover.active_holders) if cover.active_holders else mark("bad", sheet.word("vacant"))
    deputies = sheet.people(cover.active_deputies)
    for entry in role.record.authority:
        limit = sheet.prose(entry.limit, role.id) if entry.limit else sheet.word("no_limit")
        cells = [sheet.prose(entry.decision, role.id), limit, sheet.link(role.id), holders, deputies]
        yield Row(cells, {"role": role.id})

"""Notices: what is going on, what is planned, what is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, stacked, table
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "OUTSIDE", "pages"]

ORDER = 120
OUTSIDE = True
#: Notices of the past that are shown; each keeps its own page.
_PAST = 50
_SPAN = Markup('<span class="kb-nowrap">{} –</span><br>{}')


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "notices")
    found: dict[str, list[LocalPage]] = {"current": [], "planned": [], "past": []}
    for local in sheet.records("notice"):
        found[_when(local, view.as_of)].append(local)
    for key, notices in found.items():
        notices.sort(key=lambda local: (_start(local), local.src), reverse=key != "planned")
    sections = [(key, _table(sheet, key, notices[:_PAST])) for key, notices in found.items()]
    yield sheet.render(environment, sections=sections)


def _start(local: LocalPage) -> str:
    return local.record.starts.isoformat() if local.record.starts else ""


def _when(local: LocalPage, as_of: dt.date) -> str:
    record = local.record
    if record.starts and record.starts.date() > as_of:
        return "planned"
    return "past" if record.ends and record.ends.date() < as_of else "current"


def _table(sheet: Sheet, key: str, notices: list[LocalPage]) -> Markup:
    if not notices:
        return Markup("")
    rows = []
    for local in notices:
        record = local.record
        title = stacked(sheet.link(local.id), sheet.prose(record.summary, local.id))
        rows.append(
            Row([
                title,
                sheet.choice("notice", "kind", record.kind),
                sheet.links(record.services),
                _SPAN.format(sheet.date(record.starts), sheet.date(record.ends)),
                sheet.links(record.known_errors),
                sheet.link(record.contact),
            ])
        )  # fmt: skip
    columns = [sheet.word("notice"), sheet.label("kind"), sheet.label("services"), sheet.word("when")]
    columns += [sheet.label("known_errors"), sheet.label("contact")]
    return table(sheet.word(key), columns, rows)

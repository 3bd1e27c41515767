"""What changed: commits of the last 90 days as git tells them, and the pages that were reviewed in that time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.load.history import DAYS, Change
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, table
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "pages"]

ORDER = 140
#: Pages of one change that are named; the rest are counted.
_NAMED = 8


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "changes")
    commits = _commits(view)
    reviewed = _reviewed(sheet)
    yield sheet.render(
        environment,
        commits=_table(sheet, commits) if commits else "",
        reviewed=_reviewed_table(sheet, reviewed) if reviewed else "",
        days=DAYS,
    )


def _commits(view: EditionView) -> dict[Change, list[LocalPage]]:
    """Change -> the pages that it touched, in this language or in the source; newest first."""
    found: dict[Change, dict[str, LocalPage]] = {}
    for local in view.edition.pages:
        for path in dict.fromkeys((local.text.path, local.source.path)):
            for change in view.history.get(path, ()):
                found.setdefault(change, {})[local.id] = local
    ordered = sorted(found, key=lambda change: (-change.date.toordinal(), change.subject, change.author))
    return {change: list(found[change].values()) for change in ordered}


def _table(sheet: Sheet, commits: dict[Change, list[LocalPage]]) -> Markup:
    named = sheet.view.config.publish.people == "names"
    rows = []
    for change, locals_ in commits.items():
        links = sheet.links(local.id for local in locals_[:_NAMED])
        left = len(locals_) - _NAMED
        shown = Markup("{} {}").format(links, sheet.word("more", count=left)) if left > 0 else links
        rows.append(Row([sheet.date(change.date), change.subject, shown, *([change.author] if named else [])]))
    columns = ["date", "subject", "pages", *(["author"] if named else [])]
    return table(sheet.word("committed"), [sheet.word(f"column_{key}") for key in columns], rows)


def _reviewed(sheet: Sheet) -> list[LocalPage]:
    as_of = sheet.view.as_of
    first = as_of - dt.timedelta(days=DAYS)
    found = [
        local
        for local in sheet.view.edition.pages
        if local.record.status != "retired" and local.record.reviewed and first <= local.record.reviewed.date <= as_of
    ]
    return sorted(found, key=lambda local: (-local.record.reviewed.date.toordinal(), local.type, local.src))


def _reviewed_table(sheet: Sheet, found: list[LocalPage]) -> Markup:
    rows = []
    for day in dict.fromkeys(local.record.reviewed.date for local in found):
        locals_ = [local for local in found if local.record.reviewed.date == day]
        rows.append(Row([sheet.date(day), sheet.links(local.id for local in locals_)]))
    return table(sheet.word("reviewed"), [sheet.word("column_date"), sheet.word("column_pages")], rows)

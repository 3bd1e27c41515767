"""Pieces of the maturity page: ratings, and checks with what was seen and where the evidence goes."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from kb_tools.insight.maturity import CHECKS, Ids, ProcessMaturity
from kb_tools.locale import Words
from kb_tools.render.address import relative
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Mark, Row, stacked, table
from kb_tools.report.maturity.telling import check_key, fact_text

__all__ = ["check_table", "ratings_cell"]

_CHECKS = {check.id: check for check in CHECKS}
#: Field that holds the evidence -> where the process's own page shows it.
_PLACES = {
    "inputs": "kb-interfaces",
    "activities": "kb-activities",
    "procedure": "kb-activities",
    "kpis": "kb-kpis",
    "actuals": "kb-kpis",
    "reviewed_on": "kb-kpis",
}


def ratings_cell(words: Words, found: ProcessMaturity) -> Markup:
    """Each level with its rating as a letter, and whether it is reached: a rating alone does not open a level."""
    item = Markup(
        '<span><span class="kb-quiet">{}</span> '
        '<span class="kb-state kb-is-{}"><abbr title="{}">{}</abbr></span></span>'
    )
    shown = [
        item.format(level, _mark(found, level), words(f"maturity_rating.{rating}"), rating)
        for level, rating in found.ratings.items()
    ]
    return Markup('<span class="kb-ratings">{}</span>').format(Markup(" ").join(shown))


def _mark(found: ProcessMaturity, level: int) -> Mark:
    if level <= found.level:
        return "good"
    return "bad" if found.ratings[level] == "N" else "watch"


def check_table(sheet: Sheet, found: ProcessMaturity, checks: Iterable[str]) -> Markup:
    """Checks of a process: what is asked, what was seen, where the evidence goes; nothing without checks."""
    words = sheet.view.words
    rows = [_row(sheet, found, check) for check in checks]
    if not rows:
        return Markup("")
    columns = [words(f"maturity_report.column_{key}") for key in ("check", "working")]
    columns.append(sheet.word("column_place"))
    return table(sheet.view.page_title(found.id), columns, rows)


def _row(sheet: Sheet, found: ProcessMaturity, check: str) -> Row:
    words, key = sheet.view.words, check_key(check)
    name = Markup("<strong>{}</strong> {}").format(check, words(f"maturity_check.{key}"))
    must = words("maturity_report.must") if _CHECKS[check].must else ""
    facts = [fact_text(fact, words, lambda ids: _records(sheet, ids), Markup) for fact in found.results[check].missing]
    place = sheet.prose(words(f"maturity_place.{key}"))
    return Row([stacked(name, must), Markup("<br>").join(facts), stacked(place, _link(sheet, found.id, check))])


def _records(sheet: Sheet, ids: Ids) -> Markup:
    """Links; people as the configuration allows."""
    if ids and all(one in sheet.view.handbook.people for one in ids):
        return sheet.people(ids)
    return sheet.links(ids)


def _link(sheet: Sheet, process: str, check: str) -> Markup:
    """To the place on the process's page that shows the evidence, where there is one."""
    anchor, local = _PLACES.get(_CHECKS[check].field, ""), sheet.view.local(process)
    if not anchor or local is None:
        return Markup("")
    there = {
        "kb-interfaces": local.record.inputs or local.record.outputs,
        "kb-activities": local.record.activities,
        "kb-kpis": local.record.kpis,
    }
    address = relative(sheet.src, local.src, anchor if there[anchor] else "")
    return Markup('<a href="{}">{}</a>').format(address, sheet.word("see_page"))

"""The known-error database: what recurs comes first, and filters that work without a server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.model.cover import recent
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, Select, filters, stacked, table
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "OUTSIDE", "pages"]

ORDER = 130
OUTSIDE = True
_LIST = "kb-known-errors"
#: Ages of a verification, in days, and what the filter calls them.
_AGES = ((90, "d90"), (180, "d180"), (365, "d365"))
_OUTSIDE = ("error", "services", "resolution", "advice")
_COLUMNS = ("error", "services", "state", "resolution", "seen", "takes", "verified")


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "known_errors")
    records = sorted(sheet.records("known-error"), key=lambda local: _rank(local.record, view.as_of, local.src))
    columns = _OUTSIDE if view.outside else _COLUMNS
    rows = [_row_outside(sheet, local) if view.outside else _row(sheet, local) for local in records]
    yield sheet.render(
        environment,
        controls=_controls(sheet, records) if rows else "",
        table=table(sheet.title, [sheet.word(f"column_{key}") for key in columns], rows, _LIST) if rows else "",
        recurring=sum(_this_year(local.record, view.as_of) > 1 for local in records),
        count=len(rows),
    )


def _rank(record: Any, as_of: dt.date, src: str) -> tuple[Any, ...]:
    """Archived ones last, then by how often in the last 12 months and how lately."""
    last = max(record.occurrences, default=dt.date.min)
    return record.state == "archived", -_this_year(record, as_of), -last.toordinal(), src


def _this_year(record: Any, as_of: dt.date) -> int:
    return sum(recent(day, as_of) for day in record.occurrences)


def _age(record: Any, as_of: dt.date) -> str:
    """How long ago somebody verified the workaround, as the filter calls it."""
    if not record.verified:
        return "never"
    days = (as_of - record.verified.date).days
    return next((name for limit, name in _AGES if days <= limit), "old")


def _row(sheet: Sheet, local: LocalPage) -> Row:
    record = local.record
    symptom = sheet.prose(record.symptoms[0], local.id) if record.symptoms else ""
    minutes = record.workaround_minutes
    cells = [
        stacked(sheet.link(local.id), symptom),
        sheet.links(record.services),
        _word(sheet, "state", record.state),
        _word(sheet, "resolution", record.resolution),
        _seen(sheet, record),
        sheet.word("minutes", count=minutes) if minutes is not None else sheet.word("none"),
        _verified(sheet, record),
    ]
    data = {
        "service": " ".join(record.services),
        "state": record.state or "",
        "resolution": record.resolution or "",
        "age": _age(record, sheet.view.as_of),
    }
    return Row(cells, data)


def _row_outside(sheet: Sheet, local: LocalPage) -> Row:
    """What a customer asks: is it mine, what do I do now, what becomes of it."""
    record = local.record
    symptom = sheet.prose(record.symptoms[0], local.id) if record.symptoms else ""
    advice = sheet.prose(record.user_message, local.id) if record.user_message else sheet.word("none")
    cells = [
        stacked(sheet.link(local.id), symptom),
        sheet.links(record.services),
        _word(sheet, "resolution", record.resolution),
        advice,
    ]
    return Row(cells, {"service": " ".join(record.services), "resolution": record.resolution or ""})


def _seen(sheet: Sheet, record: Any) -> Markup:
    times, year = len(record.occurrences), _this_year(record, sheet.view.as_of)
    if not times:
        return Markup("{}").format(sheet.word("unseen"))
    often = sheet.word("seen", count=times) + (sheet.word("seen_year", year=year) if year != times else "")
    return stacked(often, Markup("{} {}").format(sheet.word("last"), sheet.date(max(record.occurrences))))


def _verified(sheet: Sheet, record: Any) -> Markup:
    if not record.verified:
        return Markup("{}").format(sheet.word("unverified"))
    return stacked(sheet.date(record.verified.date), sheet.view.wording.age(record.verified.date))


def _word(sheet: Sheet, key: str, value: str | None) -> Markup:
    text = sheet.choice("known-error", key, value) or sheet.word("none")
    return Markup('<span class="kb-{} kb-is-{}">{}</span>').format(key, value or "none", text)


def _controls(sheet: Sheet, records: list[LocalPage]) -> Markup:
    services = sorted({service for local in records for service in local.record.services})
    states = sorted({local.record.state for local in records if local.record.state})
    ends = sorted({local.record.resolution for local in records if local.record.resolution})
    ages = [_age(local.record, sheet.view.as_of) for local in records]
    order = [*(name for _, name in _AGES), "old", "never"]
    service, end = sheet.word("column_services"), sheet.label("resolution")
    selects = [
        Select("service", service, {s: sheet.view.page_title(s) for s in services}),
        Select("state", sheet.label("state"), {s: sheet.choice("known-error", "state", s) for s in states}),
        Select("resolution", end, {s: sheet.choice("known-error", "resolution", s) for s in ends}),
        Select("age", sheet.word("age"), {name: sheet.word(f"age_{name}") for name in order if name in ages}),
    ]
    if sheet.view.outside:
        selects = [select for select in selects if select.key in ("service", "resolution")]
    return filters(_LIST, sheet.word("filter"), selects, sheet.filter_words())

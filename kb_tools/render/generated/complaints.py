"""Complaints by kind: what keeps each kind under control, what was recorded within a year, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.complaints import ComplaintKind, Recorded, complaint_kinds
from kb_tools.insight.control import worst
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, mark, table
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.views.signs import Told, told

__all__ = ["ORDER", "pages"]

ORDER = 325


@dataclass(frozen=True)
class Entry:
    """A recorded complaint: day, link, what was said, services, what is still to be done."""

    day: Markup
    link: Markup
    text: Markup
    services: Markup
    waiting: tuple[Markup, ...]


@dataclass(frozen=True)
class Section:
    """A kind of complaint on the page."""

    kind: str
    name: str
    says: str
    note: str
    controls: tuple[Told, ...]
    signs: tuple[Told, ...]
    entries: tuple[Entry, ...]


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page; none for readers outside."""
    if view.outside:
        return
    sheet = Sheet(view, "complaints")
    kinds = complaint_kinds(view.handbook, view.as_of)
    known = bool(view.handbook.complaints) or any(kind.recorded for kind in kinds)
    yield sheet.render(
        environment,
        kinds=_table(sheet, kinds) if known else "",
        sections=[_section(sheet, kind) for kind in kinds] if known else [],
        recorded=sum(len(kind.recorded) for kind in kinds),
        waiting=sum(kind.open_ends for kind in kinds),
    )


def _table(sheet: Sheet, kinds: tuple[ComplaintKind, ...]) -> Markup:
    rows = []
    for kind in kinds:
        name = Markup('<a href="#kb-complaint-{}">{}</a>').format(kind.kind, _name(sheet, kind.kind))
        state = worst((*kind.controls, *kind.signs))
        word = sheet.word("uncontrolled") if not kind.controls else sheet.view.words(f"sign.{state}")
        controlled = mark(state if kind.controls else "unknown", word)
        rows.append(Row([name, _says(sheet, kind.kind), controlled, str(len(kind.recorded)), str(kind.open_ends)]))
    columns = [sheet.word(f"column_{key}") for key in ("kind", "says", "controls", "recorded", "open")]
    return table(sheet.word("kinds"), columns, rows)


def _name(sheet: Sheet, kind: str) -> str:
    return sheet.view.words(f"enum.complaint.{kind}")


def _says(sheet: Sheet, kind: str) -> str:
    return sheet.view.words(f"complaint_says.{kind}")


def _section(sheet: Sheet, kind: ComplaintKind) -> Section:
    view = sheet.view
    note = kind.said.value.note.in_language(view.lang) if kind.said and kind.said.value.note else ""
    return Section(
        kind=kind.kind,
        name=_name(sheet, kind.kind),
        says=_says(sheet, kind.kind),
        note=note,
        controls=tuple(told(view, sheet.src, "control_sign", sign) for sign in kind.controls),
        signs=tuple(told(view, sheet.src, "complaint_sign", sign) for sign in kind.signs),
        entries=tuple(_entry(sheet, entry) for entry in kind.recorded),
    )


def _entry(sheet: Sheet, entry: Recorded) -> Entry:
    local = sheet.view.local(entry.page.id)
    record = local.record if local else entry.page.record
    finding = next((item for item in getattr(record, "findings", ()) if item.id == entry.part), None)
    text = finding.text if finding else getattr(record, "voice", None) or getattr(record, "statement", None) or ""
    place = f"{entry.page.id}#{entry.part}" if entry.part else entry.page.id
    waiting = [_action(sheet, item.review.id, item.action.id) for item in entry.waiting]
    return Entry(
        day=sheet.date(entry.day),
        link=sheet.link(place, text=sheet.view.page_title(entry.page.id)),
        text=sheet.prose(text, entry.page.id),
        services=sheet.links(entry.services) if entry.services else Markup(""),
        waiting=(*waiting, *(sheet.link(name) for name in entry.planned)),
    )


def _action(sheet: Sheet, review: str, action: str) -> Markup:
    local = sheet.view.local(review)
    found = next((item for item in local.record.actions if item.id == action), None) if local else None
    return sheet.link(f"{review}#{action}", text=found.text.rstrip(".。") if found else action)

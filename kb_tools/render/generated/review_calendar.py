"""The review calendar: what is due when, overdue first; on the page and as a calendar file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.actions import reviewed_actions
from kb_tools.load.edition import LocalPage
from kb_tools.render.address import page_address
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.ical import Event, calendar
from kb_tools.render.generated.sheet import FOLDER, Sheet
from kb_tools.render.generated.tables import Row, beside, stacked, table
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "Due", "downloads", "due_dates", "pages"]

ORDER = 330
_FILE = "reviews.ics"
#: Known errors and improvements have dates of their own; a notice is gone before anybody would review it, and a review
#: records what is over.
_NO_REVIEW = frozenset({"known-error", "notice", "review", "improvement"})
#: Sections of the page: days from the day of the edition on, and the section's name.
_SECTIONS = ((-1, "overdue"), (30, "month"), (90, "quarter"), (365, "year"))
_WHO = ("owner", "manager", "accountable", "performer", "reports_to")


class Due(NamedTuple):
    """Something that must be done by a day.

    Attributes:
        day: The day.
        kind: `review`, `agreement`, `known-error`, `risk`, `exception`, `action`, `improvement` or `meeting`.
        local: The record.
        role: Role that has to do it; may be empty.
        detail: Which part of the record, may be empty.
        number: Counts what is due in one record with one kind.
    """

    day: dt.date
    kind: str
    local: LocalPage
    role: str = ""
    detail: str = ""
    number: int = 0


def due_dates(view: EditionView) -> list[Due]:
    """Everything that is due, by date."""
    found = [due for local in view.edition.pages if local.record.status == "approved" for due in _due(local)]
    found += [*_actions(view), *_meetings(view)]
    return sorted(found, key=lambda due: (due.day, due.kind, due.role, due.local.src, due.number))


def _due(local: LocalPage) -> Iterator[Due]:
    record, role = local.record, _role(local.record)
    if record.reviewed and local.type not in _NO_REVIEW and (day := _next_review(record)):
        yield Due(day, "review", local, role)
    if local.type == "agreement" and record.valid_to:
        yield Due(record.valid_to, "agreement", local, role)
    if local.type == "known-error" and record.valid_until and record.state != "archived":
        yield Due(record.valid_until, "known-error", local, role)
    if local.type == "risk" and record.treatment == "accept" and record.accepted_until:
        yield Due(record.accepted_until, "risk", local, record.accepted_by or role)
    if local.type == "improvement" and record.due and record.stage not in ("closed", "rejected"):
        yield Due(record.due, "improvement", local, role)
    if local.type == "policy":
        for number, entry in enumerate(record.exceptions):
            yield Due(entry.until, "exception", local, role, entry.who, number)


def _actions(view: EditionView) -> Iterator[Due]:
    """Open actions of reviews, in the words of this language."""
    for item in reviewed_actions(view.handbook, view.as_of):
        local = view.local(item.review.id)
        if item.is_open and local:
            text = str(local.record.actions[item.number].text)
            yield Due(item.action.due, "action", local, item.action.owner, text, item.number)


def _meetings(view: EditionView) -> Iterator[Due]:
    """The next review of each kind and subject, as the latest one of them planned it."""
    latest: dict[tuple[str, tuple[str, ...]], LocalPage] = {}
    for local in view.edition.pages:
        if local.type == "review" and local.record.status == "approved" and local.record.held_on:
            key = (local.record.kind or "", tuple(sorted(local.record.subject)))
            before = latest.get(key)
            if before is None or before.record.held_on <= local.record.held_on:
                latest[key] = local
    for local in latest.values():
        if local.record.next_on:
            yield Due(local.record.next_on, "meeting", local, local.record.led_by or "")


def _role(record: Any) -> str:
    return next((value for key in _WHO if isinstance(value := getattr(record, key, None), str)), "")


def _next_review(record: Any) -> dt.date | None:
    try:
        return record.review_every.after(record.reviewed.date)  # type: ignore[no-any-return]
    except (ValueError, OverflowError):  # ends after the calendar does
        return None


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "review_calendar")
    found = due_dates(view)
    groups: dict[str, list[Due]] = {name: [] for _, name in _SECTIONS}
    later = 0
    for due in found:
        days = (due.day - view.as_of).days
        name = next((name for limit, name in _SECTIONS if days <= limit), "")
        if name:
            groups[name].append(due)
        else:
            later += 1
    yield sheet.render(
        environment,
        sections=[(name, _table(sheet, name, dues) if dues else "") for name, dues in groups.items()],
        later=later,
        file=_FILE,
        unreviewed=[local.id for local in _unreviewed(view)],
        count=len(found),
    )


def _unreviewed(view: EditionView) -> list[LocalPage]:
    return [
        local
        for local in view.edition.pages
        if local.record.status == "approved"
        and local.type not in {*_NO_REVIEW, "article"}
        and not local.record.reviewed
    ]


def _table(sheet: Sheet, name: str, dues: list[Due]) -> Markup:
    """A row for what one role has to do with one kind of thing on one day."""
    together: dict[tuple[dt.date, str, str], list[Due]] = {}
    for due in dues:
        together.setdefault((due.day, due.kind, due.role), []).append(due)
    rows = []
    for (day, kind, role), found in together.items():
        records = sheet.join(beside(sheet.link(due.local.id), sheet.prose(due.detail)) for due in found)
        when = stacked(sheet.date(day), sheet.view.wording.age(day))
        rows.append(Row([when, sheet.word(f"kind_{kind}"), records, sheet.link(role or None)]))
    columns = ("day", "kind", "record", "role")
    return table(sheet.word(name), [sheet.word(f"column_{key}") for key in columns], rows)


def downloads(view: EditionView) -> dict[str, bytes]:
    """The calendar file."""
    sheet = Sheet(view, "review_calendar")
    events = [_event(sheet, due) for due in due_dates(view)]
    name = sheet.word("calendar_name", handbook=view.config.name(view.lang) or view.words("page.handbook"))
    return {f"{FOLDER}/{_FILE}": calendar(name, events, view.as_of)}


def _event(sheet: Sheet, due: Due) -> Event:
    view = sheet.view
    title = f"{due.local.title} ({due.detail})" if due.detail else due.local.title
    role = sheet.word("responsible", role=view.page_title(due.role)) if due.role else ""
    uid = f"{due.kind}-{due.number}-{due.local.id}@kb-tools"
    root = "" if view.lang == view.handbook.source_lang else f"{view.lang}/"
    site = view.config.handbook.site_url.rstrip("/")
    url = f"{site}/{root}{page_address(due.local.src)}" if site else ""
    return Event(uid, due.day, sheet.word("event", kind=sheet.word(f"kind_{due.kind}"), title=title), role, url)

"""The home page: what people come for on a bad morning, and how the handbook itself is doing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.insight.kpi import kpi_state
from kb_tools.load.edition import LocalPage
from kb_tools.model.cover import cover
from kb_tools.render.address import relative
from kb_tools.render.edition_view import EditionView
from kb_tools.render.navigation import type_folders
from kb_tools.render.views.known_error import RECENT_DAYS
from kb_tools.render.views.notice import NoticeRow, current_notices, notice_row

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = ["Figure", "HomeFacts", "Recurring", "Tile", "home"]

#: What people come for: key of the tile, pages that answer it (the first that exists), else the list of a type.
_TILES = (
    ("fault", ("known-errors",), "known-error"),
    ("request", (), "service"),
    ("decide", ("who-decides",), "role"),
    ("how", (), "procedure"),
    ("newcomer", ("new-here",), ""),
    ("words", ("glossary",), "term"),
)
_SHOWN_ERRORS, _SHOWN_CHANGES = 5, 6
#: Reviews due within this many days are counted; roles of this criticality and above are critical.
_SOON, _CRITICAL = 30, 4


@dataclass(frozen=True)
class Tile:
    """Something people come for, and where to go."""

    key: str
    href: str


@dataclass(frozen=True)
class Recurring:
    """A known error that comes back: link, what users say, how often, when last."""

    link: Markup
    symptom: Markup
    count: int
    last: dt.date


@dataclass(frozen=True)
class Figure:
    """One number about the handbook: `value` of `total` (None for a plain count), and where it is explained."""

    key: str
    value: int
    total: int | None
    status: str
    href: str


@dataclass(frozen=True)
class HomeFacts:
    """What the home page shows above the author's own text."""

    elsewhere: tuple[tuple[str, str], ...]
    tiles: tuple[Tile, ...]
    duty: tuple[tuple[Markup, Markup], ...]
    duty_href: str
    notices: tuple[NoticeRow, ...]
    recurring: tuple[Recurring, ...]
    recurring_href: str
    changes: tuple[tuple[Markup, str, dt.date], ...]
    changes_href: str
    figures: tuple[Figure, ...]


def home(page: PageView, overview: frozenset[str]) -> HomeFacts:
    """Work it out.

    Args:
        page: The home page.
        overview: Files of the overview pages that this edition has.
    """
    view = page.view
    notices = [local for local in _approved(view) if local.type == "notice" and current_notices(view, local)]
    return HomeFacts(
        elsewhere=tuple(_elsewhere(page, overview)),
        tiles=tuple(_tiles(page, overview)),
        duty=_duty(page),
        duty_href=_first(page, overview, "duty"),
        notices=tuple(sorted((notice_row(page, local) for local in notices), key=lambda row: row.starts)),
        recurring=tuple(_recurring(page)),
        recurring_href=_first(page, overview, "known-errors"),
        changes=tuple(_changes(page)),
        changes_href=_first(page, overview, "changes"),
        figures=_figures(page, overview),
    )


def _approved(view: EditionView) -> list[LocalPage]:
    found: list[LocalPage] = view.once(
        "approved", lambda: [local for local in view.edition.pages if local.record.status == "approved"]
    )
    return found


def _first(page: PageView, overview: frozenset[str], *names: str) -> str:
    """Link to the first of these overview pages that exists; empty when none does."""
    for name in names:
        if (src := f"overview/{name}.md") in overview:
            return relative(page.local.src, src)
    return ""


def _elsewhere(page: PageView, overview: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Address and title of the pages that lead a reader on who cannot search, the widest last."""
    for name in ("known-errors", "glossary", "index"):
        if href := _first(page, overview, name):
            yield href, page.words(f"overview.{name.replace('-', '_')}.title")


def _tiles(page: PageView, overview: frozenset[str]) -> list[Tile]:
    folders, found = type_folders(page.view), []
    for key, names, type_name in _TILES:
        href = _first(page, overview, *names)
        if not href and type_name in folders:
            href = relative(page.local.src, f"{folders[type_name]}/index.md")
        if href:
            found.append(Tile(key, href))
    return found


def _duty(page: PageView) -> tuple[tuple[Markup, Markup], ...]:
    view = page.view
    if not view.config.publish.duty:
        return ()
    rows = [row.value for row in view.handbook.duty]
    today = [row for row in rows if row.from_ <= view.as_of <= row.to]
    return tuple((page.link(row.role), view.person_link(page.local.src, row.person)) for row in today)


def _recurring(page: PageView) -> list[Recurring]:
    day, found = page.view.as_of, []
    for local in _approved(page.view):
        if local.type != "known-error" or local.record.state == "archived":
            continue
        days = [when for when in local.record.occurrences if 0 <= (day - when).days <= RECENT_DAYS]
        if days:
            symptom = page.prose(local.record.symptoms[0]) if local.record.symptoms else Markup("")
            found.append(Recurring(page.link(local.id), symptom, len(days), max(days)))
    return sorted(found, key=lambda row: (-row.count, -row.last.toordinal()))[:_SHOWN_ERRORS]


def _changes(page: PageView) -> list[tuple[Markup, str, dt.date]]:
    reviewed = [local for local in _approved(page.view) if local.record.reviewed and not local.src.endswith("index.md")]
    latest = sorted(reviewed, key=lambda local: (-local.record.reviewed.date.toordinal(), local.src))
    words = page.words
    return [
        (page.link(local.id), words.get(f"type.{local.type}", local.type), local.record.reviewed.date)
        for local in latest[:_SHOWN_CHANGES]
    ]


def _figures(page: PageView, overview: frozenset[str]) -> tuple[Figure, ...]:
    view, day = page.view, page.view.as_of
    pages = [local for local in _approved(view) if "owner" in type(local.record).model_fields]
    owned = sum(bool(local.record.owner) for local in pages)
    due = [local for local in _approved(view) if local.record.reviewed]
    soon = sum((local.record.review_every.after(local.record.reviewed.date) - day).days <= _SOON for local in due)
    roles = [local for local in _approved(view) if local.type == "role" and local.record.criticality >= _CRITICAL]
    covered = sum(not cover(view.handbook, local.source, day).missing for local in roles)
    states = [kpi_state(view.handbook, full, day).status for full in view.handbook.ids_for(("kpi",))]
    measured = [state for state in states if state != "unknown"]
    fine = sum(state != "bad" for state in measured)
    counted = (
        ("owned", owned, len(pages), ("ownership",)),
        ("reviews", soon, None, ("review-calendar",)),
        ("cover", covered, len(roles), ("ownership",)),
        ("kpis", fine, len(measured), ("scorecard",)),
    )
    return tuple(
        Figure(key, value, total, _status(value, total), _first(page, overview, *names))
        for key, value, total, names in counted
    )


def _status(value: int, total: int | None) -> str:
    """Whether a number is as it should be: all of them, or none where there is nothing to compare with."""
    if total is None:
        return "watch" if value else "good"
    return "good" if value == total else "watch" if value * 10 >= total * 8 else "bad"

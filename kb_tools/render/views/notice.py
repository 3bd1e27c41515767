"""A notice: is it coming, running or over, and for how long; the same words wherever it is listed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView
from kb_tools.render.views.people import Who, who

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = ["NoticeRow", "current_notices", "notice_row", "notice_words", "phase"]

#: Notices are announced on other pages this long before they start.
_AHEAD = dt.timedelta(days=30)


@dataclass(frozen=True)
class NoticeRow:
    """A notice in a list.

    Attributes:
        link: Link to it.
        kind: Its kind in words.
        phase: `planned`, `running` or `over`.
        phase_word: The same in words, with the day.
        starts: When it starts, for sorting.
        lasts: From when until when.
        contact: Whom to ask.
    """

    link: Markup
    kind: str
    phase: str
    phase_word: str
    starts: dt.datetime
    lasts: Markup
    contact: Who | None


def phase(view: EditionView, local: LocalPage) -> str:
    """Whether a notice is planned, running or over on the day."""
    starts, ends = local.record.starts, local.record.ends
    if starts and starts.date() > view.as_of:
        return "planned"
    return "over" if ends and ends.date() < view.as_of else "running"


def current_notices(view: EditionView, local: LocalPage) -> bool:
    """Whether a notice is to be shown on other pages: it runs, or starts within 30 days."""
    now = phase(view, local)
    soon = local.record.starts is None or local.record.starts.date() <= view.as_of + _AHEAD
    return local.record.status == "approved" and (now == "running" or (now == "planned" and soon))


def notice_words(view: EditionView, local: LocalPage) -> tuple[str, str, Markup]:
    """Phase of a notice, the same in words with the day, and from when until when it lasts."""
    record, said, now = local.record, view.wording, phase(view, local)
    day = record.starts if now == "planned" else record.ends
    age = said.age(day.date()) if day else ""
    key = f"view.notice_{now}" + ("" if day else "_open")
    lasts = said.moment(record.starts) if record.starts else Markup("")
    if record.ends:
        lasts = Markup("{} – {}").format(lasts, said.moment(record.ends))
    return now, view.words(key, age=age), lasts


def notice_row(page: PageView, local: LocalPage) -> NoticeRow:
    """A notice as other pages, and its own, tell it."""
    view, record = page.view, local.record
    now, word, lasts = notice_words(view, local)
    return NoticeRow(
        link=page.link(local.id),
        kind=view.words(f"enum.kind.{record.kind}") if record.kind else "",
        phase=now,
        phase_word=word,
        starts=record.starts or dt.datetime.min,  # noqa: DTZ901 - readers' own time
        lasts=lasts,
        contact=who(page, record.contact),
    )

"""Signs in words: what records say about a gap, a complaint or the self-check, with links to what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.insight.control import Sign
from kb_tools.insight.kpi import Status
from kb_tools.report.signs import sign_sentence

if TYPE_CHECKING:
    from kb_tools.render.edition_view import EditionView

__all__ = ["Told", "told", "unit_of"]

#: Of one sign, this many records are named.
_NAMED = 6


@dataclass(frozen=True)
class Told:
    """A sign for readers: its status, the sentence, links to records, and how many more there are."""

    status: Status
    text: str
    links: Markup
    more: int = 0


def told(view: EditionView, src: str, table: str, sign: Sign) -> Told:
    """A sign in words.

    Args:
        view: The edition.
        src: Page that it stands on.
        table: Table of the locale that holds its sentence, under the sign's key; `<key>_one` and `<key>_none` are for a
            count of one and of none.
        sign: The sign.
    """
    unit = next((unit for name in sign.ids if (unit := unit_of(view, name))), "")
    measured = any(view.handbook.kpi(name) for name in sign.ids)
    links = [_link(view, src, name, measured=measured) for name in sign.ids[:_NAMED]]
    shown = Markup(view.words("page.list_join")).join(links)
    text = sign_sentence(view.wording, table, sign, unit)
    return Told(sign.status, text, shown, max(0, len(sign.ids) - _NAMED))


def unit_of(view: EditionView, full: str) -> str:
    """The unit of a KPI in this language; empty for what is none."""
    owner, _, part = full.partition("/")
    local = view.local(owner) if part else None
    return next((str(kpi.unit) for kpi in getattr(local.record, "kpis", ()) if kpi.id == part), "") if local else ""


def _link(view: EditionView, src: str, name: str, *, measured: bool) -> Markup:
    """A record; a target beside its KPI says whose it is, as both may have the same name."""
    page, _, part = name.partition("#")
    found = view.handbook.lookup(name)
    if local := view.local(page) if part else None:
        return view.link(src, name, text=f"{local.title} · {part}")
    if measured and found and found.kind == "target" and found.page:
        return view.link(src, name, text=f"{view.page_title(found.page.id)} · {view.target_text(found)}")
    return view.link(src, name)

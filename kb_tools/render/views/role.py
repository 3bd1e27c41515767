"""A role card: who holds it today, who can really stand in, and what it must do wherever the handbook says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kb_tools.content.plan import plan_of
from kb_tools.render.views.duties import Duty, duties
from kb_tools.render.views.kpis import KpiRow, linked_kpis
from kb_tools.render.views.people import member_words, names, role_cover
from kb_tools.render.views.role_pack import newcomer

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = ["DutyGroup", "MemberRow", "RoleFacts", "role"]

#: So many shifts of the duty roster are shown.
_SHIFTS = 3
#: Kinds of duties that are folded away: to know, not to do.
_FOLDED = frozenset({"consulted", "informed", "collects"})


@dataclass(frozen=True)
class MemberRow:
    """Somebody on the role card: the fields of the entry, and whether it counts as cover."""

    post: str
    person: Markup
    status: str
    word: str
    since: Markup
    until: Markup
    order: str
    proven: tuple[Markup, ...]


@dataclass(frozen=True)
class DutyGroup:
    """Things to do of one kind."""

    kind: str
    folded: bool
    items: tuple[Markup, ...]


@dataclass(frozen=True)
class RoleFacts:
    """What the page says beyond its fields.

    Attributes:
        holders: Names of those who hold the role on the day.
        deputies: Names of those who stand in.
        vacant: Whether nobody holds it.
        cover: How many can act, in words.
        cover_status: `good`, `watch` or `bad`.
        members: Everybody on the card.
        duties: What the role must do.
        shifts: From, to and person of the next turns on duty.
        kpis: Figures that the role is measured by.
        newcomer: For somebody new in the role, label and content of each part.
    """

    holders: tuple[Markup, ...]
    deputies: tuple[Markup, ...]
    vacant: bool
    cover: str
    cover_status: str
    members: tuple[MemberRow, ...]
    duties: tuple[DutyGroup, ...]
    shifts: tuple[tuple[dt.date, dt.date, Markup], ...]
    kpis: tuple[KpiRow, ...]
    newcomer: tuple[tuple[str, Markup], ...]


def role(page: PageView) -> RoleFacts:
    """Work it out; the fields behind it count as shown."""
    view = page.view
    found = None if view.outside else role_cover(view, page.local.id)
    page.take("holders"), page.take("deputies"), page.take("required_cover")
    status, word = "bad", ""
    if found:
        paper, proven = len(found.on_paper), len(found.proven)
        status = "bad" if found.missing else "watch" if proven < found.required else "good"
        word = view.words("view.cover_count", needed=found.required, paper=paper, proven=proven)
    return RoleFacts(
        holders=names(page, found.active_holders) if found else (),
        deputies=names(page, found.active_deputies) if found else (),
        vacant=not (found and found.active_holders) and not view.outside,
        cover=word,
        cover_status=status,
        members=tuple(_members(page)),
        duties=tuple(
            DutyGroup(kind, kind in _FOLDED, tuple(_duty(page, duty) for duty in items))
            for kind, items in ({} if view.outside else duties(view, page.local.id)).items()
        ),
        shifts=_shifts(page),
        kpis=tuple(linked_kpis(page, page.take("kpis"))),
        newcomer=newcomer(page, names(page, (*found.active_holders, *found.active_deputies)) if found else ()),
    )


def _members(page: PageView) -> list[MemberRow]:
    found = role_cover(page.view, page.local.id)
    values, rows = page.values.in_table(), []
    for member in found.members if found else ():
        entry: Any = getattr(page.record, member.key)[member.number]
        shown = dict(values.fields(entry, plan_of(entry.__class__)))
        status, word = member_words(page.view, member)
        proofs = [values.fields(proof, plan_of(proof.__class__)) for proof in getattr(entry, "proven", ())]
        rows.append(
            MemberRow(
                post=page.words(f"view.post_{member.post}"),
                person=page.view.person_link(page.local.src, member.person) or Markup(page.words("page.person_hidden")),
                status=status,
                word=word,
                since=shown.get("since", Markup("")),
                until=shown.get("until", Markup("")),
                order=str(getattr(entry, "order", None) or ""),
                proven=tuple(Markup(" · ").join(cell for _, cell in proof) for proof in proofs),
            )
        )
    return rows


def _duty(page: PageView, duty: Duty) -> Markup:
    words, link = page.words, page.link(duty.page)
    if duty.part:
        link = Markup("{} › {}").format(link, page.link(f"{duty.page}/{duty.part}"))
    if duty.after is None:
        return link
    key = "view.duty_called" if duty.kind == "called" else "view.duty_limit"
    return Markup('{} <span class="kb-quiet">{}</span>').format(
        link, words(key, time=page.view.wording.duration(duty.after))
    )


def _shifts(page: PageView) -> tuple[tuple[dt.date, dt.date, Markup], ...]:
    view = page.view
    if not view.config.publish.duty or view.config.publish.people == "roles":
        return ()
    rows = [row.value for row in view.handbook.duty if row.value.role == page.local.id and row.value.to >= view.as_of]
    ordered = sorted(rows, key=lambda row: row.from_)[:_SHIFTS]
    return tuple((row.from_, row.to, view.person_link(page.local.src, row.person)) for row in ordered)

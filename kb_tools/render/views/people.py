"""Who acts for a role on the day: names as the configuration allows, and how good the cover is, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.model.cover import Cover, Member, cover
from kb_tools.render.edition_view import EditionView

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = ["Who", "member_words", "names", "role_cover", "who"]


@dataclass(frozen=True)
class Who:
    """Who answers for something.

    Attributes:
        role: Link to the role card.
        holders: Names of those who hold it on the day.
        deputies: Names of those who stand in.
        contact: The role's mailbox, queue or hotline.
        vacant: Whether nobody holds it.
    """

    role: Markup
    holders: tuple[Markup, ...] = ()
    deputies: tuple[Markup, ...] = ()
    contact: str = ""
    vacant: bool = False


def names(page: PageView, people: tuple[str, ...]) -> tuple[Markup, ...]:
    """People on a page, each with a link to the own page; none when people appear as roles only."""
    shown = (page.view.person_link(page.local.src, person) for person in people)
    return tuple(name for name in shown if name)


def role_cover(view: EditionView, role_id: str) -> Cover | None:
    """The cover of a role, None when there is no such role."""
    page = view.handbook.by_id.get(role_id)
    return cover(view.handbook, page, view.as_of) if page and page.type == "role" and page.readable else None


def who(page: PageView, role_id: str | None) -> Who | None:
    """Who answers for a role that a page names; None when it names none."""
    if not role_id:
        return None
    view = page.view
    link = view.link(page.local.src, role_id, ("role",))
    found = role_cover(view, role_id)
    if found is None:
        return Who(link)
    contact = view.handbook.by_id[role_id].record.contact or ""
    holders, deputies = found.active_holders, found.active_deputies
    # readers outside are told whom to reach, not whether the post is filled
    return Who(link, names(page, holders), names(page, deputies), contact, vacant=not holders and not view.outside)


def member_words(view: EditionView, member: Member) -> tuple[str, str]:
    """Whether somebody counts as cover, as a status (`good`, `watch`, `bad`) and in words."""
    if member.inactive:
        return "bad", view.words("view.cover_away")
    if member.gaps:
        return "bad", view.words("view.cover_unqualified")
    if member.post == "holder":
        return "good", view.words("view.cover_holder")
    return ("good", view.words("view.cover_proven")) if member.proven else ("watch", view.words("view.cover_paper"))

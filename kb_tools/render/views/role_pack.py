"""For somebody new in a role: the first week, what to practise, which words and known errors to know, whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.insight.role_pack import role_pack, week

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = ["newcomer"]


def newcomer(page: PageView, people: tuple[Markup, ...]) -> tuple[tuple[str, Markup], ...]:
    """Label and content of each part; empty for a role that gives nobody anything to learn.

    Args:
        page: The role card.
        people: Who holds the role and who stands in, as the page names them.
    """
    view, words = page.view, page.words
    pack = role_pack(view.handbook, page.local.id)
    if view.outside or page.record.status == "retired" or not (pack.learning or pack.duties or pack.procedures):
        return ()
    first = view.page_title(pack.procedures[0]) if pack.procedures else ""
    facts = {"role": page.title, "procedure": first, "read": len(pack.learning)}
    steps = Markup("").join(Markup("<li>{}</li>").format(words(f"pack.{key}", **facts)) for key in week(pack))
    join = Markup(words("page.list_join"))
    rows = [("week", Markup('<ul class="kb-checklist">{}</ul>').format(steps))]
    rows += [
        (key, page.links(pages))
        for key, pages in (("practise", pack.procedures), ("errors", pack.known_errors), ("words", pack.terms))
        if pages
    ]
    if people:
        rows.append(("whom", join.join(people)))
    return tuple((words(f"pack.{key}"), shown) for key, shown in rows)

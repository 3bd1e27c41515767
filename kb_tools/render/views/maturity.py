"""The maturity of processes as pages show it: worked out once per edition, a chip for a level, the card's line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.insight.maturity import ProcessMaturity, processes
from kb_tools.locale import Words
from kb_tools.render.address import relative
from kb_tools.render.edition_view import EditionView
from kb_tools.report.maturity.telling import lift_text

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = ["MATURITY_PAGE", "level_chip", "maturity_line", "maturity_of"]

#: The overview page.
MATURITY_PAGE = "overview/maturity.md"


def maturity_of(view: EditionView) -> Mapping[str, ProcessMaturity]:
    """Process -> its maturity; nothing for readers outside, who do not see the evidence."""
    if view.outside:
        return {}
    found: Mapping[str, ProcessMaturity] = view.once(
        "maturity", lambda: {one.id: one for one in processes(view.handbook, view.as_of)}
    )
    return found


def level_chip(words: Words, level: int) -> Markup:
    """A level: number and name, and as many filled steps."""
    return Markup('<span class="kb-maturity kb-maturity-{0}"><strong>{0}</strong> {1}</span>').format(
        level, words(f"maturity.{level}")
    )


def maturity_line(page: PageView) -> Markup:
    """For the card of a process: its level, what lifts it, and what the page declares where that differs."""
    found = maturity_of(page.view).get(page.local.id)
    page.take("declared_maturity"), page.take("target_maturity")
    if found is None:
        return Markup("")
    words = page.words
    address = relative(page.local.src, MATURITY_PAGE, f"kb-maturity-{found.id}")
    shown = level_chip(words, found.level)
    notes = []
    if found.lift:
        text = words("maturity_card.lift", level=found.lift.to, checks=lift_text(found.lift, words))
        notes.append(Markup('<a href="{}">{}</a>').format(address, text))
    else:
        notes.append(Markup('<a href="{}">{}</a>').format(address, words("maturity_card.top")))
    if found.declared and found.declared != found.level:
        notes.append(Markup("{}").format(words("maturity_card.declared", level=found.declared)))
    if found.behind:
        notes.append(Markup("{}").format(words("maturity_card.target", level=found.target)))
    return Markup('{}<br><span class="kb-quiet">{}</span>').format(shown, Markup(" · ").join(notes))

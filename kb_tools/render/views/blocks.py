"""Blocks of our own markup that several pages use: text to copy, the search button, the risk matrix, diagrams."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.locale import Words
from kb_tools.render.diagrams.agreement_chain import agreement_chain
from kb_tools.render.diagrams.process_model import process_model
from kb_tools.render.diagrams.service_map import service_neighbours
from kb_tools.render.diagrams.swim_lane import swim_lane
from kb_tools.render.edition_view import EditionView
from kb_tools.render.own import own

__all__ = ["copy_box", "diagram", "risk_matrix", "search_box", "similar_button"]

_DIAGRAMS: dict[str, Callable[[EditionView, LocalPage], Markup]] = {
    "agreement_chain": agreement_chain,
    "process_model": process_model,
    "service_neighbours": service_neighbours,
    "swim_lane": swim_lane,
}
_LEVELS = range(1, 6)


def diagram(view: EditionView, local: LocalPage, name: str) -> Markup:
    """A diagram by its name; empty when there is nothing to draw."""
    return _DIAGRAMS[name](view, local)


def copy_box(words: Words, texts: Sequence[str], *, code: bool) -> Markup:
    """Texts to take along; where there are scripts, each gets a button that copies it."""
    tag = Markup("code") if code else Markup("span")
    rows = Markup("").join(
        Markup('<div class="kb-copy" data-kb-copy="{0}" data-kb-copied="{1}"><{2}>{3}</{2}></div>').format(
            words("view.copy"), words("view.copied"), tag, text
        )
        for text in texts
    )
    return own(Markup('<div class="kb-copies">{}</div>').format(rows))


def search_box(words: Words, elsewhere: Sequence[tuple[str, str]]) -> Markup:
    """What opens the search, also reached with `/`; without scripts, links to where a reader finds things as well.

    Args:
        words: The page's language.
        elsewhere: Address and title of such pages, the widest last.
    """
    links = Markup(" · ").join(Markup('<a href="{}">{}</a>').format(href, title) for href, title in elsewhere)
    return own(
        Markup(
            '<a class="kb-search" href="{}" data-kb-search><span>{}</span><kbd aria-hidden="true">/</kbd></a>'
            '<p class="kb-banner kb-no-scripts">{} {}</p>'
        ).format(elsewhere[-1][0] if elsewhere else "#", words("home.search"), words("finder.without_scripts"), links)
    )


def similar_button(words: Words, page_id: str) -> Markup:
    """A button that finds pages like this one; it appears where there are scripts."""
    return own(
        Markup(
            '<p class="kb-similar-offer">'
            '<button type="button" class="kb-button" data-kb-similar="{}" hidden>{}</button></p>'
        ).format(page_id, words("finder.similar_show"))
    )


def risk_matrix(words: Words, likelihood: int, impact: int) -> Markup:
    """Where a risk stands: likelihood upwards, impact to the right."""
    if not likelihood or not impact:
        return Markup("")
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            row, Markup("").join(_cell(words, row, column, (likelihood, impact)) for column in _LEVELS)
        )
        for row in reversed(_LEVELS)
    )
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(column) for column in _LEVELS)
    corner = words("view.matrix_corner")
    caption = words("view.matrix", likelihood=likelihood, impact=impact)
    return own(
        Markup(
            '<table class="kb-riskmap"><caption>{}</caption>'
            "<thead><tr><td>{}</td>{}</tr></thead><tbody>{}</tbody></table>"
        ).format(caption, corner, head, rows)
    )


def _cell(words: Words, likelihood: int, impact: int, here: tuple[int, int]) -> Markup:
    score = likelihood * impact
    band = "top" if score >= 15 else "high" if score >= 10 else "medium" if score >= 5 else "low"
    if (likelihood, impact) == here:
        return Markup('<td class="kb-heat-{} kb-riskmap-here" aria-label="{}">{}</td>').format(
            band, words("view.matrix_here", score=score), score
        )
    return Markup('<td class="kb-heat-{}">{}</td>').format(band, score)

"""Services and what they depend on."""

from __future__ import annotations

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView



def service_map(view: EditionView, src: str) -> Markup:
    """Not drawn yet."""
    return Markup("")


def service_neighbours(view: EditionView, local: LocalPage) -> Markup:
    """Not drawn yet."""
    return Markup("")

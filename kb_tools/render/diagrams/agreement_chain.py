"""An SLA and what carries it."""

from __future__ import annotations

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView



def agreement_chain(view: EditionView, local: LocalPage) -> Markup:
    """Not drawn yet."""
    return Markup("")

"""The general process model of one process."""

from __future__ import annotations

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView



def process_model(view: EditionView, local: LocalPage) -> Markup:
    """Not drawn yet."""
    return Markup("")

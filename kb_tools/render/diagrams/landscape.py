"""All processes and their interfaces."""

from __future__ import annotations

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView



def landscape(view: EditionView, src: str) -> Markup:
    """Not drawn yet."""
    return Markup("")

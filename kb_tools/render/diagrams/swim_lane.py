"""Activities of a process in lanes by role."""

from __future__ import annotations

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView



def swim_lane(view: EditionView, local: LocalPage) -> Markup:
    """Not drawn yet."""
    return Markup("")

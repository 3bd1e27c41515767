"""Measured values of a KPI over time."""

from __future__ import annotations

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView



def trend_small(view: EditionView, kpi_full_id: str) -> Markup:
    """Not drawn yet."""
    return Markup("")


def trend_large(view: EditionView, kpi_full_id: str) -> Markup:
    """Not drawn yet."""
    return Markup("")

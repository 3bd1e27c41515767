"""The list of all overview pages, each with the question that it answers."""

from __future__ import annotations

from itertools import groupby

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.render.address import relative
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.rendered import RenderedPage

__all__ = ["overview_page"]


def overview_page(view: EditionView, environment: Environment, found: list[tuple[int, RenderedPage]]) -> RenderedPage:
    """The page.

    Args:
        view: The edition.
        environment: Templates.
        found: Order and page of every overview page; hundreds are groups.
    """
    sheet = Sheet(view, "index")
    groups = []
    for number, members in groupby(found, key=lambda entry: entry[0] // 100):
        entries = [(_link(sheet, page), page.summary) for _, page in members]
        groups.append((number, sheet.word(f"group_{number}"), entries))
    return sheet.render(environment, groups=groups)


def _link(sheet: Sheet, page: RenderedPage) -> Markup:
    return Markup('<a href="{}">{}</a>').format(relative(sheet.src, page.src), page.title)

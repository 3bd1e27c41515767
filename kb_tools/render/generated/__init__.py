"""Overview pages: what no single record says, put together from all of them, one module per page.

A module of this package that has a constant `ORDER` is a page: `pages(view, environment)` yields it (or nothing, when
the configuration keeps it back), and `downloads(view)`, where there is one, makes files that lie beside it. The
constant `OUTSIDE` says that readers outside see it too; without it they do not. The
hundreds of `ORDER` name the group in which the list of overview pages shows it: 1 now, 2 how we work, 3 how we stand,
4 for learning. Modules without `ORDER` help the others.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from jinja2 import Environment

from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.overview import overview_page
from kb_tools.render.rendered import RenderedPage

__all__ = ["generated_downloads", "generated_pages"]


def generated_pages(view: EditionView, environment: Environment) -> list[RenderedPage]:
    """Every overview page in reading order; the first lists the others."""
    found = [(module.ORDER, page) for module in _modules(view) for page in module.pages(view, environment)]
    return [overview_page(view, environment, found), *(page for _, page in found)]


def generated_downloads(view: EditionView) -> dict[str, bytes]:
    """Files that overview pages offer, relative to the edition's root."""
    found: dict[str, bytes] = {}
    for module in _modules(view):
        if hasattr(module, "downloads"):
            found.update(module.downloads(view))
    return found


def _modules(view: EditionView) -> list[ModuleType]:
    return [module for module in _all_modules() if not view.outside or getattr(module, "OUTSIDE", False)]


@cache
def _all_modules() -> tuple[ModuleType, ...]:
    names = [info.name for info in pkgutil.iter_modules(__path__)]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(sorted((m for m in modules if hasattr(m, "ORDER")), key=lambda m: (m.ORDER, m.__name__)))

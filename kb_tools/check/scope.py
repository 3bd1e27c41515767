"""Which pages a rule judges, and what it can learn of a page without decoding its front matter.

Decoding 10,000 pages takes over a second, so rules that run every time ask the page's brief first.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["approved", "dates_of", "in_force", "kept"]


def in_force(page: Page) -> bool:
    """Whether a page can be read and counts today: it is neither a draft nor retired."""
    return page.readable and page.brief.says.get("status", "approved") == "approved"


def kept(page: Page) -> bool:
    """Whether a page can be read and is not retired."""
    return page.readable and page.brief.says.get("status") != "retired"


def approved(handbook: Handbook, *types: str) -> Iterator[Page]:
    """Source pages of these types that are in force, type by type."""
    for name in types:
        for page in handbook.by_type.get(name, ()):
            if in_force(page):
                yield page


def dates_of(page: Page, *keys: str) -> list[str]:
    """Dates that stand under one of these keys, alone or in a list, wherever that is; as written."""
    says = page.brief.says
    return [day for path in says if path.rpartition(".")[2] in keys for day in says[path].split()]

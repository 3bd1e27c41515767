"""The part of a handbook that an audience may see."""

from __future__ import annotations

from dataclasses import replace

from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["AUDIENCES", "audience_of", "for_audience", "may_see"]

#: From the closest to the widest circle; who stands in a wider one sees less.
AUDIENCES = ("internal", "customer", "public")


def audience_of(page: Page) -> str:
    """Who may see a page; `internal` unless it says otherwise."""
    written = page.values.get("audience")
    return written if written in AUDIENCES else "internal"


def may_see(audience: str, page: Page) -> bool:
    """Whether readers of this circle may see a page."""
    return AUDIENCES.index(audience_of(page)) >= AUDIENCES.index(audience)


def for_audience(handbook: Handbook, audience: str) -> Handbook:
    """The handbook with the pages of one audience only; people and duty are for nobody outside."""
    if audience == "internal":
        return handbook
    pages = tuple(page for page in handbook.pages if may_see(audience, page))
    kept = {page.src for page in pages}
    translations = {
        lang: tuple(page for page in found if page.src in kept) for lang, found in handbook.translations.items()
    }
    return replace(handbook, pages=pages, translations=translations, people={}, duty=())

"""Who a page is for: circles of readers, from the closest to the widest."""

from __future__ import annotations

from kb_tools.model.page import Page

__all__ = ["AUDIENCES", "audience_of"]

#: From the closest to the widest circle; who stands in a wider one sees less.
AUDIENCES = ("internal", "customer", "public")


def audience_of(page: Page) -> str:
    """Who may see a page; `internal` unless it says otherwise."""
    if b'"audience":"' not in page.front:  # ten thousand pages need not be decoded to know that
        return "internal"
    written = page.values.get("audience")
    return written if written in AUDIENCES else "internal"

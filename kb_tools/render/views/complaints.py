"""A kind of complaint as pages name it: its word, with the way to what keeps it under control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.render.address import relative

if TYPE_CHECKING:
    from kb_tools.render.edition_view import EditionView

__all__ = ["COMPLAINTS_PAGE", "complaint_link"]

#: The overview page that has a section for each kind.
COMPLAINTS_PAGE = "overview/complaints.md"


def complaint_link(view: EditionView, src: str, kind: str | None) -> Markup:
    """The kind as a link; its word alone for readers outside, empty where nobody complained."""
    if not kind:
        return Markup("")
    word = view.words(f"enum.complaint.{kind}")
    if view.outside:
        return Markup("{}").format(word)
    return Markup('<a href="{}">{}</a>').format(relative(src, COMPLAINTS_PAGE, f"kb-complaint-{kind}"), word)

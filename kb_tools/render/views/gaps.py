"""The five gaps of services as pages show them; worked out once per edition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.insight.gaps import ServiceGaps, service_gaps
from kb_tools.insight.kpi import Status
from kb_tools.render.address import relative
from kb_tools.render.generated.tables import mark

if TYPE_CHECKING:
    from kb_tools.render.edition_view import EditionView

__all__ = ["GAPS_FOLDER", "gap_mark", "gap_page", "gaps_link", "gaps_of"]

#: Where the page of each service lies.
GAPS_FOLDER = "gaps"


def gaps_of(view: EditionView) -> Mapping[str, ServiceGaps]:
    """Service -> its gaps, sorted by file; none for readers outside."""
    if view.outside:
        return {}
    found: Mapping[str, ServiceGaps] = view.once(
        "gaps", lambda: {entry.service.id: entry for entry in service_gaps(view.handbook, view.as_of)}
    )
    return found


def gap_page(service: str) -> str:
    """File of a service's page about its gaps."""
    return f"{GAPS_FOLDER}/{service}.md"


def gap_mark(view: EditionView, status: Status) -> Markup:
    """How wide a gap is, in words with a shape."""
    return mark(status, view.words(f"gap.{status}"))


def gaps_link(view: EditionView, src: str, service: str) -> Markup:
    """How the gaps of a service stand, with the way to their page; empty where there is none."""
    found = gaps_of(view).get(service)
    if found is None:
        return Markup("")
    link = Markup('<a href="{}">{}</a>').format(relative(src, gap_page(service)), view.words("gap.link"))
    return Markup("{} {}").format(link, gap_mark(view, found.status))

"""Entries of registers that say little beyond their fields: requirements and report specifications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.insight.monthly.span import newest_month
from kb_tools.load.edition import LocalPage
from kb_tools.render.address import relative
from kb_tools.render.views.complaints import complaint_link
from kb_tools.render.views.people import Who, who
from kb_tools.report.monthly.compose import spec_for

if TYPE_CHECKING:
    from kb_tools.render.edition_view import EditionView
    from kb_tools.render.page_view import PageView

__all__ = ["ReportFacts", "RequirementFacts", "SectionRow", "met_state", "report", "requirement"]

#: The overview page with the draft of the newest month.
DRAFT = "overview/monthly-report.md"


@dataclass(frozen=True)
class RequirementFacts:
    """Whether a requirement is met: status and word; who sees to it; the complaint that it comes from."""

    status: str
    word: str
    owner: Who | None
    complaint: Markup


@dataclass(frozen=True)
class SectionRow:
    """A section of a report: anchor, name, question, KPIs, source, what a draft puts there."""

    id: str
    name: str
    question: Markup
    kpis: Markup
    source: Markup
    shows: str


@dataclass(frozen=True)
class ReportFacts:
    """Who writes a report, what stands in it, and the draft of the newest period, where this is the one it follows."""

    owner: Who | None
    sections: tuple[SectionRow, ...]
    draft: str


def requirement(page: PageView) -> RequirementFacts:
    """A requirement; the fields behind it count as shown."""
    status, word = met_state(page.view, page.local)
    complaint = complaint_link(page.view, page.local.src, page.take("complaint"))
    return RequirementFacts(status, word, who(page, page.take("owner")), complaint)


def met_state(view: EditionView, local: LocalPage) -> tuple[str, str]:
    """Whether a requirement is met, planned, declined or open: a status for its mark, and the word."""
    record = local.record
    states = (("met", record.met_by, "good"), ("planned", record.planned_by, "watch"))
    for key, found, status in states:
        if found:
            return status, view.words(f"record.requirement_{key}")
    if record.declined:
        return "unknown", view.words("record.requirement_declined")
    return "bad", view.words("record.requirement_open")


def report(page: PageView) -> ReportFacts:
    """A report specification; the fields behind it count as shown."""
    return ReportFacts(
        owner=who(page, page.take("owner")),
        draft=relative(page.local.src, DRAFT) if _drafted(page) else "",
        sections=tuple(
            SectionRow(
                id=section.id,
                name=section.name,
                question=page.prose(section.question or ""),
                kpis=page.links(section.kpis),
                source=page.prose(section.source or ""),
                shows=page.words("page.list_join").join(page.choice("shows", name) for name in section.shows),
            )
            for section in page.take("contents") or ()
        ),
    )


def _drafted(page: PageView) -> bool:
    """Whether the overview page with the draft of the newest month follows this specification."""
    handbook = page.view.handbook
    followed = spec_for(handbook, "month") if not page.view.outside else None
    return followed is page.local.source and newest_month(handbook, page.view.as_of) is not None

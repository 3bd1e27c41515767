"""Entries of registers that say little beyond their fields: requirements and report specifications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.views.people import Who, who

if TYPE_CHECKING:
    from kb_tools.render.edition_view import EditionView
    from kb_tools.render.page_view import PageView

__all__ = ["ReportFacts", "RequirementFacts", "SectionRow", "met_state", "report", "requirement"]


@dataclass(frozen=True)
class RequirementFacts:
    """Whether a requirement is met: status and word; who sees to it."""

    status: str
    word: str
    owner: Who | None


@dataclass(frozen=True)
class SectionRow:
    """A section of a report: anchor, name, question, KPIs, source."""

    id: str
    name: str
    question: Markup
    kpis: Markup
    source: Markup


@dataclass(frozen=True)
class ReportFacts:
    """Who writes a report, and what stands in it."""

    owner: Who | None
    sections: tuple[SectionRow, ...]


def requirement(page: PageView) -> RequirementFacts:
    """A requirement; the fields behind it count as shown."""
    status, word = met_state(page.view, page.local)
    return RequirementFacts(status, word, who(page, page.take("owner")))


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
        sections=tuple(
            SectionRow(
                id=section.id,
                name=section.name,
                question=page.prose(section.question or ""),
                kpis=page.links(section.kpis),
                source=page.prose(section.source or ""),
            )
            for section in page.take("contents") or ()
        ),
    )

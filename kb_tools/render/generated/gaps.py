"""The five gaps of service quality: all services in a table, and a page per service with the working.

The page per service is no overview page: it lies in a folder of its own, reached from the table and from the service.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.gaps import GAPS, GapState, Judgement, ServiceGaps
from kb_tools.render.address import relative
from kb_tools.render.diagrams.five_gaps import five_gaps
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, table
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.views.gaps import gap_mark, gap_page, gaps_of
from kb_tools.render.views.signs import Told, told

__all__ = ["ORDER", "gap_pages", "pages"]

ORDER = 323


@dataclass(frozen=True)
class Judged:
    """What a gap analysis said: link, day, size, evidence, action."""

    link: Markup
    day: str
    size: int
    evidence: Markup
    action: Markup


@dataclass(frozen=True)
class Section:
    """A gap on the page of a service."""

    gap: str
    name: str
    mark: Markup
    explain: str
    signs: tuple[Told, ...]
    judged: Judged | None


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The table of all services; none for readers outside."""
    if view.outside:
        return
    sheet = Sheet(view, "gaps")
    found = list(gaps_of(view).values())
    yield sheet.render(
        environment,
        services=_table(sheet, found) if found else "",
        gaps=[(gap, sheet.choice("review", "gap", gap), sheet.word(f"explain_{gap}")) for gap in GAPS] if found else [],
    )


def gap_pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """A page per service; none for readers outside."""
    for service, found in gaps_of(view).items():
        sheet = _GapSheet(view, service)
        yield sheet.render(
            environment,
            service=sheet.link(service),
            overview=Markup('<a href="{}">{}</a>').format(
                relative(sheet.src, Sheet(view, "gaps").src), sheet.word("all")
            ),
            figure=five_gaps(view, found, sheet.name_of),
            sections=[_section(sheet, gap) for gap in found.gaps],
        )


class _GapSheet(Sheet):
    """The page of one service."""

    def __init__(self, view: EditionView, service: str) -> None:
        super().__init__(view, "gap", gap_page(service))
        self.name_of = view.page_title(service)

    @property
    def title(self) -> str:
        """The service, and what the page is about."""
        return self._own.title if self._own else self.word("title", service=self.name_of)


def _table(sheet: Sheet, found: list[ServiceGaps]) -> Markup:
    rows = []
    for entry in found:
        page = gap_page(entry.service.id)
        name = Markup('<a href="{}">{}</a>').format(relative(sheet.src, page), sheet.view.page_title(entry.service.id))
        cells = [_cell(sheet, page, gap) for gap in entry.gaps]
        day = sheet.date(entry.review.record.held_on) if entry.review else Markup(sheet.word("none"))
        rows.append(
            Row([name, *cells, sheet.link(entry.review.id, text=str(day.striptags())) if entry.review else day])
        )
    numbers = [sheet.view.words("gap.number", number=gap) for gap in GAPS]
    return table(sheet.word("services"), [sheet.word("column_service"), *numbers, sheet.word("column_review")], rows)


def _cell(sheet: Sheet, page: str, gap: GapState) -> Markup:
    address = relative(sheet.src, page, f"kb-gap-{gap.gap}")
    return Markup('<a class="kb-plain" href="{}">{}</a>').format(address, gap_mark(sheet.view, gap.status))


def _section(sheet: Sheet, gap: GapState) -> Section:
    return Section(
        gap=gap.gap,
        name=sheet.choice("review", "gap", gap.gap),
        mark=gap_mark(sheet.view, gap.status),
        explain=Sheet(sheet.view, "gaps").word(f"explain_{gap.gap}"),
        signs=tuple(told(sheet.view, sheet.src, f"gap_sign_{gap.gap}", sign) for sign in gap.signs),
        judged=_judged(sheet, gap.judged) if gap.judged else None,
    )


def _judged(sheet: Sheet, judged: Judgement) -> Judged:
    view, review = sheet.view, judged.review
    local = view.local(review.id)
    gap = (local.record if local else review.record).gaps[judged.number]
    return Judged(
        link=sheet.link(f"{review.id}#kb-gaps", text=view.page_title(review.id)),
        day=view.wording.day_text(review.record.held_on),
        size=judged.size,
        evidence=sheet.prose(gap.evidence, review.id),
        action=sheet.prose(gap.action, review.id),
    )

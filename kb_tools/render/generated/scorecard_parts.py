"""Sections of the scorecard: doubts about figures, each service from end to end, and what each role is measured by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from kb_tools.insight.kpi import Status
from kb_tools.insight.scorecard import FAMILIES, Family, Measure, end_to_end, family_of, of_roles
from kb_tools.load.edition import LocalPage
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, beside, mark, stacked, table
from kb_tools.render.views.measures import measures
from kb_tools.report.measures import doubts

__all__ = ["Line", "end_to_end_table", "honesty_table", "lines_of", "role_table"]

#: So many KPIs are named in a cell of the table by role.
_NAMED = 6
_WORST: tuple[Status, ...] = ("bad", "watch", "unknown", "good")


@dataclass(frozen=True)
class Line:
    """A KPI of the edition.

    Attributes:
        owner: Its process or service.
        kpi: Its definition in this language.
        measure: What was measured, judged.
    """

    owner: LocalPage
    kpi: Any
    measure: Measure

    @property
    def id(self) -> str:
        """`incident-management/p1-response`."""
        return self.measure.id

    def link(self, sheet: Sheet) -> Markup:
        """Link to the KPI's own place."""
        return sheet.link(self.id, text=self.kpi.name)

    def status(self, sheet: Sheet) -> Markup:
        """How its newest value stands."""
        return mark(self.measure.status, sheet.view.words(f"kpi.{self.measure.status}"))


def lines_of(sheet: Sheet) -> list[Line]:
    """Every KPI of processes, then of services."""
    known = measures(sheet.view)
    pairs = [(local, kpi) for local in sheet.records("process", "service") for kpi in local.record.kpis]
    return [Line(local, kpi, known[name]) for local, kpi in pairs if (name := f"{local.id}/{kpi.id}") in known]


def honesty_table(sheet: Sheet, lines: Sequence[Line]) -> Markup:
    """Every doubt in a sentence, the worst kinds first within a KPI."""
    words, rows = sheet.view.words, []
    for line in lines:
        for doubt, text in doubts(sheet.view.wording, line.measure, line.kpi):
            what = mark("watch", words(f"doubt.{doubt}"))
            rows.append(Row([line.link(sheet), sheet.link(line.owner.id), what, text, sheet.link(line.kpi.collector)]))
    columns = [sheet.word(f"column_{key}") for key in ("kpi", "of", "doubt", "says", "collector")]
    return table(sheet.word("honest"), columns, rows)


def end_to_end_table(sheet: Sheet, lines: Sequence[Line]) -> Markup:
    """Services against the four things that are watched of each, and what each stands on; empty without services."""
    by_family: dict[tuple[str, Family | None], list[Line]] = {}
    for line in lines:
        by_family.setdefault((line.owner.id, family_of(line.measure.kpi)), []).append(line)
    rows = [
        Row([
            sheet.link(local.id),
            *(_family(sheet, local, family, by_family.get((local.id, family), [])) for family in FAMILIES),
            _below(sheet, local.id, lines),
        ])
        for local in sheet.records("service")
        if any(owner == local.id for owner, _ in by_family) or local.record.stage == "live"
    ]  # fmt: skip
    families = [sheet.choice("kpi", "family", family) for family in FAMILIES]
    columns = [sheet.word("column_service"), *families, sheet.word("column_below")]
    return table(sheet.word("end_to_end"), columns, rows) if rows else Markup("")


def role_table(sheet: Sheet, lines: Sequence[Line]) -> Markup:
    """Roles against what they are measured by, collect and answer for; a role is a team's, so no person is named."""
    known = {line.id: line for line in lines}
    found = of_roles(sheet.view.handbook, [line.measure for line in lines])
    local = {page.id: page for page in sheet.records("role")}
    rows = [
        Row([
            sheet.link(role),
            *(
                _list(sheet, [known[kpi] for kpi, said in kpis.items() if part in said])
                for part in ("measured", "answers", "collects")
            ),
        ])
        for role, kpis in found.items()
        if role in local
    ]  # fmt: skip
    columns = [
        sheet.word("column_role"),
        *(sheet.view.words(f"part.{key}") for key in ("measured", "answers", "collects")),
    ]
    return table(sheet.word("by_role"), columns, rows) if rows else Markup("")


def _family(sheet: Sheet, local: LocalPage, family: Family, lines: Sequence[Line]) -> Markup:
    if lines:
        return _list(sheet, lines)
    cost = local.record.cost
    if family == "cost" and cost:
        amount = sheet.view.wording.amount(cost.annual, cost.unit)
        return stacked(sheet.word("cost_a_year", amount=amount), sheet.word("cost_not_measured"))
    return Markup('<span class="kb-sub">{}</span>').format(sheet.word("not_measured"))


def _below(sheet: Sheet, service: str, lines: Sequence[Line]) -> Markup:
    """What a service stands on, each with its worst status."""
    status: dict[str, list[Status]] = {}
    for line in lines:
        status.setdefault(line.owner.id, []).append(line.measure.status)
    shown = []
    for name in end_to_end(sheet.view.handbook, service)[1:]:
        one: Status = next((state for state in _WORST if state in status.get(name, ())), "unknown")
        shown.append(_marked(sheet, one, sheet.link(name)))
    return Markup("<br>").join(shown) if shown else Markup(sheet.word("none"))


def _list(sheet: Sheet, lines: Sequence[Line]) -> Markup:
    if not lines:
        return Markup(sheet.word("none"))
    ordered = sorted(lines, key=lambda line: _WORST.index(line.measure.status))
    shown = [_marked(sheet, line.measure.status, line.link(sheet)) for line in ordered[:_NAMED]]
    if len(ordered) > _NAMED:
        shown.append(Markup(sheet.word("and_more", count=len(ordered) - _NAMED)))
    return Markup("<br>").join(shown)


def _marked(sheet: Sheet, status: Status, link: Markup) -> Markup:
    """A link behind the shape of its status, and the status in words where it is none to be proud of."""
    word = "" if status == "good" else sheet.view.words(f"kpi.{status}")
    return beside(mark(status, link), word)

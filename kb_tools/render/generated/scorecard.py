"""The KPI scorecard: where to start (the distance from the target, weighted by criticality), then every KPI."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.kpi import KpiState, Status, kpi_state
from kb_tools.load.edition import LocalPage
from kb_tools.render.diagrams.trend import trend_small
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, mark, stacked, table
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "distance", "pages"]

ORDER = 320
_STATES: tuple[Status, ...] = ("bad", "watch", "good", "unknown")
#: Criticality of what says nothing about it.
_MIDDLE = 3
#: Width of the amber band where a KPI has none, as a share of its target.
_BAND = 0.1


@dataclass(frozen=True)
class Line:
    """A KPI with how it stands.

    Attributes:
        owner: Its process or service.
        kpi: Its definition in this language.
        state: What was measured.
    """

    owner: LocalPage
    kpi: Any
    state: KpiState

    @property
    def missed(self) -> float:
        """How far the latest value misses the target, in the KPI's unit; 0 when it does not."""
        return _missed(self.kpi, self.state.latest.value) if self.state.latest else 0.0

    @property
    def weight(self) -> float:
        """Distance from the target times criticality."""
        if not self.state.latest:
            return 0.0
        return distance(self.kpi, self.state.latest.value) * (self.owner.record.criticality or _MIDDLE)


def distance(kpi: Any, value: float) -> float:
    """How far a value misses the target, in widths of the amber band: 0 reaches it, 1 is where red begins.

    Without amber the band is a tenth of the target, so that KPIs with different units can be compared.
    """
    missed = _missed(kpi, value)
    if not missed:
        return 0.0
    edges = zip(_numbers(kpi.target), _numbers(kpi.amber if kpi.amber is not None else kpi.target), strict=False)
    width = max(abs(target - amber) for target, amber in edges)
    return missed / (width or _BAND * max(abs(edge) for edge in _numbers(kpi.target)) or 1.0)


def _missed(kpi: Any, value: float) -> float:
    low, *rest = _numbers(kpi.target)
    high = rest[0] if rest else low
    below = low - value if kpi.direction != "lower" else 0.0
    above = value - high if kpi.direction != "higher" else 0.0
    return max(below, above, 0.0)


def _numbers(threshold: Any) -> tuple[float, ...]:
    return threshold if isinstance(threshold, tuple) else (threshold,)


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "scorecard")
    by_type = {name: list(_lines(sheet, name)) for name in ("process", "service")}
    lines = [line for found in by_type.values() for line in found]
    first = sorted((line for line in lines if line.weight), key=lambda line: (-line.weight, line.state.id))
    yield sheet.render(
        environment,
        tally=_tally(sheet, lines),
        first=_first(sheet, first) if first else "",
        groups=[(name, _table(sheet, name, found)) for name, found in by_type.items() if found],
        lines=len(lines),
    )


def _lines(sheet: Sheet, page_type: str) -> Iterator[Line]:
    for local in sheet.records(page_type):
        for kpi in local.record.kpis:
            yield Line(local, kpi, kpi_state(sheet.view.handbook, f"{local.id}/{kpi.id}"))


def _tally(sheet: Sheet, lines: list[Line]) -> list[Markup]:
    states = [line.state.status for line in lines]
    return [
        mark(name, sheet.word("tally", state=sheet.view.words(f"kpi.{name}"), count=states.count(name)))
        for name in _STATES
        if name in states
    ]


def _first(sheet: Sheet, lines: list[Line]) -> Markup:
    rows = [
        Row([
            _name(sheet, line),
            sheet.link(line.owner.id),
            _status(sheet, line),
            _latest(sheet, line),
            _target(sheet, line),
            _amount(sheet.view.wording.amount(round(line.missed, 6), line.kpi.unit)),
            str(line.owner.record.criticality or sheet.word("none")),
            f"{line.weight:.1f}",
        ])
        for line in lines
    ]  # fmt: skip
    columns = ("kpi", "of", "status", "latest", "target", "missed", "criticality", "weight")
    return table(sheet.word("first"), [sheet.word(f"column_{key}") for key in columns], rows)


def _table(sheet: Sheet, page_type: str, lines: list[Line]) -> Markup:
    rows = [
        Row([
            _name(sheet, line),
            sheet.link(line.owner.id),
            _status(sheet, line),
            _latest(sheet, line),
            _target(sheet, line),
            trend_small(sheet.view, line.state.id),
            sheet.link(line.kpi.collector),
        ])
        for line in lines
    ]  # fmt: skip
    columns = ("kpi", "of", "status", "latest", "target", "trend", "collector")
    return table(sheet.word(f"by_{page_type}"), [sheet.word(f"column_{key}") for key in columns], rows)


def _name(sheet: Sheet, line: Line) -> Markup:
    return sheet.link(line.state.id, text=line.kpi.name)


def _status(sheet: Sheet, line: Line) -> Markup:
    return mark(line.state.status, sheet.view.words(f"kpi.{line.state.status}"))


def _latest(sheet: Sheet, line: Line) -> Markup:
    latest = line.state.latest
    if latest is None:
        return Markup(sheet.word("none"))
    said = sheet.view.wording
    return stacked(_amount(said.amount(latest.value, line.kpi.unit)), _amount(said.period(latest.period)))


def _target(sheet: Sheet, line: Line) -> Markup:
    amount = sheet.view.wording.amount(line.kpi.target, line.kpi.unit)
    return _amount(sheet.view.words(f"kpi.target_{line.kpi.direction}", value=amount))


def _amount(text: str) -> Markup:
    return Markup('<span class="kb-nowrap">{}</span>').format(text)

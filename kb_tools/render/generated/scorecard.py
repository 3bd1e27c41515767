"""The KPI scorecard: where to start, whether the figures are honest, services from end to end, every KPI, each role.

What is said of a figure is worked out in `kb_tools.insight.scorecard`; the sections around it are in `scorecard_parts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.kpi import Status
from kb_tools.insight.scorecard import worst
from kb_tools.render.diagrams.trend import trend_small
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.scorecard_parts import Line, end_to_end_table, honesty_table, lines_of, role_table
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, mark, stacked, table
from kb_tools.render.rendered import RenderedPage
from kb_tools.report.measures import course_mark, expected, trend_word

__all__ = ["ORDER", "pages"]

ORDER = 320
_STATES: tuple[Status, ...] = ("bad", "watch", "good", "unknown")


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "scorecard")
    lines = lines_of(sheet)
    by_type = {
        name: [line for line in lines if line.owner.type == name] for name in ("process", "service")
    }  # fmt: skip
    order = {one.id: number for number, one in enumerate(worst(line.measure for line in lines))}
    first = sorted((line for line in lines if line.id in order), key=lambda line: order[line.id])
    doubtful = [line for line in lines if line.measure.honesty.doubts]
    measured = [line for line in lines if line.measure.values]
    yield sheet.render(
        environment,
        tally=_tally(sheet, lines),
        first=_first(sheet, first) if first else "",
        doubts=honesty_table(sheet, doubtful) if doubtful else "",
        trusted=sheet.word("trusted", count=len(measured) - len(doubtful), all=len(measured)),
        services=end_to_end_table(sheet, by_type["service"]),
        groups=[(name, _table(sheet, name, found)) for name, found in by_type.items() if found],
        roles=role_table(sheet, lines),
        lines=len(lines),
    )


def _tally(sheet: Sheet, lines: Sequence[Line]) -> list[Markup]:
    states = [line.measure.status for line in lines]
    return [
        mark(name, sheet.word("tally", state=sheet.view.words(f"kpi.{name}"), count=states.count(name)))
        for name in _STATES
        if name in states
    ]


def _first(sheet: Sheet, lines: Sequence[Line]) -> Markup:
    rows = [
        Row([
            stacked(line.link(sheet), sheet.link(line.owner.id)),
            line.status(sheet),
            _latest(sheet, line),
            _target(sheet, line),
            sheet.view.wording.difference(round(line.measure.missed, 6), line.kpi.unit or ""),
            _trend(sheet, line),
            str(line.owner.record.criticality or sheet.word("none")),
            f"{line.measure.weight:.1f}",
        ])
        for line in lines
    ]  # fmt: skip
    columns = ("kpi", "status", "latest", "target", "missed", "course", "criticality", "weight")
    return table(sheet.word("first"), [sheet.word(f"column_{key}") for key in columns], rows)


def _table(sheet: Sheet, page_type: str, lines: Sequence[Line]) -> Markup:
    rows = [
        Row([
            stacked(line.link(sheet), sheet.link(line.owner.id)),
            line.status(sheet),
            _latest(sheet, line),
            _target(sheet, line),
            _picture(sheet, line),
            _next(sheet, line),
            sheet.link(line.kpi.collector),
        ])
        for line in lines
    ]  # fmt: skip
    columns = ("kpi", "status", "latest", "target", "trend", "next", "collector")
    return table(sheet.word(f"by_{page_type}"), [sheet.word(f"column_{key}") for key in columns], rows)


def _latest(sheet: Sheet, line: Line) -> Markup:
    latest = line.measure.latest
    if latest is None:
        return Markup(sheet.word("none"))
    said = sheet.view.wording
    return stacked(_amount(said.amount(latest.value, line.kpi.unit)), _amount(said.period(latest.period)))


def _target(sheet: Sheet, line: Line) -> Markup:
    amount = sheet.view.wording.amount(line.kpi.target, line.kpi.unit)
    return _amount(sheet.view.words(f"kpi.target_{line.kpi.direction}", value=amount))


def _picture(sheet: Sheet, line: Line) -> Markup:
    """The values as a line, and below it which way they go."""
    return Markup('{}<span class="kb-sub">{}</span>').format(trend_small(sheet.view, line.id), _course(sheet, line))


def _trend(sheet: Sheet, line: Line) -> Markup:
    return Markup("{}").format(_course(sheet, line) or sheet.word("none"))


def _course(sheet: Sheet, line: Line) -> str:
    """Which way it goes; empty for a KPI without enough values to say anything."""
    trend = line.measure.trend
    if trend.why_none == "few":
        return ""
    word = trend_word(sheet.view.wording, trend)
    return word if trend.course == "none" else f"{course_mark(trend)} {word}"


def _next(sheet: Sheet, line: Line) -> Markup:
    """The forecast with its status; a dash where there is none, and why in the KPI's own place."""
    found = line.measure.forecast
    if found.value is None:
        return Markup(sheet.word("none"))
    value = expected(sheet.view.wording, line.measure, line.kpi)
    return stacked(_amount(value), mark(found.status, sheet.view.words(f"kpi.{found.status}")))


def _amount(text: str) -> Markup:
    return Markup('<span class="kb-nowrap">{}</span>').format(text)

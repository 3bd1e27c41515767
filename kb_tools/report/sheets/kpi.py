"""KPIs as a sheet: where to start, what is on target, what raises doubts; or one of them in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kb_tools.insight.kpi import Status, status_of
from kb_tools.insight.scorecard import Measure, worst
from kb_tools.report.measures import (
    amount,
    course_mark,
    doubts,
    expected,
    forecast_text,
    spark,
    target,
    trend_text,
    trend_word,
)
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.sheet import Cell, Grid, Section, Sheet, State
from kb_tools.report.telling import Telling

__all__ = ["kpi_sheet", "scorecard_sheet"]

_STATES: dict[Status, State] = {"good": "good", "watch": "watch", "bad": "bad", "unknown": ""}
_ORDER: tuple[Status, ...] = ("good", "watch", "bad", "unknown")


def scorecard_sheet(measures: Sequence[Measure], names: Naming, said: Telling) -> Sheet:
    """Several KPIs.

    Args:
        measures: The KPIs.
        names: The reader's names.
        said: How amounts and days are said.
    """
    words = names.words
    title = words("kpi_report.title", day=said.as_of)
    if not measures:
        return Sheet(title, (Cell(words("kpi_report.nothing")),), ())
    counts = {status: sum(one.status == status for one in measures) for status in _ORDER}
    state: State = "bad" if counts["bad"] else "watch" if counts["watch"] else "good" if counts["good"] else ""
    doubtful = [one for one in measures if one.honesty.doubts]
    key = "doubted_one" if len(doubtful) == 1 else "doubted" if doubtful else "undoubted"
    doubted = words(f"kpi_report.{key}", count=len(doubtful), all=len(measures))
    state = "" if state == "good" and counts["unknown"] else state  # nothing is green that nobody has measured
    lead = [Cell(words("kpi_report.tally", **counts), state)]
    if any(one.values for one in measures):
        lead.append(Cell(doubted, "watch" if doubtful else "" if counts["unknown"] else "good"))
    fine = [one for one in measures if one.status == "good"]
    unknown = tuple(Cell(_full_name(one, names).replace("\n", " · ")) for one in measures if one.status == "unknown")
    sections = (
        Section(words("kpi_report.first"), words("kpi_report.first_note"), _missed(worst(measures), names, said)),
        Section(words("kpi_report.fine"), "", _fine(fine, names, said)),
        Section(words("kpi_report.unmeasured"), items=unknown),
        Section(words("kpi_report.honest"), "", _honest(doubtful, names, said)),
    )
    return Sheet(title, tuple(lead), [section for section in sections if _filled(section)], words("kpi_report.foot"))


def kpi_sheet(measure: Measure, names: Naming, said: Telling) -> Sheet:
    """One KPI: what it is, its values, trend, forecast and doubts."""
    words, kpi = names.words, _kpi(measure, names)
    title = words("kpi_report.title_one", name=kpi.name, of=names.title(measure.page.id))
    lead = [Cell(f"{measure.id} · {words(f'kpi.{measure.status}')}", _STATES[measure.status])]
    facts = [
        ("target", target(said, kpi)),
        ("amber", amount(said, kpi, kpi.amber) if kpi.amber is not None else ""),
        ("frequency", words(f"enum.frequency.{kpi.frequency}")),
        ("collector", names.title(kpi.collector) if kpi.collector else ""),
        ("trend", trend_text(said, kpi, measure.trend)),
        ("forecast", forecast_text(said, measure, kpi)),
        ("plans", names.titles(measure.honesty.plans) if measure.honesty.plans else ""),
    ]
    lines = [Cell(words("kpi_report.fact", label=words(f"kpi_report.{key}"), text=text)) for key, text in facts if text]
    found = [Cell(text, "watch") for _, text in doubts(said, measure, kpi)]
    none = words("kpi_report.no_doubt") if measure.values and not found else ""
    sections = (
        Section(words("kpi_report.what"), items=tuple(lines)),
        Section(words("kpi_report.honest"), none, items=tuple(found)),
        Section(words("kpi_report.values"), spark(measure.values), _values(measure, kpi, names, said)),
    )
    return Sheet(title, tuple(lead), sections)


def _missed(measures: Sequence[Measure], names: Naming, said: Telling) -> Grid:
    rows = []
    for one in measures:
        kpi = _kpi(one, names)
        rows.append((
            Cell(_full_name(one, names)),
            Cell(names.words(f"kpi.{one.status}"), _STATES[one.status]),
            Cell(_latest(one, kpi, said)),
            Cell(target(said, kpi)),
            Cell(f"{one.weight:.1f}"),
            Cell(f"{spark(one.values)}\n{course_mark(one.trend)} {trend_word(said, one.trend)}"),
        ))  # fmt: skip
    heads = ("kpi", "status", "latest", "target", "weight", "course")
    return Grid(tuple(names.words(f"kpi_report.{key}") for key in heads), tuple(rows), frozenset({4}))


def _fine(measures: Sequence[Measure], names: Naming, said: Telling) -> Grid:
    rows = []
    for one in measures:
        kpi = _kpi(one, names)
        rows.append((
            Cell(_full_name(one, names)),
            Cell(_latest(one, kpi, said)),
            Cell(target(said, kpi)),
            Cell(f"{spark(one.values)}\n{course_mark(one.trend)} {trend_word(said, one.trend)}"),
            Cell(expected(said, one, kpi) or names.words("insight.none")),
        ))  # fmt: skip
    heads = ("kpi", "latest", "target", "course", "next")
    return Grid(tuple(names.words(f"kpi_report.{key}") for key in heads), tuple(rows))


def _honest(measures: Sequence[Measure], names: Naming, said: Telling) -> Grid:
    rows = tuple(
        (Cell(_full_name(one, names)), Cell(names.words(f"doubt.{doubt}"), "watch"), Cell(text))
        for one in measures
        for doubt, text in doubts(said, one, _kpi(one, names))
    )
    return Grid(tuple(names.words(f"kpi_report.{key}") for key in ("kpi", "doubt", "says")), rows)


def _values(measure: Measure, kpi: Any, names: Naming, said: Telling) -> Grid:
    rows = []
    for actual in reversed(measure.values):
        status = status_of(kpi, actual.value)
        rows.append((
            Cell(said.period(actual.period)),
            Cell(amount(said, kpi, actual.value)),
            Cell(names.words(f"kpi.{status}"), _STATES[status]),
            Cell(actual.note),
        ))  # fmt: skip
    heads = ("period", "value", "status", "note")
    return Grid(tuple(names.words(f"kpi_report.{key}") for key in heads), tuple(rows), frozenset({1}))


def _latest(measure: Measure, kpi: Any, said: Telling) -> str:
    latest = measure.latest
    return f"{amount(said, kpi, latest.value)}\n{latest.period}" if latest else ""


def _full_name(measure: Measure, names: Naming) -> str:
    return f"{_kpi(measure, names).name}\n{names.title(measure.page.id)}"


def _kpi(measure: Measure, names: Naming) -> Any:
    """The KPI's record in the reader's language."""
    local = names.local(measure.page.id)
    found = _named(local.record.kpis if local else (), measure.kpi.id)
    return next(found, measure.kpi)


def _named(kpis: Sequence[Any], name: str) -> Iterator[Any]:
    return (kpi for kpi in kpis if kpi.id == name)


def _filled(section: Section) -> bool:
    """A note alone is no reason to show a section."""
    return bool(section.items or (section.grid and section.grid.rows))

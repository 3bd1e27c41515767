"""All KPIs of a handbook on a day: status, distance, trend, forecast and doubts, and which roles they belong to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kb_tools.insight.forecast import Forecast, forecast, is_percent
from kb_tools.insight.honesty import Honesty, decided, honesty_of, loosened
from kb_tools.insight.kpi import Status, distance, measured, missed, status_of
from kb_tools.insight.plans import open_plans, plans_for
from kb_tools.insight.trend import Trend, trend_of
from kb_tools.load.definitions import Definitions
from kb_tools.model.handbook import Actual, Handbook
from kb_tools.model.page import Page

__all__ = [
    "FAMILIES",
    "MIDDLE",
    "Family",
    "Measure",
    "Part",
    "end_to_end",
    "family_of",
    "of_roles",
    "scorecard",
    "worst",
]

#: Criticality of what says nothing about it.
MIDDLE = 3
#: What is watched of a service from end to end.
Family = Literal["availability", "capacity", "cost", "stability"]
FAMILIES: tuple[Family, ...] = ("availability", "capacity", "cost", "stability")
#: What a role has to do with a KPI: it is measured by it, collects it, answers for what it measures.
Part = Literal["measured", "collects", "answers"]

_AVAILABILITY = ("availab", "uptime", "可用")


@dataclass(frozen=True)
class Measure:
    """A KPI with everything that can be said of its figures.

    Attributes:
        id: `incident-management/p1-response`.
        page: Process or service that defines it.
        kpi: The `Kpi` record, in the source language.
        values: Values that can be reckoned with, oldest first.
        status: Status of the newest one.
        criticality: That of the process or service; 3 when it says nothing.
        trend: Where it is heading.
        forecast: What comes next, or why nobody should say it.
        honesty: What speaks against believing it.
    """

    id: str
    page: Page
    kpi: Any
    values: tuple[Actual, ...]
    status: Status
    criticality: int
    trend: Trend
    forecast: Forecast
    honesty: Honesty

    @property
    def latest(self) -> Actual | None:
        """The newest value."""
        return self.values[-1] if self.values else None

    @property
    def missed(self) -> float:
        """How far the newest value misses the target, in the KPI's unit; 0 when it does not."""
        return missed(self.kpi, self.values[-1].value) if self.values else 0.0

    @property
    def distance(self) -> float:
        """The same in widths of the amber band."""
        return distance(self.kpi, self.values[-1].value) if self.values else 0.0

    @property
    def weight(self) -> float:
        """Distance from the target times criticality: where to start."""
        return self.distance * self.criticality


def scorecard(
    handbook: Handbook, as_of: dt.date, past: Callable[[Mapping[str, str]], Definitions] | None = None
) -> tuple[Measure, ...]:
    """Every KPI of processes and services that are not retired, by type, page and the order on the page.

    Args:
        handbook: The handbook.
        as_of: The day.
        past: How KPIs on pages (path -> text) were defined earlier; nobody asks when None.
    """
    pages = [page for kind in ("process", "service") for page in handbook.by_type.get(kind, ())]
    pages = [page for page in pages if page.readable and page.record.status != "retired" and page.record.kpis]
    known = past({page.path: page.text for page in pages if _has_values(handbook, page)}) if past else {}
    plans, agreed = open_plans(handbook, as_of), decided(handbook) if known else {}
    found = []
    for page in pages:
        for kpi in page.record.kpis:
            full = f"{page.id}/{kpi.id}"
            values = measured(kpi, handbook.actuals.get(full, ()), as_of)
            history = known.get(page.path, {}).get(kpi.id, ())
            changes = loosened(kpi, values, history, as_of, agreed.get(full, ()))
            status: Status = status_of(kpi, values[-1].value) if values else "unknown"
            found.append(
                Measure(
                    full,
                    page,
                    kpi,
                    values,
                    status,
                    page.record.criticality or MIDDLE,
                    trend_of(kpi, values),
                    forecast(kpi, values, as_of),
                    honesty_of(kpi, values, as_of, plans_for(plans, full), changes),
                )
            )
    return tuple(found)


def worst(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """Those that miss their target, where to start first."""
    return tuple(sorted((one for one in measures if one.weight), key=lambda one: (-one.weight, one.id)))


def family_of(kpi: Any) -> Family | None:
    """Which of the four a KPI of a service measures: as it says, else as its kind, its id or its name tell."""
    if kpi.family:
        family: Family = kpi.family
        return family
    if kpi.kind == "cost":
        return "cost"
    if kpi.kind == "volume":
        return "capacity"
    words = f"{kpi.id} {kpi.name}".casefold()
    return "availability" if is_percent(kpi.unit or "") and any(word in words for word in _AVAILABILITY) else None


def end_to_end(handbook: Handbook, service: str) -> tuple[str, ...]:
    """A service and everything that it stands on, the nearest first: what has to work for a user to work."""
    found: dict[str, None] = {service: None}
    queue = [service]
    while queue:
        page = handbook.by_id.get(queue.pop(0))
        for name in page.record.depends_on if page and page.type == "service" and page.readable else ():
            target = handbook.by_id.get(name)
            if name not in found and target and target.readable and target.record.status != "retired":
                found[name] = None
                queue.append(name)
    return tuple(found)


def of_roles(handbook: Handbook, measures: Iterable[Measure]) -> Mapping[str, Mapping[str, tuple[Part, ...]]]:
    """Role -> KPI -> what the role has to do with it, for roles in force that have to do with any; sorted by role."""
    parts: dict[str, dict[str, list[Part]]] = {}
    roles = {page.id: page for page in handbook.by_type.get("role", ()) if page.readable}
    wanted = {one.id: one for one in measures}
    for name, page in roles.items():
        for target in page.record.kpis:
            if target in wanted and page.record.status != "retired":
                parts.setdefault(name, {}).setdefault(target, []).append("measured")
    for full, one in wanted.items():
        for role, part in ((one.page.record.owner, "answers"), (one.kpi.collector, "collects")):
            if role in roles and roles[role].record.status != "retired":
                parts.setdefault(role, {}).setdefault(full, []).append(part)  # type: ignore[arg-type]
    return {role: {kpi: tuple(said) for kpi, said in sorted(kpis.items())} for role, kpis in sorted(parts.items())}


def _has_values(handbook: Handbook, page: Page) -> bool:
    return any(f"{page.id}/{kpi.id}" in handbook.actuals for kpi in page.record.kpis)

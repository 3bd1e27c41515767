"""KPIs with measured values, as several rules look at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kb_tools.check.rule import Context
from kb_tools.check.scope import in_force
from kb_tools.insight.kpi import measured, numbers
from kb_tools.model.handbook import Actual, Handbook
from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["Measured", "amount", "measured_kpis", "said"]


class Measured(NamedTuple):
    """A KPI of a page in force, and its values.

    Attributes:
        id: `incident-management/p1-response`.
        page: Page that defines it.
        where: Place of its id.
        kpi: The `Kpi` record.
        values: Its values, oldest first; at least one.
    """

    id: str
    page: Page
    where: Location
    kpi: Any
    values: tuple[Actual, ...]


def measured_kpis(handbook: Handbook, context: Context) -> Sequence[Measured]:
    """Every KPI with at least one value that can be reckoned with, sorted by id."""
    found: Sequence[Measured] = context.once("measured", handbook, lambda: tuple(_measured(handbook, context.as_of)))
    return found


def _measured(handbook: Handbook, as_of: dt.date) -> Iterator[Measured]:
    for full_id, rows in handbook.actuals.items():
        found = handbook.part(full_id)
        kpi = handbook.kpi(full_id) if found and in_force(found[0]) else None
        values = measured(kpi, rows, as_of) if kpi else ()
        if found and values:
            yield Measured(full_id, found[0], Location.at(found[0].path, found[1].span), kpi, values)


def amount(value: float, unit: str | None) -> str:
    """A value with its unit: `70%`, `148 min`."""
    number = f"{value:.10g}"
    return f"{number}{unit}" if unit == "%" else f"{number} {unit or ''}".rstrip()


def said(threshold: Any) -> str:
    """A number or a range as front matter has it: `99.9`, `[18, 22]`."""
    ends = [f"{end:.10g}" for end in numbers(threshold)]
    return ends[0] if len(ends) == 1 else f"[{', '.join(ends)}]"

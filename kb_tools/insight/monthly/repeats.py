"""How often known errors come back, month by month: in all, by service, by category, and after long holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kb_tools.insight.holidays import back_after
from kb_tools.insight.monthly.scope import Scope
from kb_tools.insight.monthly.span import Span
from kb_tools.insight.periods import ordinal, period_at, period_of
from kb_tools.insight.staffing import kept
from kb_tools.model.handbook import Handbook

__all__ = ["MONTHS", "Repeats", "repeats"]

#: Months that the trend goes back.
MONTHS = 12
#: Steps of a category path (`软件/邮件/性能`) that are told apart.
_STEPS = 2


@dataclass(frozen=True)
class Repeats:
    """Occurrences of known errors by month.

    Attributes:
        months: The months, oldest first.
        total: Occurrences in each month.
        again: Of these, how many were not the first one of their known error.
        after_holiday: Of these, how many came right after a long holiday.
        services: Service -> occurrences in each month, the most frequent first.
        categories: Category in the source language -> a known error that has it, and the occurrences.
    """

    months: tuple[str, ...]
    total: tuple[int, ...]
    again: tuple[int, ...]
    after_holiday: tuple[int, ...]
    services: Mapping[str, tuple[int, ...]]
    categories: Mapping[str, tuple[str, tuple[int, ...]]]


def repeats(handbook: Handbook, span: Span, scope: Scope, holidays: Collection[dt.date]) -> Repeats:
    """The trend up to the end of a span."""
    end = ordinal(span.months[-1])
    months = tuple(period_at(place, "2026-01") for place in range(end - MONTHS + 1, end + 1))
    place = {month: number for number, month in enumerate(months)}
    total, again, after = ([0] * MONTHS for _ in range(3))
    services: dict[str, list[int]] = {}
    categories: dict[str, tuple[str, list[int]]] = {}
    for page in kept(handbook, "known-error"):
        days = sorted(dt.date.fromisoformat(day) for day in page.brief.says.get("occurrences", "").split())
        seen = [(day, place[month]) for day in days if (month := period_of(day, "2026-01")) in place]
        if not seen or not scope.serves(*page.record.services):
            continue
        category = "/".join((page.record.category or "").split("/")[:_STEPS])
        rows = [services.setdefault(service, [0] * MONTHS) for service in page.record.services if scope.serves(service)]
        if category:
            rows.append(categories.setdefault(category, (page.id, [0] * MONTHS))[1])
        for day, number in seen:
            for row in (total, *rows):
                row[number] += 1
            again[number] += day != days[0]
            after[number] += back_after([day], holidays)
    ranked = sorted(services.items(), key=lambda entry: (-sum(entry[1]), entry[0]))
    kinds = sorted(categories.items(), key=lambda entry: (-sum(entry[1][1]), entry[0]))
    return Repeats(
        months,
        tuple(total),
        tuple(again),
        tuple(after),
        {service: tuple(row) for service, row in ranked},
        {category: (page, tuple(row)) for category, (page, row) in kinds},
    )

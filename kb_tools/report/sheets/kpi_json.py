"""KPIs for programs: the same facts as the sheets, with stable keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from kb_tools.insight.kpi import status_of
from kb_tools.insight.scorecard import Measure, Part

__all__ = ["kpis_json"]


def kpis_json(
    measures: Iterable[Measure], as_of: dt.date, parts: Mapping[str, Mapping[str, tuple[Part, ...]]]
) -> dict[str, Any]:
    """KPIs, sorted by id.

    Args:
        measures: The KPIs.
        as_of: The day.
        parts: Role -> KPI -> what the role has to do with it.
    """
    return {
        "as_of": as_of.isoformat(),
        "kpis": [_measure(one, parts) for one in sorted(measures, key=lambda one: one.id)],
    }


def _measure(one: Measure, parts: Mapping[str, Mapping[str, tuple[Part, ...]]]) -> dict[str, Any]:
    kpi, honest = one.kpi, one.honesty
    return {
        "id": one.id,
        "of": one.page.id,
        "of_type": one.page.type,
        "name": kpi.name,
        "unit": kpi.unit,
        "direction": kpi.direction,
        "frequency": kpi.frequency,
        "target": _plain(kpi.target),
        "amber": _plain(kpi.amber),
        "collector": kpi.collector,
        "roles": {role: list(kpis[one.id]) for role, kpis in parts.items() if one.id in kpis},
        "status": one.status,
        "criticality": one.criticality,
        "missed_by": round(one.missed, 9),
        "distance": round(one.distance, 4),
        "weight": round(one.weight, 4),
        "values": [
            {"period": row.period, "value": row.value, "status": status_of(kpi, row.value), "note": row.note}
            for row in one.values
        ],
        "trend": {
            "course": one.trend.course,
            "why_none": one.trend.why_none or None,
            "slope": round(one.trend.slope, 6),
            "count": one.trend.count,
            "first": one.trend.first or None,
            "last": one.trend.last or None,
        },
        "forecast": _forecast(one),
        "honesty": {
            "doubts": list(honest.doubts),
            "stale": honest.stale or None,
            "gaps": list(honest.gaps),
            "never_missed": honest.never_missed,
            "easy": honest.easy,
            "flat": honest.flat,
            "red": honest.red,
            "plans": list(honest.plans),
            "loosened": [
                {
                    "day": change.day.isoformat(),
                    "old": _plain(change.old),
                    "new": _plain(change.new),
                    "period": change.period,
                    "value": change.value,
                }
                for change in honest.loosened
            ],
        },
    }


def _forecast(one: Measure) -> dict[str, Any]:
    found = one.forecast
    numbers = {"value": found.value, "low": found.low, "high": found.high}
    return {
        "why_not": found.why_not or None,
        "period": found.period or None,
        "detail": found.detail or None,
        "status": found.status if found.value is not None else None,
        "count": found.count,
        **{key: None if number is None else round(number, 6) for key, number in numbers.items()},
    }


def _plain(threshold: Any) -> Any:
    return list(threshold) if isinstance(threshold, tuple) else threshold

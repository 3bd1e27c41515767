"""Maturity as JSON knows it: stable keys, ids instead of names, ISO dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from kb_tools.insight.maturity import CHECKS, Moment, Overall, ProcessMaturity, Result

__all__ = ["overall_json", "process_json", "trend_json"]


def overall_json(found: Overall) -> dict[str, Any]:
    """All processes."""
    grades = found.grades
    return {
        "level": found.minimum,
        "median": found.median,
        "distribution": {str(level): count for level, count in found.distribution.items()},
        "weakest": list(found.weakest),
        "assessment": grades
        and {
            "review": grades.review,
            "held_on": grades.held_on.isoformat(),
            "lowest": grades.lowest,
            "grades": dict(grades.grades),
            "previous": dict(grades.previous),
        },
        "processes": [process_json(one) for one in found.processes],
    }


def process_json(found: ProcessMaturity) -> dict[str, Any]:
    """One process with the working of every check."""
    lift = found.lift
    return {
        "id": found.id,
        "level": found.level,
        "declared": found.declared,
        "target": found.target,
        "overstated": found.overstated,
        "ratings": {str(level): rating for level, rating in found.ratings.items()},
        "failing": [check.id for check in found.standing.failing()],
        "lift": lift
        and {
            "to": lift.to,
            "shortest": list(lift.shortest),
            "must": list(lift.must),
            "choices": [{"least": choice.least, "of": list(choice.of)} for choice in lift.choices],
        },
        "checks": [{"id": check.id, "must": check.must, **_result(found.results[check.id])} for check in CHECKS],
    }


def trend_json(moments: Sequence[Moment]) -> list[dict[str, Any]]:
    """Levels over time; the last entry is the present and has neither name nor commit."""
    return [
        {
            "name": moment.name or None,
            "commit": moment.commit or None,
            "day": moment.day.isoformat(),
            "readable": moment.problem is None,
            "level": moment.minimum,
            "median": moment.median,
            "distribution": {str(level): count for level, count in moment.distribution.items()},
            "processes": dict(sorted(moment.levels.items())),
        }
        for moment in moments
    ]


def _result(result: Result) -> dict[str, Any]:
    facts = [{"fact": fact.key, "ok": fact.ok, **_values(fact.values)} for fact in result.facts]
    return {"state": result.state, "facts": facts}


def _values(values: Any) -> dict[str, Any]:
    return {name: _value(value) for name, value in sorted(values.items())}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, dt.date) else value

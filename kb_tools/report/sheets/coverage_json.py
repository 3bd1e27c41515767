"""Coverage as JSON: the same facts as the sheet, with stable keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from kb_tools.content.people import Name
from kb_tools.insight.coverage import ClauseCoverage, FrameworkCoverage
from kb_tools.insight.evidence import Item

__all__ = ["clause_json", "framework_json", "list_json"]


def list_json(known: Mapping[str, FrameworkCoverage], own: Iterable[str]) -> dict[str, Any]:
    """All frameworks with their share."""
    mine = set(own)
    return {"frameworks": [{**_totals(found), "own": key in mine} for key, found in known.items()]}


def framework_json(found: FrameworkCoverage, clauses: Iterable[ClauseCoverage], commit: str = "") -> dict[str, Any]:
    """One framework with these of its clauses.

    Args:
        found: Its coverage.
        clauses: Which clauses are told.
        commit: Commit that was judged; empty for the files as they lie there.
    """
    return {**_totals(found), "commit": commit or None, "clauses": [clause_json(clause) for clause in clauses]}


def clause_json(clause: ClauseCoverage) -> dict[str, Any]:
    """One clause with its evidence."""
    return {
        "clause": clause.id,
        "title": _name(clause.clause.title),
        "demand": _name(clause.clause.demand),
        "kind": list(clause.clause.kind),
        "state": clause.state,
        "named": clause.named,
        "reason": clause.reason or None,
        "parts": [{"framework": key, "clause": number, "state": state} for key, number, state in clause.parts],
        "maps": {key: list(numbers) for key, numbers in clause.clause.maps.items()},
        "evidence": [_item(item) for item in clause.items],
    }


def _totals(found: FrameworkCoverage) -> dict[str, Any]:
    return {
        "framework": found.key,
        "title": _name(found.framework.title),
        "edition": found.framework.edition,
        "edition_of": found.framework.edition_of,
        "as_of": found.as_of.isoformat(),
        "total": len(found.clauses),
        "covered": found.count("covered"),
        "named": found.named,
        "partly": found.count("partly"),
        "gaps": found.count("gap"),
        "percent": round(found.percent, 1) if found.clauses else None,
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "type": item.type,
        "origin": item.origin,
        "state": item.state,
        "day": _day(item.standing.day),
        "due": _day(item.standing.due),
        "owner": item.owner or None,
        "reviewer": item.reviewer or None,
        "record": item.record,
        "count": item.count or None,
        "recent": item.good if item.count else None,
        "via": item.via or None,
    }


def _name(name: Name | None) -> dict[str, str]:
    return dict(sorted(name.root.items())) if name else {}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

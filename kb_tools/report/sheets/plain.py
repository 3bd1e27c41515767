"""Frozen answers as JSON knows them: mappings by field name, sets sorted, days as ISO dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from kb_tools.insight.assignments import Assignment
from kb_tools.insight.handover import Dossier
from kb_tools.insight.role_pack import RolePack
from kb_tools.insight.staffing import Post
from kb_tools.insight.what_if import FAILURES, Figures, Impact

__all__ = ["dossier_json", "impact_json", "pack_json"]


def impact_json(impact: Impact) -> dict[str, Any]:
    """What happens when somebody goes."""
    question = impact.question
    return {
        "people": list(question.people),
        "mode": "leave" if question.last is None else "absence",
        "first": question.first.isoformat(),
        "last": question.last.isoformat() if question.last else None,
        "failures": [name for name, failed in FAILURES.items() if failed(impact)],
        "roles": [{"before": change.before, "state": change.state, **_post(change.role)} for change in impact.roles],
        "successors": _plain(impact.successors),
        "processes": _plain(impact.processes),
        "activities": _plain(impact.activities),
        "approvals": _plain(impact.approvals),
        "contacts": _plain(impact.contacts),
        "known_errors": _plain(impact.known_errors),
        "documents": [{"id": page, "type": kind} for page, kind in impact.documents],
        "assignments": _plain(impact.assignments),
        "skills": _plain(impact.skills),
        "maturity": None
        if impact.maturity is None
        else {process: {"before": old, "after": new} for process, (old, new) in impact.maturity.items()},
        "hand_over": _plain(impact.hand_over),
        "before": _figures(impact.before),
        "after": _figures(impact.after),
        "away": _plain(impact.away),
        "roster": _plain(impact.roster),
        "clashes": _plain(impact.clashes),
    }


def dossier_json(found: Dossier) -> dict[str, Any]:
    """What somebody hands over."""
    return {
        "person": found.person,
        "leaves": found.leaves.isoformat(),
        "roles": [
            {
                **_post(entry.post),
                "held": entry.held,
                "alone": entry.alone,
                "left": list(entry.left),
                "candidates": _plain(entry.candidates),
                "items": list(entry.items),
                "due": entry.due.isoformat(),
            }
            for entry in found.roles
        ],
        "processes": _plain(found.processes),
        "known_errors": dict(found.known_errors),
        "documents": dict(found.documents),
        "assignments": _plain(found.assignments),
        "hand_over": _plain(found.hand_over),
        "impact": impact_json(found.impact),
    }


def pack_json(pack: RolePack) -> dict[str, Any]:
    """What somebody new in a role needs."""
    plain: dict[str, Any] = _plain(pack)
    return plain


def _post(post: Post) -> dict[str, Any]:
    return {"role": post.id, "criticality": post.criticality, "required": post.required, "left": list(post.on_paper)}


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "covered": figures.covered,
        "critical": figures.critical,
        "hhi": round(figures.hhi, 4),
        "truck_factor": figures.truck_factor,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Assignment) or is_dataclass(value):
        return {entry.name: _plain(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, (tuple, list)):
        return [_plain(inner) for inner in value]
    if isinstance(value, float):
        return round(value, 4)
    return value.isoformat() if isinstance(value, dt.date) else value

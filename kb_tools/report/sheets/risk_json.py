"""The key-person report for programs: everything, figures that rank people included.

Keys are stable; what they mean is said in the user guide and in the docstrings of `kb_tools.insight`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kb_tools.insight.authors import Credit
from kb_tools.insight.key_person import KeyPersonReport, post_state
from kb_tools.insight.staffing import Post

__all__ = ["risk_json"]


def risk_json(report: KeyPersonReport, made: Mapping[str, Sequence[Credit]]) -> dict[str, Any]:
    """The report.

    Args:
        report: The report.
        made: Path -> credits from git.
    """
    covered, critical = report.coverage
    factor = report.truck_factor
    return {
        "as_of": report.as_of.isoformat(),
        "role_coverage": {
            "covered": covered,
            "critical": critical,
            "percent": round(report.coverage_percent, 1) if critical else None,
        },
        "deputy_depth": round(report.deputy_depth, 4),
        "roles": [_post(post) for post in report.picture.staff.roles.values()],
        **_work(report),
        "known_errors": _known_errors(report),
        "single_points": _single_points(report),
        "waivers": _waivers(report),
        "concentration": _concentration(report),
        "truck_factor": {"value": factor.value, "exact": factor.exact, "greedy": list(factor.people)},
        "authorship": {path: _credits(found) for path, found in made.items() if any(c.person for c in found)},
    }


def _post(post: Post) -> dict[str, Any]:
    return {
        "id": post.id,
        "criticality": post.criticality,
        "required_cover": post.required,
        "cover": post.cover,
        "proven_cover": len(post.proven),
        "state": post_state(post),
        "risk": round(post.risk, 4),
        "holders": list(post.holders),
        "deputies": list(post.deputies),
        "on_paper": list(post.on_paper),
        "proven": list(post.proven),
    }


def _work(report: KeyPersonReport) -> dict[str, Any]:
    """Processes, activities and decisions."""
    picture = report.picture
    return {
        "processes": [
            {
                "id": flow.id,
                "criticality": flow.criticality,
                "bus_factor": flow.bus_factor,
                "weakest": list(flow.weakest),
                "roles": [post.id for post in flow.posts],
                "risk": round(flow.risk, 4),
            }
            for flow in picture.flows
        ],
        "activities": [
            {"process": t.process, "id": t.id, "cover": len(t.doers), "accountable_cover": len(t.answerable)}
            for t in picture.tasks
        ],
        "approvals": [
            {"decision": a.decision, "limit": a.limit, "roles": list(a.roles), "people": sorted(a.people)}
            for a in picture.approvals
        ],
    }


def _known_errors(report: KeyPersonReport) -> list[dict[str, Any]]:
    return [
        {
            "id": entry.id,
            "criticality": entry.criticality,
            "holders": list(entry.holders),
            "strength": round(entry.strength, 4),
            "quality": {**entry.quality, "share": round(entry.quality_share, 4)},
            "risk": round(entry.risk, 4),
        }
        for entry in report.picture.errors
    ]


def _single_points(report: KeyPersonReport) -> list[dict[str, Any]]:
    return [
        {
            "person": entry.person,
            "roles": list(entry.roles),
            "processes": list(entry.processes),
            "known_errors": list(entry.known_errors),
            "approvals": list(entry.approvals),
        }
        for entry in report.single_points()
    ]


def _waivers(report: KeyPersonReport) -> list[dict[str, Any]]:
    return [
        {
            "id": entry.id,
            "by": entry.by,
            "rule": entry.rule,
            "reason": entry.reason,
            "until": entry.until.isoformat() if entry.until else None,
        }
        for entry in report.waived
    ]


def _concentration(report: KeyPersonReport) -> dict[str, Any]:
    spread = report.concentration
    total = sum(spread.load.values())
    return {
        "hhi": round(spread.hhi, 4),
        "uniform": round(spread.uniform, 4),
        "flagged": list(spread.flagged),
        "people": [
            {
                "person": person,
                "load": spread.load.get(person, 0.0),
                "load_share": round(spread.load.get(person, 0.0) / total, 4) if total else 0.0,
                "key_person_index": round(spread.index.get(person, 0.0), 4),
            }
            for person in sorted({*spread.load, *spread.index})
        ],
    }


def _credits(found: Sequence[Credit]) -> list[dict[str, Any]]:
    return [
        {
            "person": credit.person or None,
            "name": credit.name,
            "doa": round(credit.doa, 4),
            "share": round(credit.share, 4),
            "author": credit.is_author,
        }
        for credit in found
    ]

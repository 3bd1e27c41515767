"""Complaints by kind: what keeps each kind under control, what was recorded lately, and what is still to be done.

A complaint is recorded where it was dealt with: in a requirement collected from it, or in a finding of a review.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kb_tools.content.complaint import COMPLAINTS
from kb_tools.insight.actions import ReviewedAction, reviewed_actions
from kb_tools.insight.control import Sign, control_sign
from kb_tools.insight.kpi import Status, kpi_state
from kb_tools.insight.promises import public_promises
from kb_tools.insight.staffing import kept
from kb_tools.model.cover import cover
from kb_tools.model.handbook import DataRecord, Handbook
from kb_tools.model.page import Page

__all__ = ["LOOKED_BACK", "ComplaintKind", "Recorded", "complaint_kinds", "recorded_complaints"]

#: Days for which a complaint counts as recent.
LOOKED_BACK = 365
#: So often in that time, and a known error counts as one that keeps coming back.
_OFTEN = 3


@dataclass(frozen=True)
class Recorded:
    """A complaint that somebody wrote down.

    Attributes:
        kind: One of the seven kinds.
        page: The requirement or the review.
        part: The finding of the review; empty for a requirement.
        day: When it was collected or found.
        services: Services that it is about, sorted.
        waiting: Actions that answer it and are not done.
        planned: Improvements that come from it and are not closed, sorted.
    """

    kind: str
    page: Page
    part: str
    day: dt.date
    services: tuple[str, ...]
    waiting: tuple[ReviewedAction, ...]
    planned: tuple[str, ...]


@dataclass(frozen=True)
class ComplaintKind:
    """One of the seven kinds.

    Attributes:
        kind: Its key.
        said: What the handbook says about it; None when it says nothing.
        controls: How each of its controls stands, in the handbook's order.
        signs: What can be counted in any handbook.
        recorded: Complaints of this kind within the last year, the newest first.
    """

    kind: str
    said: DataRecord | None
    controls: tuple[Sign, ...]
    signs: tuple[Sign, ...]
    recorded: tuple[Recorded, ...]

    @property
    def open_ends(self) -> int:
        """Actions and improvements that are not done."""
        return len({(a.review.id, a.action.id) for entry in self.recorded for a in entry.waiting}) + len(
            {name for entry in self.recorded for name in entry.planned}
        )


def complaint_kinds(handbook: Handbook, as_of: dt.date) -> tuple[ComplaintKind, ...]:
    """All seven kinds as they stand on a day."""
    recorded = recorded_complaints(handbook, as_of)
    found = []
    for kind in COMPLAINTS:
        said = handbook.complaints.get(kind)
        controls = tuple(control_sign(handbook, target, as_of) for target in (said.value.controls if said else ()))
        counted = _COUNTED.get(kind)
        signs = counted(handbook, as_of) if counted else None
        own = tuple(entry for entry in recorded if entry.kind == kind)
        found.append(ComplaintKind(kind, said, controls, (signs,) if signs else (), own))
    return tuple(found)


def recorded_complaints(handbook: Handbook, as_of: dt.date) -> tuple[Recorded, ...]:
    """Complaints of the last 365 days, the newest first."""
    found = [*_required(handbook), *_found(handbook, as_of)]
    recent = [entry for entry in found if 0 <= (as_of - entry.day).days <= LOOKED_BACK]
    return tuple(sorted(recent, key=lambda entry: (-entry.day.toordinal(), entry.page.id, entry.part)))


def _required(handbook: Handbook) -> Iterator[Recorded]:
    for page in kept(handbook, "requirement"):
        record = page.record
        if record.complaint and record.collected_on:
            services = (record.service,) if record.service else ()
            planned = [*record.planned_by, *_from(handbook, page.id)]
            yield Recorded(record.complaint, page, "", record.collected_on, services, (), _running(handbook, planned))


def _found(handbook: Handbook, as_of: dt.date) -> Iterator[Recorded]:
    reviews = [page for page in kept(handbook, "review") if b'"complaint"' in page.front]
    if not reviews:
        return
    waiting: dict[tuple[str, str], list[ReviewedAction]] = {}
    for item in reviewed_actions(handbook, as_of):
        if item.is_open and item.action.finding:
            waiting.setdefault((item.review.id, item.action.finding), []).append(item)
    for page in reviews:
        record = page.record
        if record.status != "approved" or not record.held_on:
            continue
        for finding in record.findings:
            if finding.complaint:
                about = _services(handbook, (finding.about,) if finding.about else record.subject)
                answers = [a.improvement for a in record.actions if a.improvement and a.finding == finding.id]
                left = tuple(waiting.get((page.id, finding.id), ()))
                planned = _running(handbook, answers)
                yield Recorded(finding.complaint, page, finding.id, record.held_on, about, left, planned)


def _services(handbook: Handbook, about: tuple[str, ...]) -> tuple[str, ...]:
    """Services among pages, and those that agreements among them are about."""
    found = set()
    for name in about:
        page = handbook.by_id.get(name)
        if page and page.type == "service":
            found.add(page.id)
        elif page and page.readable and (service := getattr(page.record, "service", None)):
            found.add(service)
    return tuple(sorted(found))


def _from(handbook: Handbook, source: str) -> list[str]:
    return [page.id for page in kept(handbook, "improvement") if source in page.record.source]


def _running(handbook: Handbook, names: list[str]) -> tuple[str, ...]:
    pages = [handbook.by_id.get(name) for name in names]
    return tuple(
        sorted(
            {
                page.id
                for page in pages
                if page and page.type == "improvement" and page.readable
                if page.record.stage not in ("closed", "rejected")
            }
        )
    )


def _share(key: str, lacking: list[str], count: int, *, bad: bool = True) -> Sign | None:
    """A sign that says how many of several records lack something; None where there is no record."""
    if not count:
        return None
    status: Status = ("bad" if bad else "watch") if lacking else "good"
    return Sign(status, key, {"count": len(lacking), "all": count}, tuple(sorted(lacking)))


def _recurring(handbook: Handbook, as_of: dt.date) -> Sign | None:
    pages = [page for page in kept(handbook, "known-error") if page.values.get("state") != "archived"]
    since = str(as_of - dt.timedelta(days=LOOKED_BACK))

    def often(values: Mapping[str, Any]) -> bool:
        return bool(sum(since <= day <= str(as_of) for day in values.get("occurrences", ())) >= _OFTEN)

    lacking = [page.id for page in pages if often(page.values) and page.values.get("resolution") != "fixed"]
    return _share("recurring", lacking, len(pages), bad=False)


def _unskilled(handbook: Handbook, as_of: dt.date) -> Sign | None:
    roles = [page for page in kept(handbook, "role") if page.record.skills]
    lacking = [page.id for page in roles if any(m.gaps for m in cover(handbook, page, as_of).members if not m.inactive)]
    return _share("unskilled", lacking, len(roles), bad=False)


def _unreachable(handbook: Handbook, as_of: dt.date) -> Sign | None:
    services = list(kept(handbook, "service"))
    lacking = [page.id for page in services if not (page.record.channels and page.record.escalation)]
    return _share("unreachable", lacking, len(services))


def _unstable(handbook: Handbook, as_of: dt.date) -> Sign | None:
    measured = []
    for page in kept(handbook, "service"):
        states = {kpi_state(handbook, f"{page.id}/{kpi.id}", as_of).status for kpi in page.record.kpis} - {"unknown"}
        if states:
            measured.append((page.id, states))
    lacking = [name for name, states in measured if states & {"bad", "watch"}]
    return _share("unstable", lacking, len(measured), bad=any("bad" in states for _, states in measured))


def _lost(handbook: Handbook, as_of: dt.date) -> Sign | None:
    services = [page for page in kept(handbook, "service") if (page.record.criticality or 0) >= _CRITICAL]
    lacking = [page.id for page in services if page.record.rpo is None]
    return _share("data_loss", lacking, len(services))


def _deceived(handbook: Handbook, as_of: dt.date) -> Sign | None:
    promises = public_promises(handbook, as_of)
    lacking = [promise.agreement.id for promise in promises if promise.verdict != "within"]
    return _share("deceived", lacking, len(promises), bad=any(promise.verdict == "beyond" for promise in promises))


#: Criticality from which a service must say how much data may be lost.
_CRITICAL = 4
_COUNTED: dict[str, Callable[[Handbook, dt.date], Sign | None]] = {
    "recurring": _recurring,
    "deceived": _deceived,
    "unskilled": _unskilled,
    "unreachable": _unreachable,
    "unstable": _unstable,
    "data-loss": _lost,
}

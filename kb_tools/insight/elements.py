"""The four elements of IT service management, process by process: process, organisation, technology, information.

Each element is a short list of questions to the page that are answered by yes or no; nothing is weighed. The order is
the one in which FitSM and ITIL (people, process, technology) have them, with information as the fourth.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from kb_tools.model.cover import cover
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["ELEMENTS", "Element", "ProcessElements", "four_elements"]

#: In the order in which they are shown.
ELEMENTS = ("process", "organisation", "technology", "information")


@dataclass(frozen=True)
class Element:
    """One element of one process.

    Attributes:
        name: One of `ELEMENTS`.
        checks: Question -> whether the page answers it.
    """

    name: str
    checks: Mapping[str, bool]

    @property
    def met(self) -> int:
        """How many questions are answered."""
        return sum(self.checks.values())

    @property
    def share(self) -> float:
        """Share of answered questions, from 0 to 1."""
        return self.met / len(self.checks)

    @property
    def missing(self) -> tuple[str, ...]:
        """Questions that are not answered."""
        return tuple(key for key, met in self.checks.items() if not met)


@dataclass(frozen=True)
class ProcessElements:
    """A process with its four elements."""

    process: str
    elements: tuple[Element, ...]


def four_elements(handbook: Handbook, as_of: dt.date) -> tuple[ProcessElements, ...]:
    """How far each process that is not retired covers the four elements on a day, by file."""
    pages = [page for page in handbook.by_type.get("process", ()) if page.readable]
    return tuple(
        ProcessElements(page.id, tuple(Element(name, _CHECKS[name](handbook, page, as_of)) for name in ELEMENTS))
        for page in pages
        if page.record.status != "retired"
    )


def _process(handbook: Handbook, page: Page, as_of: dt.date) -> dict[str, bool]:
    record = page.record
    described = {other.values.get("process") for other in handbook.by_type.get("procedure", ()) if other.readable}
    steps = [activity for activity in record.activities if activity.procedure or activity.process]
    return {
        "purpose": bool(record.purpose),
        "scope": bool(record.scope and record.scope.in_),
        "inputs": bool(record.inputs),
        "outputs": bool(record.outputs),
        "activities": bool(record.activities),
        "procedures": bool(steps) or page.id in described,
    }


def _organisation(handbook: Handbook, page: Page, as_of: dt.date) -> dict[str, bool]:
    record = page.record
    activities = record.activities
    return {
        "owner": _held(handbook, record.owner, as_of),
        "manager": _held(handbook, record.manager, as_of),
        "responsible": bool(activities)
        and all(activity.responsible and activity.accountable for activity in activities),
        "people": bool(record.resources and record.resources.people),
        "teams": bool(record.teams),
    }


def _technology(handbook: Handbook, page: Page, as_of: dt.date) -> dict[str, bool]:
    record = page.record
    return {
        "tools": bool(record.resources and record.resources.tools),
        "systems": bool(record.records) and all(kept.system for kept in record.records),
        "sources": bool(record.kpis) and all(kpi.source for kpi in record.kpis),
    }


def _information(handbook: Handbook, page: Page, as_of: dt.date) -> dict[str, bool]:
    record = page.record
    return {
        "information": bool(record.resources and record.resources.information),
        "records": bool(record.records),
        "kpis": bool(record.kpis),
        "measured": any(handbook.actuals.get(f"{page.id}/{kpi.id}") for kpi in record.kpis),
        "policies": bool(record.policies),
    }


def _held(handbook: Handbook, role: str | None, as_of: dt.date) -> bool:
    page = handbook.by_id.get(role or "")
    if page is None or page.type != "role" or not page.readable:
        return False
    return bool(cover(handbook, page, as_of).active_holders)


_CHECKS = {"process": _process, "organisation": _organisation, "technology": _technology, "information": _information}

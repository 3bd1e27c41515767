"""What the five gaps rest on: requirements, agreements, public promises, complaints, gap analyses of each service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kb_tools.insight.complaints import Recorded, recorded_complaints
from kb_tools.insight.kpi import KpiState, kpi_state
from kb_tools.insight.promises import Promise, in_force, public_promises
from kb_tools.insight.staffing import kept
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["GapRecords"]


@dataclass(frozen=True)
class GapRecords:
    """Records by service, gathered once for all services."""

    handbook: Handbook
    as_of: dt.date

    @cached_property
    def requirements(self) -> Mapping[str, list[Page]]:
        """Service -> approved requirements that had been collected by the day."""
        found: dict[str, list[Page]] = {}
        for page in kept(self.handbook, "requirement"):
            collected = page.record.collected_on
            if page.record.service and page.record.status == "approved" and not (collected and collected > self.as_of):
                found.setdefault(page.record.service, []).append(page)
        return found

    def state(self, page: Page, kpi: Any) -> KpiState:
        """How a KPI of a page stands on the day."""
        return kpi_state(self.handbook, f"{page.id}/{kpi.id}", self.as_of)

    @cached_property
    def agreements(self) -> Mapping[str, list[Page]]:
        """Service -> its SLAs in force."""
        found: dict[str, list[Page]] = {}
        for page in kept(self.handbook, "agreement"):
            if in_force(page, self.as_of):
                found.setdefault(page.record.service or "", []).append(page)
        return found

    @cached_property
    def promises(self) -> Mapping[str, list[Promise]]:
        """Service -> what is promised in public."""
        found: dict[str, list[Promise]] = {}
        for promise in public_promises(self.handbook, self.as_of):
            found.setdefault(promise.service, []).append(promise)
        return found

    @cached_property
    def complaints(self) -> Mapping[str, list[Recorded]]:
        """Service -> complaints of the last year, the newest first."""
        found: dict[str, list[Recorded]] = {}
        for entry in recorded_complaints(self.handbook, self.as_of):
            for service in entry.services:
                found.setdefault(service, []).append(entry)
        return found

    @cached_property
    def analyses(self) -> Mapping[str, Page]:
        """Service -> the newest gap analysis that looked at it."""
        found: dict[str, Page] = {}
        held = [page for page in kept(self.handbook, "review") if page.record.kind == "gap-analysis"]
        held = [page for page in held if page.record.status == "approved" and page.record.held_on]
        for page in sorted(held, key=lambda page: (page.record.held_on, page.id)):
            if page.record.held_on <= self.as_of:
                found.update(dict.fromkeys(page.record.subject, page))
        return found

"""Which part of the handbook a report is about: everything, the services that it covers, or one service alone."""

from __future__ import annotations

from dataclasses import dataclass

from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["Scope"]


@dataclass(frozen=True)
class Scope:
    """What counts.

    Attributes:
        services: Services whose promises and known errors count; empty for all.
        only: The one service that everything is about; empty for none.
    """

    services: frozenset[str] = frozenset()
    only: str = ""

    def serves(self, *services: str) -> bool:
        """Whether something about these services counts."""
        wanted = frozenset({self.only}) if self.only else self.services
        return not wanted or bool(wanted.intersection(services))

    def about(self, handbook: Handbook, *targets: str) -> bool:
        """Whether a record that is about these pages counts: they are the service, or belong to it.

        Without a single service every record counts, because why something happened lies in processes, roles and
        procedures as well.
        """
        return not self.only or any(_belongs(handbook.by_id.get(target), target, self.only) for target in targets)

    def measures(self, kpi: str) -> bool:
        """Whether a KPI counts where KPIs of one service alone are wanted."""
        return not self.only or kpi.partition("/")[0] == self.only


def _belongs(page: Page | None, target: str, service: str) -> bool:
    """Whether a page is the service, one of its agreements or one of its known errors."""
    if target.partition("/")[0] == service:
        return True
    if page is None or not page.readable or page.type not in ("agreement", "known-error"):
        return False
    record = page.record
    return bool(record.service == service if page.type == "agreement" else service in record.services)

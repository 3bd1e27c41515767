"""What a role must do, collected from every page that gives it something to do; read once per edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from kb_tools.content.scalars import DurationValue
from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView

__all__ = ["KINDS", "Duty", "duties"]

#: How a role can be named, in the order in which its holder needs to know it.
KINDS = (
    "answers",
    "runs",
    "performs",
    "acts",
    "responsible",
    "accountable",
    "called",
    "collects",
    "consulted",
    "informed",
)
#: An improvement that is over gives nobody anything to do.
_ENDED = ("closed", "rejected")
_RACI = ("responsible", "accountable", "consulted", "informed")


class Duty(NamedTuple):
    """One thing that a role must do.

    Attributes:
        kind: One of `KINDS`.
        page: Page that says so.
        part: Id of the activity or KPI on that page; empty for the page as a whole.
        after: For an escalation: how much time has passed by then. For an activity: its time limit.
    """

    kind: str
    page: str
    part: str = ""
    after: DurationValue | None = None


@dataclass(frozen=True)
class _Source:
    local: LocalPage

    def collect(self) -> Iterator[tuple[str, Duty]]:
        record, page = self.local.record, self.local.id
        for field, kind in (
            ("owner", "answers"),
            ("manager", "runs"),
            ("performer", "performs"),
            ("accountable", "accountable"),
        ):
            if isinstance(role := getattr(record, field, None), str):
                yield role, Duty(kind, page)
        for activity in getattr(record, "activities", ()):
            for kind in _RACI:
                for role in getattr(activity, kind):
                    yield role, Duty(kind, page, activity.id, activity.time_limit)
        for step in getattr(record, "escalation", ()):
            yield step.to, Duty("called", page, after=step.after)
        for kpi in getattr(record, "kpis", ()):
            if collector := getattr(kpi, "collector", None):
                yield collector, Duty("collects", page, kpi.id)
        for action in getattr(record, "actions", ()):
            if not action.done_on:
                yield action.owner, Duty("acts", page, action.id)


def duties(view: EditionView, role: str) -> dict[str, list[Duty]]:
    """What a role must do, by kind; kinds without anything are left out."""
    found: list[Duty] = view.once("duties", lambda: _index(view)).get(role, [])
    by_kind: dict[str, list[Duty]] = {}
    for duty in found:
        by_kind.setdefault(duty.kind, []).append(duty)
    return {kind: by_kind[kind] for kind in KINDS if kind in by_kind}


def _index(view: EditionView) -> dict[str, list[Duty]]:
    found: defaultdict[str, list[Duty]] = defaultdict(list)
    for local in view.edition.pages:
        if local.type in ("known-error", "term", "article", "notice") or not local.source.readable:
            continue
        record: Any = local.record
        if record.status == "retired" or getattr(record, "stage", "") in _ENDED:
            continue
        for role, duty in _Source(local).collect():
            found[role].append(duty)
    return dict(found)

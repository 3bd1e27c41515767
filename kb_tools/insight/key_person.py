"""The key-person report: where one person alone, or nobody, stands between the handbook and a standstill."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb_tools.insight.authors import Credit
from kb_tools.insight.concentration import Concentration, TruckFactor, deputy_depth
from kb_tools.insight.knowledge import KnownErrorHolders
from kb_tools.insight.picture import Picture, take_picture
from kb_tools.insight.staffing import Post, kept
from kb_tools.insight.weak_points import Approval, Workflow
from kb_tools.model.cover import accepted_risks
from kb_tools.model.handbook import Handbook

__all__ = ["STATES", "KeyPersonReport", "SinglePoints", "Waived", "key_person_report", "post_state"]

#: States of a role from worst to best: nobody holds it, nobody who holds it is qualified, one person only, fewer than
#: required, enough on paper but not proven, enough.
STATES = ("vacant", "unqualified", "single", "short", "paper", "covered")
#: Rules whose suppression says that a key-person finding is known.
_WAIVABLE = frozenset({"KB306", "KB307", "KB313", "KB314"})


@dataclass(frozen=True)
class Waived:
    """A gap that somebody has accepted, until a day.

    Attributes:
        id: The role or other record.
        by: The accepted risk, or the page itself when a suppression comment says so.
        rule: Code of the suppressed rule; empty for a risk.
        reason: Why; empty for a risk, whose page says it.
        until: Last day; None for no end.
    """

    id: str
    by: str
    rule: str
    reason: str
    until: dt.date | None


@dataclass(frozen=True)
class SinglePoints:
    """What only one person can do.

    Attributes:
        person: The person.
        roles: Roles that only they cover.
        processes: Processes that stop without them.
        known_errors: Known errors that only they understand.
        approvals: Decisions that only they may take.
    """

    person: str
    roles: tuple[str, ...]
    processes: tuple[str, ...]
    known_errors: tuple[str, ...]
    approvals: tuple[str, ...]


@dataclass(frozen=True)
class KeyPersonReport:
    """The report of a day.

    Attributes:
        as_of: The day.
        picture: Everything that was counted.
        waived: Accepted gaps, sorted.
        concentration: How work and knowledge are spread; for JSON only.
        truck_factor: For JSON only.
    """

    as_of: dt.date
    picture: Picture
    waived: tuple[Waived, ...]
    concentration: Concentration
    truck_factor: TruckFactor

    @property
    def coverage(self) -> tuple[int, int]:
        """Critical roles that two or more people cover, and all critical roles: KPI-KEY-01."""
        return self.picture.coverage()

    @property
    def coverage_percent(self) -> float:
        """KPI-KEY-01 in per cent; 100 without critical roles."""
        covered, critical = self.coverage
        return 100 * covered / critical if critical else 100.0

    @property
    def deputy_depth(self) -> float:
        """Mean cover of all roles, less one."""
        return deputy_depth(self.picture.staff)

    @property
    def weak_roles(self) -> tuple[Post, ...]:
        """Roles that are not covered and proven as required; the worst and most critical first."""
        weak = [post for post in self.picture.staff.roles.values() if post_state(post) != "covered"]
        return tuple(sorted(weak, key=lambda post: (STATES.index(post_state(post)), -post.criticality, post.id)))

    @property
    def weak_processes(self) -> tuple[Workflow, ...]:
        """Processes with a bus factor of 0 or 1, the worst and most critical first."""
        weak = [flow for flow in self.picture.flows if flow.bus_factor <= 1]
        return tuple(sorted(weak, key=lambda flow: (flow.bus_factor, -flow.criticality, flow.id)))

    @property
    def weak_errors(self) -> tuple[KnownErrorHolders, ...]:
        """Known errors that nobody or one person understands, orphans and the most critical first."""
        weak = [entry for entry in self.picture.errors if len(entry.holders) <= 1]
        return tuple(sorted(weak, key=lambda entry: (len(entry.holders), -entry.criticality, entry.id)))

    @property
    def weak_approvals(self) -> tuple[Approval, ...]:
        """Decisions that nobody or one person may take."""
        weak = [entry for entry in self.picture.approvals if len(entry.people) <= 1]
        return tuple(sorted(weak, key=lambda entry: (len(entry.people), entry.key)))

    def single_points(self) -> tuple[SinglePoints, ...]:
        """What only one person can do, by person; whoever has most comes first."""
        alone: dict[str, dict[str, dict[str, None]]] = {}
        for person, kind, item in self._alone():
            alone.setdefault(person, {}).setdefault(kind, {})[item] = None
        found = [
            SinglePoints(
                person, *(tuple(kinds.get(kind, ())) for kind in ("role", "process", "known-error", "approval"))
            )
            for person, kinds in alone.items()
        ]
        return tuple(sorted(found, key=lambda entry: (-len(entry.roles) - len(entry.known_errors), entry.person)))

    def _alone(self) -> Iterator[tuple[str, str, str]]:
        for post in self.picture.staff.roles.values():
            if post.cover == 1 and post.required > 1:
                yield post.on_paper[0], "role", post.id
        for flow in self.picture.flows:
            for post in flow.posts:
                if post.cover == 1:
                    yield post.on_paper[0], "process", flow.id
        for entry in self.picture.errors:
            if len(entry.holders) == 1:
                yield entry.holders[0], "known-error", entry.id
        for approval in self.picture.approvals:
            if len(approval.people) == 1:
                yield next(iter(approval.people)), "approval", approval.decision


def key_person_report(
    handbook: Handbook, as_of: dt.date, made: Mapping[str, Sequence[Credit]] | None = None
) -> KeyPersonReport:
    """The report.

    Args:
        handbook: The handbook.
        as_of: Its day.
        made: Path -> credits from git; without it only declared authors count.
    """
    picture = take_picture(handbook, as_of, made)
    return KeyPersonReport(
        as_of, picture, tuple(_waived(handbook, as_of)), picture.concentration(), picture.truck_factor()
    )


def post_state(post: Post) -> str:
    """How a role stands, one of `STATES`."""
    if not post.holders:
        return "vacant"
    if not post.on_paper:
        return "unqualified"
    if post.cover == 1 and post.required > 1:
        return "single"
    if post.missing:
        return "short"
    return "paper" if len(post.proven) < post.required else "covered"


def _waived(handbook: Handbook, as_of: dt.date) -> Iterator[Waived]:
    for target, risk in sorted(accepted_risks(handbook, as_of).items()):
        yield Waived(target, risk.id, "", "", risk.record.accepted_until)
    for page in kept(handbook, "role", "process", "known-error"):
        for waiver in page.waivers:
            try:
                until = dt.date.fromisoformat(waiver.until) if waiver.until else None
            except ValueError:  # no such day: KB090 reports it, and it suppresses nothing
                continue
            for code in waiver.codes:
                if code in _WAIVABLE and (until is None or until >= as_of):
                    yield Waived(page.id, page.id, code, waiver.reason, until)

"""The five gaps of service quality of each service, computed from records (Parasuraman, Zeithaml, Berry 1985).

1 what customers want, and what we believe; 2 what we know, and what we promise; 3 what we promise, and what we do;
4 what we say in public, and what we promise; 5 what customers expect, and what they perceive. Each gap gathers signs;
what a gap analysis judged stands beside them, and the worse of both counts. Where nothing is known, nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kb_tools.insight.complaints import Recorded
from kb_tools.insight.control import Sign, worst
from kb_tools.insight.gain import lies_better
from kb_tools.insight.gap_records import GapRecords
from kb_tools.insight.kpi import Status, kpi_state
from kb_tools.insight.periods import first_day
from kb_tools.insight.staffing import kept
from kb_tools.model.handbook import Actual, Handbook
from kb_tools.model.page import Page

__all__ = ["GAPS", "GapState", "Judgement", "ServiceGaps", "service_gaps"]

GAPS = ("1", "2", "3", "4", "5")
#: Days after which customers should have been asked again.
_STALE = 365
#: Values that make a year, by frequency; of daily values a quarter is enough to judge.
_YEAR = {"daily": 90, "weekly": 52, "monthly": 12, "quarterly": 4, "yearly": 2}
#: Needs that matter are collected in at least two ways.
_WAYS = 2
#: Size of a judged gap -> status; 1 is no gap, 5 one that customers complain about.
_SIZES: dict[int, Status] = {1: "good", 2: "good", 3: "watch", 4: "bad", 5: "bad"}


@dataclass(frozen=True)
class Judgement:
    """What the newest gap analysis says of a gap.

    Attributes:
        review: The review.
        number: Position of the gap in its `gaps`, from 0.
        size: 1 to 5.
    """

    review: Page
    number: int
    size: int

    @property
    def status(self) -> Status:
        """1 and 2 are good, 3 is to be watched, 4 and 5 are bad."""
        return _SIZES[self.size]


@dataclass(frozen=True)
class GapState:
    """One gap of one service.

    Attributes:
        gap: `1` to `5`.
        signs: What the records say.
        judged: What people said who looked at it; None when nobody did.
    """

    gap: str
    signs: tuple[Sign, ...]
    judged: Judgement | None

    @property
    def computed(self) -> Status:
        """What the signs come to."""
        return worst(self.signs)

    @property
    def status(self) -> Status:
        """The worse of what is computed and what was judged."""
        judged = (Sign(self.judged.status, "judged"),) if self.judged else ()
        return worst((*self.signs, *judged))


@dataclass(frozen=True)
class ServiceGaps:
    """The five gaps of a service, and the newest gap analysis of it."""

    service: Page
    gaps: tuple[GapState, ...]
    review: Page | None

    @property
    def status(self) -> Status:
        """The worst of the five."""
        return worst(tuple(Sign(gap.status, "gap") for gap in self.gaps))


def service_gaps(handbook: Handbook, as_of: dt.date) -> tuple[ServiceGaps, ...]:
    """Every service that is not retired, sorted by file."""
    records = GapRecords(handbook, as_of)
    return tuple(_of_service(records, page) for page in kept(handbook, "service") if page.record.stage != "retired")


def _of_service(records: GapRecords, page: Page) -> ServiceGaps:
    wanted = records.requirements.get(page.id, [])
    agreements = records.agreements.get(page.id, [])
    review = records.analyses.get(page.id)
    signs = {
        "1": _heard(records, wanted),
        "2": _promised(records, wanted, agreements),
        "3": _kept(records, agreements),
        "4": _said(records, page),
        "5": _perceived(records, page),
    }
    judged = {item.gap: Judgement(review, n, item.size) for n, item in enumerate(review.record.gaps)} if review else {}
    gaps = tuple(GapState(gap, (*signs[gap], *_marked(wanted, gap)), judged.get(gap)) for gap in GAPS)
    return ServiceGaps(page, gaps, review)


def _ids(pages: Sequence[Page]) -> tuple[str, ...]:
    return tuple(page.id for page in pages)


def _marked(wanted: list[Page], gap: str) -> Iterator[Sign]:
    """Requirements that say themselves to which gap they belong, and are not met."""
    found = [page for page in wanted if page.record.gap == gap and not page.record.met_by and not page.record.declined]
    if found:
        yield Sign("watch", "marked", {"count": len(found)}, _ids(found))


def _heard(records: GapRecords, wanted: list[Page]) -> Iterator[Sign]:
    """Gap 1: who was asked, in how many ways, how long ago, and who never got an answer."""
    if not wanted:
        yield Sign("unknown", "no_requirements")
        return
    ways = {page.record.method for page in wanted if page.record.method}
    facts = {"count": len(wanted), "ways": len(ways), "methods": tuple(sorted(ways))}
    yield Sign("good" if len(ways) >= _WAYS else "watch", "heard", facts, _ids(wanted))
    days = [page.record.collected_on for page in wanted if page.record.collected_on]
    if days:
        stale = (records.as_of - max(days)).days > _STALE
        yield Sign("watch" if stale else "good", "asked_long_ago" if stale else "asked", {"day": max(days)})
    silent = [page for page in wanted if not _answered(page)]
    if silent:
        yield Sign("bad", "unanswered", {"count": len(silent)}, _ids(silent))


def _answered(page: Page) -> bool:
    return bool(page.record.met_by or page.record.planned_by or page.record.declined)


def _promised(records: GapRecords, wanted: list[Page], agreements: list[Page]) -> Iterator[Sign]:
    """Gap 2: which requirements stand in an agreement, which only in somebody's plan or habit, which nowhere."""
    asked = [page for page in wanted if not page.record.declined]
    if not wanted:
        yield Sign("unknown", "no_requirements")
    if not agreements:
        yield Sign("bad" if asked else "unknown", "no_agreement")
    elif wanted and not asked:
        yield Sign("unknown", "only_declined")
    if not asked or not agreements:
        return
    targets = {page.id for page in agreements}
    for page in agreements:
        metrics = (target.metric for target in page.record.targets if target.metric)
        targets |= {goal.id for metric in metrics if (goal := records.handbook.resolve(metric, ("kpi",), page))}
    groups: dict[str, list[Page]] = {"in_target": [], "only_worked": [], "only_planned": [], "nowhere": []}
    for page in asked:
        met, planned = page.record.met_by, page.record.planned_by
        key = "in_target" if targets.intersection(met) else "only_worked" if met else "only_planned"
        groups[key if met or planned else "nowhere"].append(page)
    statuses: dict[str, Status] = {
        "in_target": "good",
        "only_worked": "watch",
        "only_planned": "watch",
        "nowhere": "bad",
    }
    for key, pages in groups.items():
        if pages:
            yield Sign(statuses[key], key, {"count": len(pages), "all": len(asked)}, _ids(pages))


def _kept(records: GapRecords, agreements: list[Page]) -> Iterator[Sign]:
    """Gap 3: each target against what was measured within a year."""
    if not agreements:
        yield Sign("unknown", "no_agreement")
    for page in agreements:
        for target in page.record.targets:
            if target.metric and target.value is not None:
                yield _measured(records, page, target)
        silent = [target.id for target in page.record.targets if not target.metric]
        if silent:
            yield Sign("unknown", "not_measured", {"count": len(silent)}, tuple(f"{page.id}/{name}" for name in silent))


def _began(actual: Actual) -> dt.date:
    """First day of a value's period: what was measured before a promise held says nothing about it."""
    return first_day(actual.period) or dt.date.min


def _measured(records: GapRecords, page: Page, target: Any) -> Sign:
    handbook = records.handbook
    found = handbook.resolve(target.metric, ("kpi",), page)
    kpi = handbook.kpi(found.id) if found else None
    name = f"{page.id}/{target.id}"
    if found is None or kpi is None:
        return Sign("unknown", "no_values", ids=(name,))
    begun = page.record.valid_from
    values = [
        value for value in kpi_state(handbook, found.id, records.as_of).values if not begun or _began(value) >= begun
    ]
    values = values[-_YEAR[kpi.frequency] :]
    if not values:
        return Sign("unknown", "no_values", ids=(name, found.id))
    missed = [value for value in values if not _reaches(kpi, value, target.value)]
    facts: dict[str, Any] = {
        "promised": target.value,
        "count": len(missed),
        "all": len(values),
        "period": values[-1].period,
        "value": values[-1].value,
    }
    if not missed:
        return Sign("good", "kept", facts, (name, found.id))
    facts["periods"] = tuple(value.period for value in missed)
    now = missed[-1] is values[-1]
    return Sign("bad" if now else "watch", "missed_now" if now else "missed", facts, (name, found.id))


def _reaches(kpi: Any, actual: Actual, promised: float) -> bool:
    if kpi.direction == "range":
        return _in_range(kpi, actual.value)
    return actual.value == promised or lies_better(kpi.direction, actual.value, promised)


def _in_range(kpi: Any, value: float) -> bool:
    low, high = kpi.target if isinstance(kpi.target, tuple) else (kpi.target, kpi.target)
    return bool(low <= value <= high)


def _said(records: GapRecords, page: Page) -> Iterator[Sign]:
    """Gap 4: public promises, number by number, and complaints of having been misled."""
    found = records.promises.get(page.id, [])
    if not found:
        yield Sign("unknown", "no_promise")
    statuses: dict[str, Status] = {"within": "good", "beyond": "bad", "unmatched": "watch"}
    for promise in found:
        ids = tuple(f"{promise.agreement.id}/{name}" for name in promise.matched)
        yield Sign(statuses[promise.verdict], f"promise_{promise.verdict}", {}, (promise.agreement.id, *ids))
        if promise.unmeasured:
            silent = tuple(f"{promise.agreement.id}/{name}" for name in promise.unmeasured)
            yield Sign("watch", "promise_unmeasured", {"count": len(silent)}, silent)
    misled = [entry for entry in records.complaints.get(page.id, []) if entry.kind == "deceived"]
    if misled:
        yield Sign("bad", "misled", {"count": len(misled)}, _places(misled))


def _perceived(records: GapRecords, page: Page) -> Iterator[Sign]:
    """Gap 5: satisfaction as measured, complaints, and whether good figures hide bad feelings."""
    asked = [kpi for kpi in page.record.kpis if kpi.kind == "satisfaction"]
    states = [records.state(page, kpi) for kpi in asked]
    if not asked:
        yield Sign("unknown", "no_satisfaction")
    for state in states:
        if state.latest is None:
            yield Sign("unknown", "no_values", ids=(state.id,))
        else:
            facts = {"value": state.latest.value, "period": state.latest.period}
            yield Sign(state.status, "satisfied", facts, (state.id,))
    others = [records.state(page, kpi).status for kpi in page.record.kpis if kpi not in asked]
    if others and set(others) == {"good"} and any(state.status in ("watch", "bad") for state in states):
        yield Sign("watch", "green_figures", ids=(page.id,))
    complained = records.complaints.get(page.id, [])
    if complained:
        waiting = any(entry.waiting or entry.planned for entry in complained)
        key = "complained_open" if waiting else "complained"
        yield Sign("watch", key, {"count": len(complained)}, _places(complained))


def _places(entries: list[Recorded]) -> tuple[str, ...]:
    return tuple(f"{entry.page.id}#{entry.part}" if entry.part else entry.page.id for entry in entries)

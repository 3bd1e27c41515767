"""The maturity of one process: every check with its working, and the level that they give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kb_tools.insight.maturity import defined, managed, optimising, repeatable
from kb_tools.insight.maturity.evidence import Result
from kb_tools.insight.maturity.ground import Ground
from kb_tools.insight.maturity.scale import CHECKS, LEVELS, Lift, Rating, Standing
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["ProcessMaturity", "levels", "process_maturity", "processes"]

_LOOKS: Mapping[str, Callable[[Ground, Page], Result]] = {
    "M2.1": repeatable.staffed,
    "M2.2": repeatable.ends,
    "M2.3": repeatable.activities,
    "M2.4": repeatable.measures,
    "M2.5": repeatable.executed,
    "M2.6": repeatable.records,
    "M3.1": defined.approved,
    "M3.2": defined.raci,
    "M3.3": defined.steps,
    "M3.4": defined.neighbours,
    "M3.5": defined.elements,
    "M3.6": defined.measurable,
    "M3.7": defined.substitutes,
    "M3.8": defined.trained,
    "M3.9": defined.anchored,
    "M4.1": managed.series,
    "M4.2": managed.reviewed,
    "M4.3": managed.answered,
    "M4.4": managed.held_up,
    "M4.5": managed.tuned,
    "M4.6": managed.followed,
    "M5.1": optimising.improved,
    "M5.2": optimising.locked,
    "M5.3": optimising.circle,
    "M5.4": optimising.course,
    "M5.5": optimising.preventive,
}


@dataclass(frozen=True)
class ProcessMaturity:
    """What the evidence of a process says.

    Attributes:
        id: The process.
        declared: Level that its page declares; None when it does not.
        target: Level that it is to reach; None when nobody said so.
        results: Check -> how it ended, in the order of the scale.
    """

    id: str
    declared: int | None
    target: int | None
    results: Mapping[str, Result]

    @cached_property
    def standing(self) -> Standing:
        """What the results amount to."""
        return Standing({check: result.state for check, result in self.results.items()})

    @property
    def level(self) -> int:
        """The level that is reached, 1 to 5."""
        return self.standing.level

    @property
    def ratings(self) -> Mapping[int, Rating]:
        """Level -> its rating."""
        return {level: self.standing.rating(level) for level in LEVELS}

    @property
    def lift(self) -> Lift | None:
        """What lifts it by one level; None at the top."""
        return self.standing.lift

    @property
    def overstated(self) -> bool:
        """Whether the page declares more than the evidence gives."""
        return self.declared is not None and self.declared > self.level

    @property
    def behind(self) -> int:
        """How many levels are missing to the target; 0 when it is reached or there is none."""
        return max(0, (self.target or 0) - self.level)


def process_maturity(ground: Ground, page: Page) -> ProcessMaturity:
    """The maturity of one process."""
    record = page.record
    results = {check.id: _LOOKS[check.id](ground, page) for check in CHECKS}
    return ProcessMaturity(page.id, record.declared_maturity, record.target_maturity, results)


def processes(handbook: Handbook, as_of: dt.date) -> tuple[ProcessMaturity, ...]:
    """The maturity of every process that is not retired, sorted by id."""
    ground = Ground(handbook, as_of)
    return tuple(process_maturity(ground, page) for page in ground.processes)


def levels(handbook: Handbook, as_of: dt.date) -> Mapping[str, int]:
    """Process -> its level."""
    return {found.id: found.level for found in processes(handbook, as_of)}

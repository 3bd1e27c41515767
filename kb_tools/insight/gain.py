"""Whether an improvement improved something: baseline, goal and result of one measure, and which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["Gain", "gain", "lies_better"]

#: What the figures say: the goal was reached, part of the way was gone, nothing was won.
Verdict = Literal["achieved", "partly", "not-achieved"]


@dataclass(frozen=True)
class Gain:
    """What the figures of an improvement say.

    Attributes:
        kpi: Full id of the KPI; empty for a measure that is none.
        direction: `higher`, `lower`, `range`, or empty when it is not said.
        better: Whether the result is better than the baseline; None when one is missing.
        reached: Whether the result reaches the goal; None when one is missing.
    """

    kpi: str
    direction: str
    better: bool | None
    reached: bool | None

    @property
    def verdict(self) -> Verdict | None:
        """What the verdict has to be; None when figures are missing."""
        if self.better is None or self.reached is None:
            return None
        return "achieved" if self.reached and self.better else "partly" if self.better else "not-achieved"


def gain(handbook: Handbook, page: Page) -> Gain:
    """What the figures of an improvement's page say; a KPI says which way is better, else the page does."""
    record = page.record
    target = handbook.resolve(record.kpi, ("kpi",), page) if record.kpi else None
    kpi: Any = handbook.kpi(target.id) if target else None
    direction = kpi.direction if kpi else record.direction or ""
    bounds = kpi.target if kpi and isinstance(kpi.target, tuple) else None
    baseline, goal, result = record.baseline, record.goal, record.result
    known = bool(direction) and result is not None
    return Gain(
        kpi=target.id if target else "",
        direction=direction,
        better=lies_better(direction, result, baseline, bounds) if known and baseline is not None else None,
        reached=_reaches(direction, result, goal, bounds) if known and goal is not None else None,
    )


def lies_better(direction: str, value: float, than: float, bounds: tuple[float, float] | None = None) -> bool:
    """Whether a value is better than another one.

    Args:
        direction: `higher`, `lower` or `range`.
        value: The value to judge.
        than: What it is compared with, in the same unit.
        bounds: For `range`: between what it should lie.
    """
    if direction == "range":
        return _distance(value, bounds) < _distance(than, bounds)
    return value > than if direction == "higher" else value < than


def _reaches(direction: str, value: float, goal: float, bounds: tuple[float, float] | None) -> bool:
    if direction == "range":
        return _distance(value, bounds) == 0
    return value >= goal if direction == "higher" else value <= goal


def _distance(value: float, bounds: tuple[float, float] | None) -> float:
    low, high = bounds or (value, value)
    return max(low - value, value - high, 0)

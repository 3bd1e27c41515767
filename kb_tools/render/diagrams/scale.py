"""From values to places in a chart."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kb_tools.render.diagrams.svg import Rect

__all__ = ["Scale", "ticks"]


@dataclass(frozen=True)
class Scale:
    """Where periods and values stand.

    Attributes:
        area: The chart without its labels.
        low: Value at its lower edge.
        high: Value at its upper edge.
        count: Number of periods.
    """

    area: Rect
    low: float
    high: float
    count: int

    @property
    def step(self) -> float:
        """Distance between two periods."""
        return (self.area.w - 12) / max(self.count - 1, 1)

    def x(self, place: int) -> float:
        """Where a period stands; the only one at the right, where the latest belongs."""
        return self.area.right - 6 - self.step * (self.count - 1 - place)

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.area.bottom - (value - self.low) / ((self.high - self.low) or 1.0) * self.area.h


def ticks(low: float, high: float, about: int = 4) -> tuple[float, ...]:
    """Round values within a span, at distances of 1, 2 or 5 times a power of ten; at least one."""
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((power * factor for factor in (1, 2, 5, 10) if power * factor >= rough), power * 10)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(round(number * step, 9) for number in range(first, last + 1)) or (low,)

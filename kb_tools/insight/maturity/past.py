"""How levels went over time: one moment per state of the handbook, the present last. Pure; who asks reads the past."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kb_tools.errors import Message
from kb_tools.insight.maturity.scale import TOP

__all__ = ["Moment"]


@dataclass(frozen=True)
class Moment:
    """The levels at a moment.

    Attributes:
        name: Name of the tag; empty for the present.
        commit: Its commit; empty for the present.
        day: Its day.
        levels: Process -> level.
        problem: Why that state cannot be read; None when it can.
    """

    name: str
    commit: str
    day: dt.date
    levels: Mapping[str, int]
    problem: Message | None = None

    @property
    def minimum(self) -> int:
        """The lowest level; 0 without processes."""
        return min(self.levels.values(), default=0)

    @property
    def median(self) -> float:
        """The level in the middle; 0 without processes."""
        return float(statistics.median(self.levels.values())) if self.levels else 0.0

    @cached_property
    def distribution(self) -> Mapping[int, int]:
        """Level -> how many processes have it."""
        counts = Counter(self.levels.values())
        return {level: counts[level] for level in range(1, TOP + 1)}

"""The maturity of a whole handbook: its weakest process, the middle, the spread; and beside it what people say."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb_tools.insight.grades import assessments
from kb_tools.insight.maturity.process import ProcessMaturity
from kb_tools.insight.maturity.scale import TOP
from kb_tools.model.handbook import Handbook

__all__ = ["Grades", "Overall", "overall"]


@dataclass(frozen=True)
class Grades:
    """A self-assessment of IT service management, from 1 (chaotic) to 5 (leading); opinion, not evidence.

    Attributes:
        review: The review that holds it.
        held_on: Its day.
        grades: Dimension -> grade, in the order of the review.
        previous: Dimension -> grade of the assessment before, where it is said.
    """

    review: str
    held_on: dt.date
    grades: Mapping[str, int]
    previous: Mapping[str, int]

    @property
    def lowest(self) -> int:
        """The grade of the weakest dimension, which stands for the whole."""
        return min(self.grades.values())


@dataclass(frozen=True)
class Overall:
    """All processes together. A chain is as strong as its weakest link: the minimum is the headline.

    Attributes:
        processes: Every process, sorted by id.
        minimum: The lowest level; 0 without processes.
        median: The level in the middle; between two, their mean.
        distribution: Level -> how many processes have it.
        grades: The newest self-assessment; None when there is none.
    """

    processes: tuple[ProcessMaturity, ...]
    minimum: int
    median: float
    distribution: Mapping[int, int]
    grades: Grades | None

    @property
    def weakest(self) -> tuple[str, ...]:
        """Processes at the lowest level."""
        return tuple(found.id for found in self.processes if found.level == self.minimum)


def overall(handbook: Handbook, as_of: dt.date, processes: Sequence[ProcessMaturity]) -> Overall:
    """The whole handbook.

    Args:
        handbook: Where self-assessments stand.
        as_of: The day.
        processes: The maturity of its processes.
    """
    levels = [found.level for found in processes]
    counts = Counter(levels)
    return Overall(
        tuple(processes),
        min(levels, default=0),
        float(statistics.median(levels)) if levels else 0.0,
        {level: counts[level] for level in range(1, TOP + 1)},
        _grades(handbook, as_of),
    )


def _grades(handbook: Handbook, as_of: dt.date) -> Grades | None:
    held = assessments(handbook, as_of)
    if not held:
        return None
    newest = held[-1]
    said = {entry.dimension: entry.previous for entry in newest.review.record.grades if entry.previous}
    before = held[-2].grades if len(held) > 1 else {}
    return Grades(newest.review.id, newest.day, newest.grades, {**said, **before})

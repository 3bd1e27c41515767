"""Whether a KPI's figures can be believed: what a reviewer asks before talking about the value itself.

Six questions. Three concern the series (is it up to date, is anything missing in it, does it ever move), two the target
(is it ever missed, was it loosened when it was about to be), one what follows from a red figure. A doubt is a question
to whoever collects the figure, never a verdict.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from kb_tools.insight.forecast import is_percent
from kb_tools.insight.kpi import band, missed, numbers, status_of
from kb_tools.insight.periods import PER_YEAR, frequency_of, is_old, missing, ordinal, period_of
from kb_tools.load.definitions import Definition
from kb_tools.model.handbook import Actual, Handbook

__all__ = ["DOUBTS", "NEVER_MISSED", "WARNED", "Doubt", "Honesty", "Loosened"]
__all__ += ["decided", "honesty_of", "loosened", "recent_gaps"]

#: Periods in which a target has to be reached before it is asked whether it is too easy; equal values that are odd.
NEVER_MISSED, FLAT = 12, 6
#: Periods between a change of the target and a value that would have missed the old one.
_SOON = 2
#: Counts below this may well repeat.
_FEW = 10
#: Days before a change in which a review may have decided on it.
_DECIDED = 92

#: What may be wrong with a figure, the worst first.
Doubt = Literal["loosened", "unplanned", "stale", "gap", "never-missed", "flat"]
DOUBTS: tuple[Doubt, ...] = ("loosened", "unplanned", "stale", "gap", "never-missed", "flat")

#: Those that a rule warns of; the others are hints.
WARNED: frozenset[Doubt] = frozenset({"loosened", "unplanned", "stale", "gap"})


class Loosened(NamedTuple):
    """A target that became easier to reach just before a value that would have missed it.

    Attributes:
        day: Day of the change.
        old: The target before.
        new: The target after.
        period: Period of the value.
        value: The value.
    """

    day: dt.date
    old: Any
    new: Any
    period: str
    value: float


@dataclass(frozen=True)
class Honesty:
    """What speaks against believing a figure.

    Attributes:
        stale: Period of the newest value, where the next one should be there; else empty.
        gaps: Periods without a value within the year before the newest one.
        never_missed: For how many periods in a row, up to the newest, the target has been reached; 0 where that is
            less than twelve, or where no target could be harder.
        easy: Whether all these values beat the target by more than the amber band.
        flat: How often the newest value has come in a row; 0 where that is less than six, and for values that may
            well repeat: the best there can be, and small counts.
        red: For how many periods in a row, up to the newest, the value has been bad.
        plans: Open improvements and risks about it.
        loosened: Changes of the target just before a breach.
    """

    stale: str = ""
    gaps: tuple[str, ...] = ()
    never_missed: int = 0
    easy: bool = False
    flat: int = 0
    red: int = 0
    plans: tuple[str, ...] = ()
    loosened: tuple[Loosened, ...] = ()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What may be wrong, the worst first."""
        found: dict[Doubt, bool] = {
            "loosened": bool(self.loosened),
            "unplanned": bool(self.red and not self.plans),
            "stale": bool(self.stale),
            "gap": bool(self.gaps),
            "never-missed": bool(self.never_missed),
            "flat": bool(self.flat),
        }
        return tuple(doubt for doubt in DOUBTS if found[doubt])


def honesty_of(
    kpi: Any,
    values: Sequence[Actual],
    as_of: dt.date,
    plans: tuple[str, ...] = (),
    changes: tuple[Loosened, ...] = (),
) -> Honesty:
    """Ask the questions of one KPI.

    Args:
        kpi: A `Kpi` record.
        values: Its values, oldest first, one for each period.
        as_of: The day.
        plans: Open improvements and risks about it.
        changes: Answer of `loosened`.
    """
    if not values:
        return Honesty(plans=plans, loosened=changes)
    periods = [actual.period for actual in values]
    reached, red = _run(values, lambda value: not missed(kpi, value)), _run(values, lambda value: _red(kpi, value))
    hard = any(_best(kpi, edge) for edge in numbers(kpi.target))
    never = reached if reached >= NEVER_MISSED and not hard else 0
    same = _run(values, lambda value: value == values[-1].value)
    return Honesty(
        stale=periods[-1] if is_old(periods, as_of) else "",
        gaps=recent_gaps(periods),
        never_missed=never,
        easy=bool(never) and all(_ahead(kpi, actual.value) > band(kpi) for actual in values[-never:]),
        flat=same if same >= FLAT and not _repeats(kpi, values[-1].value) else 0,
        red=red,
        plans=plans,
        loosened=changes,
    )


def recent_gaps(periods: Sequence[str]) -> tuple[str, ...]:
    """Periods without a value within the year before the newest one; at least the last twelve periods are looked at.

    Args:
        periods: Periods of one frequency, oldest first.
    """
    if not periods:
        return ()
    least = ordinal(periods[-1]) - max(NEVER_MISSED, PER_YEAR[frequency_of(periods[-1])])
    return tuple(period for period in missing(periods) if ordinal(period) >= least)


def loosened(
    kpi: Any,
    values: Sequence[Actual],
    past: Sequence[Definition],
    as_of: dt.date,
    agreed: Collection[tuple[dt.date, float]] = (),
) -> tuple[Loosened, ...]:
    """Changes that made the target easier at most two periods before a value that would have missed the old one.

    A change right after a period counts too where it turned that period's miss into a hit. One that a review had
    decided on before does not count.

    Args:
        kpi: The `Kpi` record as it is now.
        values: Its values, oldest first.
        past: How it was defined earlier, oldest first.
        as_of: Day of a change that was not committed yet.
        agreed: Day and new target that reviews have decided on.
    """
    found = []
    now = Definition(as_of, kpi.unit or "", kpi.direction, kpi.target, kpi.amber)
    steps = [*past, *([now] if past and past[-1][1:] != now[1:] else [])]
    for old, new in itertools.pairwise(steps):
        same = (old.unit, old.direction) == (new.unit, new.direction)
        if not same or not _easier(old, new) or _decided(new, agreed):
            continue
        hit = next(itertools.chain(_soon(old, new, values), _relabelled(old, new, values)), None)
        if hit:
            found.append(Loosened(new.since, old.target, new.target, hit.period, hit.value))
    return tuple(found)


def decided(handbook: Handbook) -> Mapping[str, tuple[tuple[dt.date, float], ...]]:
    """KPI -> day and expectation of every review that names it with what was expected."""
    found: dict[str, list[tuple[dt.date, float]]] = {}
    for page in handbook.by_type.get("review", ()):
        if not page.readable or page.record.status != "approved" or not page.record.held_on:
            continue
        for item in page.record.evidence:
            target = handbook.resolve(item.kpi, ("kpi",), page) if item.kpi and item.expected is not None else None
            if target:
                found.setdefault(target.id, []).append((page.record.held_on, item.expected))
    return {kpi: tuple(sorted(rows)) for kpi, rows in found.items()}


def _run(values: Sequence[Actual], holds: Any) -> int:
    """How many values at the end of the series have a property."""
    count = 0
    for actual in reversed(values):
        if not holds(actual.value):
            break
        count += 1
    return count


def _red(kpi: Any, value: float) -> bool:
    return status_of(kpi, value) == "bad"


def _best(kpi: Any, value: float) -> bool:
    """Whether no value could be better: nothing where less is better, all of it where more of a share is."""
    if kpi.direction == "lower":
        return bool(value <= 0)
    return bool(kpi.direction == "higher" and is_percent(kpi.unit or "") and value >= 100)


def _repeats(kpi: Any, value: float) -> bool:
    """Whether a value may well come again and again: the best there can be, or a small count of something."""
    counted = value == int(value) and not is_percent(kpi.unit or "") and abs(value) < _FEW
    return counted or _best(kpi, value)


def _ahead(kpi: Any, value: float) -> float:
    """By how much a value beats the target; for a range, how far it lies from the nearer end."""
    low, *rest = numbers(kpi.target)
    if kpi.direction == "higher":
        return float(value - low)
    return float(low - value) if kpi.direction == "lower" else float(min(value - low, (rest or [low])[0] - value))


def _easier(old: Definition, new: Definition) -> bool:
    before, after = numbers(old.target), numbers(new.target)
    if old.direction == "higher":
        return bool(after[0] < before[0])
    if old.direction == "lower":
        return bool(after[0] > before[0])
    return len(before) == len(after) == 2 and (after[0] < before[0] or after[1] > before[1])


def _decided(new: Definition, agreed: Collection[tuple[dt.date, float]]) -> bool:
    return any(
        day <= new.since and (new.since - day).days <= _DECIDED and target in numbers(new.target)
        for day, target in agreed
    )


def _soon(old: Definition, new: Definition, values: Sequence[Actual]) -> Iterator[Actual]:
    """Values so soon after a change that it looks made for them: they would have missed the old target."""
    return (one for one in values if 0 <= _steps(new, one) <= _SOON and missed(old, one.value))


def _relabelled(old: Definition, new: Definition, values: Sequence[Actual]) -> Iterator[Actual]:
    """Values of the period that had just ended when a change turned their miss into a hit."""
    before = (one for one in values if _steps(new, one) == -1)
    return (one for one in before if missed(old, one.value) and not missed(new, one.value))


def _steps(change: Definition, actual: Actual) -> int:
    """Periods from a change to a value."""
    return ordinal(actual.period) - ordinal(period_of(change.since, actual.period))

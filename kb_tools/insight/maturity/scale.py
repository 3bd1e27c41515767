"""The scale: which checks stand for which level, and which level a set of results gives. Pure arithmetic.

Levels and gate follow ISO/IEC 33020: a level is rated N, P, L or F by the share of its checks that pass, and reached
when it is at least L and every lower one F. Beyond that, some checks are musts: one that fails keeps the level shut
whatever the share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

__all__ = [
    "CHECKS",
    "LEVELS",
    "TOP",
    "Check",
    "Choice",
    "Lift",
    "Rating",
    "Standing",
    "State",
    "checks_of",
    "rating_of",
]

#: How a check ended; what had nothing to judge counts neither way.
State = Literal["passed", "failed", "not-applicable"]
#: Not, partly, largely, fully achieved.
Rating = Literal["N", "P", "L", "F"]

#: Levels that have checks; level 1 has none, a process that is written down has it.
LEVELS = (2, 3, 4, 5)
TOP = 5


class Check(NamedTuple):
    """A question that is answered by evidence.

    Attributes:
        id: `M2.1`, stable for life.
        must: Whether failing it keeps the level shut.
        field: Key of the front matter, or data file, that holds the evidence.
    """

    id: str
    must: bool
    field: str

    @property
    def level(self) -> int:
        """The level that it stands for."""
        return int(self.id[1])


#: Every check in the order in which reports name them; each has weight 1.
CHECKS = (
    Check("M2.1", must=True, field="holders"),
    Check("M2.2", must=True, field="inputs"),
    Check("M2.3", must=True, field="activities"),
    Check("M2.4", must=False, field="kpis"),
    Check("M2.5", must=True, field="actuals"),
    Check("M2.6", must=False, field="records"),
    Check("M3.1", must=True, field="reviewed"),
    Check("M3.2", must=True, field="activities"),
    Check("M3.3", must=True, field="procedure"),
    Check("M3.4", must=True, field="inputs"),
    Check("M3.5", must=False, field="resources"),
    Check("M3.6", must=True, field="kpis"),
    Check("M3.7", must=True, field="deputies"),
    Check("M3.8", must=False, field="training"),
    Check("M3.9", must=False, field="policies"),
    Check("M4.1", must=True, field="actuals"),
    Check("M4.2", must=True, field="evidence"),
    Check("M4.3", must=True, field="improvements"),
    Check("M4.4", must=False, field="actuals"),
    Check("M4.5", must=False, field="reviewed_on"),
    Check("M4.6", must=False, field="actions"),
    Check("M5.1", must=True, field="verdict"),
    Check("M5.2", must=True, field="locked_in"),
    Check("M5.3", must=True, field="follow_up"),
    Check("M5.4", must=False, field="actuals"),
    Check("M5.5", must=False, field="source"),
)


class Choice(NamedTuple):
    """So many of these checks have to pass as well, whichever."""

    least: int
    of: tuple[str, ...]


@dataclass(frozen=True)
class Lift:
    """The least that has to be done for the next level.

    Attributes:
        to: The next level.
        must: Checks that all have to pass.
        choices: Of these, some have to pass.
    """

    to: int
    must: tuple[str, ...]
    choices: tuple[Choice, ...]

    @property
    def shortest(self) -> tuple[str, ...]:
        """One shortest list: the musts, and of every choice the first ones."""
        chosen = [check for choice in self.choices for check in choice.of[: choice.least]]
        return tuple(sorted({*self.must, *chosen}))


def checks_of(level: int) -> tuple[Check, ...]:
    """The checks of a level."""
    return tuple(check for check in CHECKS if check.level == level)


def rating_of(passed: int, count: int) -> Rating:
    """Rating by the share that passed: above 85 % fully, above 50 % largely, above 15 % partly. Nothing asked is F."""
    if not count:
        return "F"
    share = 100 * passed
    return "F" if share > 85 * count else "L" if share > 50 * count else "P" if share > 15 * count else "N"


@dataclass(frozen=True)
class Standing:
    """What the results of all checks amount to.

    Attributes:
        states: Check -> how it ended; what is not named has passed.
    """

    states: Mapping[str, State]

    def passed(self, level: int) -> int:
        """How many checks of a level passed."""
        return sum(self.states.get(check.id, "passed") == "passed" for check in checks_of(level))

    def counted(self, level: int) -> int:
        """How many checks of a level had something to judge."""
        return sum(self.states.get(check.id) != "not-applicable" for check in checks_of(level))

    def rating(self, level: int) -> Rating:
        """Rating of a level."""
        return rating_of(self.passed(level), self.counted(level))

    def failing(self, level: int = 0) -> tuple[Check, ...]:
        """Checks that failed: of one level, or of all."""
        wanted = checks_of(level) if level else CHECKS
        return tuple(check for check in wanted if self.states.get(check.id) == "failed")

    @cached_property
    def level(self) -> int:
        """The level that is reached."""
        reached = 1
        for level in LEVELS:
            if (level > 2 and self.rating(level - 1) != "F") or not self._opens(level):
                break
            reached = level
        return reached

    @property
    def lift(self) -> Lift | None:
        """What lifts it by one level; None at the top."""
        if self.level == TOP:
            return None
        goal = self.level + 1
        must = tuple(check.id for check in self.failing(goal) if check.must)
        below = self._choice(goal - 1, "F", 0) if goal > 2 else None
        others = self._choice(goal, "L", len(must))
        return Lift(goal, must, tuple(choice for choice in (below, others) if choice))

    def _opens(self, level: int) -> bool:
        return self.rating(level) in ("L", "F") and not any(check.must for check in self.failing(level))

    def _choice(self, level: int, wanted: Rating, promised: int) -> Choice | None:
        """How many more checks have to pass for a rating, when some are promised to pass anyway."""
        enough = ("F",) if wanted == "F" else ("L", "F")
        optional = tuple(check.id for check in self.failing(level) if not check.must)
        for more in range(len(optional) + 1):
            if rating_of(self.passed(level) + promised + more, self.counted(level)) in enough:
                return Choice(more, optional) if more else None
        return Choice(len(optional), optional) if optional else None

"""What a check has seen: facts with the records, days and numbers in them, and the result that they add up to.

A fact is a key and values; words are put to it where it is shown, so that the working reads in every language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb_tools.insight.maturity.scale import State

__all__ = ["Fact", "Ids", "Result", "Value", "judged", "lacking", "nothing", "seen"]


class Ids(tuple[str, ...]):
    """Ids of records: pages, people, or parts of pages as `page/part`."""

    __slots__ = ()


#: What may stand in a fact.
Value = Ids | tuple[str, ...] | str | int | float | dt.date


@dataclass(frozen=True)
class Fact:
    """One thing that a check saw.

    Attributes:
        key: Key of its sentence.
        ok: Whether it speaks for the check.
        values: What the sentence names.
    """

    key: str
    ok: bool
    values: Mapping[str, Value]

    def ids(self) -> tuple[str, ...]:
        """Every record that it names."""
        return tuple(dict.fromkeys(one for value in self.values.values() if isinstance(value, Ids) for one in value))


@dataclass(frozen=True)
class Result:
    """How a check ended for one process, with its working."""

    state: State
    facts: tuple[Fact, ...]

    @property
    def missing(self) -> tuple[Fact, ...]:
        """What speaks against it."""
        return tuple(fact for fact in self.facts if not fact.ok)


def seen(key: str, **values: Value) -> Fact:
    """A fact that speaks for the check."""
    return Fact(key, ok=True, values=values)


def lacking(key: str, **values: Value) -> Fact:
    """A fact that speaks against it."""
    return Fact(key, ok=False, values=values)


def judged(facts: Sequence[Fact]) -> Result:
    """Passed when there are facts and each of them speaks for the check."""
    return Result("passed" if facts and all(fact.ok for fact in facts) else "failed", tuple(facts))


def nothing(key: str, **values: Value) -> Result:
    """There was nothing to judge, which counts neither way."""
    return Result("not-applicable", (seen(key, **values),))

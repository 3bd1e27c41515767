"""What a query is once it is understood: slots, each with its alternatives. See `query.py` for how it comes to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

__all__ = ["Alternative", "Plan", "Slot", "Token"]


class Token(NamedTuple):
    """A term and where it stands in the folded text."""

    term: str
    kind: str
    start: int
    end: int


class Alternative(NamedTuple):
    """One way to find a slot: all of these terms together, each as good as `factor` says."""

    terms: tuple[str, ...]
    factor: float


@dataclass(frozen=True)
class Slot:
    """Something that is looked for.

    Attributes:
        start: Where it begins in the folded query.
        end: Where it ends.
        weight: How much it counts among the slots.
        alternatives: The words themselves first.
        concepts: Terms of the concepts that the words name.
        word: The word as typed, when it is one Latin word: only such a word may be misspelt.
        loose: Whether it only says which characters occur, anywhere.
    """

    start: int
    end: int
    weight: float
    alternatives: tuple[Alternative, ...]
    concepts: tuple[str, ...] = ()
    word: str = ""
    loose: bool = False

    def also(self, alternatives: Iterable[Alternative]) -> Slot:
        """The slot with further alternatives."""
        return replace(self, alternatives=(*self.alternatives, *alternatives))


@dataclass(frozen=True)
class Plan:
    """A query, understood.

    Attributes:
        folded: The query, folded.
        slots: What is looked for.
        boosts: Type -> factor for pages that answer such a question.
        neighbours: Two words that stand side by side, with a blank between them, or three Han characters.
    """

    folded: str
    slots: tuple[Slot, ...]
    boosts: Mapping[str, float]
    neighbours: tuple[str, ...]

    @property
    def terms(self) -> frozenset[str]:
        """Every term that says what is asked."""
        firm = (slot for slot in self.slots if not slot.loose)
        return frozenset(term for slot in firm for one in slot.alternatives for term in one.terms)

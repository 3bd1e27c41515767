"""A sheet: the shape of an answer before it is text for a terminal or Markdown. No logic, no words of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["Cell", "Grid", "Section", "Sheet", "State"]

#: How something stands; formats add a shape and a colour.
State = Literal["", "good", "watch", "bad"]


class Cell(NamedTuple):
    """A text and how it stands."""

    text: str
    state: State = ""


@dataclass(frozen=True)
class Grid:
    """A table; columns in `numbers` are aligned to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Section:
    """A part of a sheet.

    Attributes:
        title: Its heading.
        note: A sentence below it, may be empty.
        grid: Its table.
        items: A list.
        boxes: Whether the items are to be ticked off.
        fields: Lines to be filled in by hand, by label.
    """

    title: str
    note: str = ""
    grid: Grid | None = None
    items: tuple[Cell, ...] = ()
    boxes: bool = False
    fields: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show below the heading."""
        return not (self.note or self.items or self.fields or (self.grid and self.grid.rows))


@dataclass(frozen=True)
class Sheet:
    """A whole answer.

    Attributes:
        title: What it is about.
        lead: The answer in a few lines.
        sections: The rest; empty ones are left out.
        foot: A last line.
    """

    title: str
    lead: tuple[Cell, ...]
    sections: Sequence[Section]
    foot: str = ""

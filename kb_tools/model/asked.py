"""A question that somebody asked, and the page that answers it."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Asked"]


class Asked(NamedTuple):
    """One line of `data/asked/*.csv`.

    Attributes:
        page: Id of a record or person, or `overview/NAME`.
        text: The words in which it was asked.
        path: File relative to the handbook's root.
        line: Line in it, from 1.
    """

    page: str
    text: str
    path: str
    line: int

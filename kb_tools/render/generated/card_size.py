"""How much fits on a printed card: the largest type with which a text fills no more than one page.

A card must fit on A4 and on Letter, so the smaller width and the smaller height count. Nothing here measures a font:
a Han character is as wide as the type is high, a Latin one about half of it, and the rest is kept in reserve.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = ["SIZES", "Size", "height", "lines_of", "table_height"]

_POINT = 25.4 / 72
_LEADING = 1.42


class Size(NamedTuple):
    """A size of type: name of its class, and points."""

    name: str
    points: float


#: Height of the room below a title of one line and above the foot, and width of the lines, in millimetres.
_ROOM, _WIDTH = 216.0, 176.0
#: The title: width of its line and height, in its own type.
_TITLE, _TITLE_LINE = Size("title", 19), 8.5
#: From large to small; nothing on a card is set smaller.
SIZES = (Size("l", 13.5), Size("m", 12), Size("s", 10.5), Size("xs", 9.5))


def lines_of(text: str, size: Size, *, code: bool = False, share: float = 1.0) -> int:
    """How many lines a paragraph takes in a column that has this share of the width."""
    room = share * _WIDTH / (size.points * _POINT)
    width = sum(_width(char, code) for char in (text if code else text.replace("**", "").replace("`", "")))
    return max(1, math.ceil(width / room))


def height(title: str, paragraphs: Iterable[tuple[str, bool]], size: Size, gaps: int = 0) -> float:
    """Share of the room that paragraphs take; 1 is all of it.

    Args:
        title: The card's title; one of several lines leaves less room.
        paragraphs: Text, and whether it is code.
        size: Size of the type.
        gaps: Spaces between blocks, a third of a line each.
    """
    line = size.points * _POINT * _LEADING
    number = sum(lines_of(text, size, code=code) for text, code in paragraphs)
    return ((number + gaps / 3) * line + (lines_of(title, _TITLE) - 1) * _TITLE_LINE) / _ROOM


def table_height(rows: Iterable[Sequence[str]], shares: Sequence[float], size: Size) -> float:
    """Share of the room that a table takes, its heading and the space above it included.

    Args:
        rows: Texts of the cells.
        shares: Share of the width that each column has.
        size: Size of the type.
    """
    line = size.points * _POINT * _LEADING
    lines = [max(lines_of(text, size, share=share) for text, share in zip(row, shares, strict=True)) for row in rows]
    return (sum(lines) + 0.26 * len(lines) + 1.9) * line / _ROOM


def _width(char: str, code: bool) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    return 0.62 if code else 0.53

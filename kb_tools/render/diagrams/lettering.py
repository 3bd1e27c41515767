"""How wide a text is, and where its lines break, without a font at hand: estimates that rather err on the wide side."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

__all__ = ["ELLIPSIS", "LINE", "Wrapped", "shorten", "text_width", "wrap"]

ELLIPSIS = "…"
#: Line height in ems.
LINE = 1.3
_NARROW = frozenset("iljIftr.,;:'|!()[]{}/-")
_WIDE = frozenset("mwMW@%&")
#: Must not begin a line.
_CLOSING = frozenset("，。、；：！？）】」》”’％…·,.;:!?)]}%")
#: Must not end a line.
_OPENING = frozenset("（【「《“‘([{")


class Wrapped(NamedTuple):
    """A text in lines.

    Attributes:
        lines: The lines, never none.
        shortened: Whether something had to be left out, so that the full text must stand in a tooltip.
    """

    lines: tuple[str, ...]
    shortened: bool


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimated width of a line in the unit of `size`."""
    return sum(_em(char) for char in text) * size * (1.06 if bold else 1)


def wrap(text: str, width: float, size: float, most: int, *, bold: bool = False) -> Wrapped:
    """Break a text into at most `most` lines of at most `width`; what does not fit is cut off with an ellipsis."""
    lines = [""]
    for unit in _units(" ".join(text.split())):
        for piece in _pieces(unit, width, size, bold):
            candidate = lines[-1] + piece
            if text_width(candidate.rstrip(), size, bold=bold) <= width or not lines[-1]:
                lines[-1] = candidate
            else:
                lines.append(piece)
    lines = [line.strip() for line in lines]
    if len(lines) <= most:
        return Wrapped(tuple(lines), shortened=False)
    return Wrapped((*lines[: most - 1], _cut(lines[most - 1], width, size, bold)), shortened=True)


def shorten(text: str, width: float, size: float, *, bold: bool = False) -> Wrapped:
    """A text on one line."""
    whole = " ".join(text.split())
    if text_width(whole, size, bold=bold) <= width:
        return Wrapped((whole,), shortened=False)
    return Wrapped((_cut(whole, width, size, bold),), shortened=True)


def _em(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.3 if unicodedata.category(char) == "So" else 1.0
    if char == " ":
        return 0.3
    if char in _NARROW:
        return 0.38
    if char in _WIDE:
        return 0.92
    return 0.68 if char.isupper() else 0.56


def _units(text: str) -> list[str]:
    """Pieces between which a line may break: words with the space after them, and single Han characters."""
    units: list[str] = []
    for char in text:
        glued = bool(units) and (char in _CLOSING or units[-1][-1] in _OPENING or char == " ")
        if not glued and units and not _breaks(units[-1][-1], char):
            glued = True
        if glued:
            units[-1] += char
        else:
            units.append(char)
    return units


def _breaks(before: str, after: str) -> bool:
    return before in " /-_" or _is_han(before) or _is_han(after)


def _is_han(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _pieces(unit: str, width: float, size: float, bold: bool) -> list[str]:
    """A unit that is wider than a line, cut into parts that are not."""
    if text_width(unit.rstrip(), size, bold=bold) <= width:
        return [unit]
    pieces = [""]
    for char in unit:
        if pieces[-1] and text_width(pieces[-1] + char, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _cut(line: str, width: float, size: float, bold: bool) -> str:
    kept = line
    while kept and text_width(kept + ELLIPSIS, size, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip(" ，、；：,;:") + ELLIPSIS

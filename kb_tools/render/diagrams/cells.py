"""Cells: a heading with a short list below it, in a frame; dashed, with what is missing, when the list is empty."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kb_tools.render.diagrams.lettering import LINE, shorten, wrap
from kb_tools.render.diagrams.marks import mark
from kb_tools.render.diagrams.svg import MINOR, PAD, SIZE, Rect, box, el, lines_at, link, tip

__all__ = ["Cell", "Entry", "cell_height", "draw_cell", "entry_lines"]

_GAP = 4.0
_HEADING = MINOR * LINE + 5
_INDENT = 15.0


@dataclass(frozen=True)
class Entry:
    """A line of a cell.

    Attributes:
        text: What it says, on at most `most` lines.
        href: Where it leads.
        note: Smaller, on a line of its own.
        note_href: Where the note leads, when not to `href`.
        status: Draws the mark of this status before it; `blank` only keeps its place.
        status_word: The status in words, for those who do not see the mark.
        most: Lines of the text.
        least: Lines that are kept free for it, so that cells beside each other stay level.
    """

    text: str
    href: str = ""
    note: str = ""
    note_href: str = ""
    status: str = ""
    status_word: str = ""
    most: int = 2
    least: int = 1


@dataclass(frozen=True)
class Cell:
    """A heading and its entries.

    Attributes:
        heading: What the cell holds.
        entries: The lines.
        missing: What to say when there are none.
        href: Where the heading leads.
    """

    heading: str
    entries: tuple[Entry, ...]
    missing: str = ""
    href: str = ""


def cell_height(cell: Cell, width: float) -> float:
    """Height that a cell needs at a width."""
    return PAD * 2 + _HEADING + sum(_entry_height(entry, width) for entry in _entries(cell)) - _GAP


def draw_cell(cell: Cell, rect: Rect) -> Markup:
    """A cell in its place; the text never leaves it when the height is at least `cell_height`."""
    heading = shorten(cell.heading, rect.w - 2 * PAD, MINOR, bold=True)
    head = lines_at(rect.x + PAD, rect.y + PAD, heading.lines, MINOR, class_="kb-t-head")
    parts = [box(rect, "" if cell.entries else "kb-is-missing"), link(cell.href, cell.heading, head)]
    y = rect.y + PAD + _HEADING
    for entry in _entries(cell):
        parts.append(_draw_entry(entry, rect, y, "kb-t" if cell.entries else "kb-t-missing"))
        y += _entry_height(entry, rect.w)
    return el("g", *parts, class_="kb-box")


def _entries(cell: Cell) -> tuple[Entry, ...]:
    return cell.entries or (Entry(cell.missing, most=3),)


def _text_width(entry: Entry, width: float) -> float:
    return width - 2 * PAD - (_INDENT if entry.status else 0)


def entry_lines(entry: Entry, width: float) -> int:
    """Lines that an entry's text takes in a cell of a width."""
    return len(wrap(entry.text, _text_width(entry, width), SIZE, entry.most).lines)


def _entry_height(entry: Entry, width: float) -> float:
    return max(entry_lines(entry, width), entry.least) * SIZE * LINE + len(_note(entry, width)) * MINOR * LINE + _GAP


def _note(entry: Entry, width: float) -> tuple[str, ...]:
    return wrap(entry.note, _text_width(entry, width), MINOR, 2).lines if entry.note else ()


def _draw_entry(entry: Entry, rect: Rect, y: float, kind: str) -> Markup:
    width = _text_width(entry, rect.w)
    said = wrap(entry.text, width, SIZE, entry.most)
    x = rect.right - PAD - width
    text = lines_at(x, y, said.lines, SIZE, class_=kind)
    if entry.status not in ("", "blank"):
        text = mark(entry.status, rect.x + PAD + 5, y + SIZE * 0.68, 4.5) + text
    name = f"{entry.text} ({entry.status_word})" if entry.status_word else entry.text
    if said.shortened or entry.status_word:
        text = tip(name) + text
    parts = [link(entry.href, name, text) if entry.href else el("g", text)]
    if entry.note:
        below = y + len(said.lines) * SIZE * LINE
        remark = wrap(entry.note, width, MINOR, 2)
        note = lines_at(x, below, remark.lines, MINOR, class_="kb-t-minor")
        note = tip(entry.note) + note if remark.shortened else note
        parts.append(link(entry.note_href, entry.note, note) if entry.note_href else el("g", note))
    return Markup("").join(parts)

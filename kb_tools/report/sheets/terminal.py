"""A sheet for a terminal: tables that fit its width, states as shape and colour."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.cells import cell_len
from rich.console import Console, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from kb_tools.report.sheets.sheet import Cell, Grid, Section, Sheet

__all__ = ["print_sheet"]

_SHAPES = {"": "", "good": "● ", "watch": "▲ ", "bad": "■ "}
#: Longer words may be broken.
_WORD = 14
_STYLES = {"": "", "good": "green", "watch": "yellow", "bad": "red"}


def print_sheet(sheet: Sheet, console: Console) -> None:
    """Print a sheet."""
    console.print(Text(sheet.title, style="bold"))
    for cell in sheet.lead:
        console.print(_text(cell))
    for section in sheet.sections:
        if not section.empty:
            console.print()
            for part in _section(section):
                console.print(part)
    if sheet.foot:
        console.print()
        console.print(Text(sheet.foot, style="dim"))


def _section(section: Section) -> Iterator[RenderableType]:
    yield Rule(Text(section.title, style="bold"), align="left", style="dim", characters="─")
    if section.note:
        yield Text(section.note, style="dim")
    if section.grid and section.grid.rows:
        yield _grid(section.grid)
    for cell in section.items:
        line = Text("☐ " if section.boxes else "· ")
        line.append_text(_text(cell))
        yield Padding(line, (0, 0, 0, 1))
    for label in section.fields:
        yield Text(f" {label} ______________________")


def _grid(grid: Grid) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", show_edge=False)
    for number, column in enumerate(grid.columns):
        right = number in grid.numbers
        least = max(map(_longest_word, (column, *(row[number].text for row in grid.rows if number < len(row)))))
        justify: JustifyMethod = "right" if right else "left"
        table.add_column(column, justify=justify, overflow="fold", no_wrap=right, min_width=min(least, _WORD))
    for row in grid.rows:
        table.add_row(*(_text(cell) for cell in row))
    return table


def _longest_word(text: str) -> int:
    """Cells of the longest Latin word: a table breaks lines between words as long as it can."""
    return max((cell_len(word) for word in text.split() if word.isascii()), default=1)


def _text(cell: Cell) -> Text:
    return Text(_SHAPES[cell.state] + cell.text, style=_STYLES[cell.state])

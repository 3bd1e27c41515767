"""A sheet as Markdown that any reader of Markdown shows: headings, tables, task lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.report.sheets.sheet import Cell, Grid, Section, Sheet

__all__ = ["escaped", "to_markdown"]

_ACTIVE = re.compile(r"([\\`*_\[\]<>|])")
#: State -> shape in front of the text; never colour alone.
_SHAPES = {"": "", "good": "● ", "watch": "▲ ", "bad": "■ "}


def to_markdown(sheet: Sheet) -> str:
    """The sheet as Markdown."""
    lines = [f"# {escaped(sheet.title)}", ""]
    for cell in sheet.lead:
        lines += [_cell(cell), ""]
    for section in sheet.sections:
        if not section.empty:
            lines += [f"## {escaped(section.title)}", "", *_section(section)]
    if sheet.foot:
        lines += ["---", "", escaped(sheet.foot), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(section: Section) -> Iterator[str]:
    if section.note:
        yield from (escaped(section.note), "")
    if section.grid and section.grid.rows:
        yield from (*_grid(section.grid), "")
    if section.items:
        mark = "- [ ] " if section.boxes else "- "
        yield from (f"{mark}{_cell(cell)}" for cell in section.items)
        yield ""
    for label in section.fields:
        yield from (f"{escaped(label)} ______________________", "")


def _grid(grid: Grid) -> Iterator[str]:
    yield _row([escaped(column) for column in grid.columns])
    yield _row(["---:" if number in grid.numbers else "---" for number in range(len(grid.columns))])
    for row in grid.rows:
        yield _row([_cell(cell) for cell in row])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return _SHAPES[cell.state] + "<br>".join(escaped(line) for line in cell.text.split("\n"))


def escaped(text: str) -> str:
    """A text in which nothing acts as markup."""
    return _ACTIVE.sub(r"\\\1", text)

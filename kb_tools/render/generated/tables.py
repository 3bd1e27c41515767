"""Tables, filters and marks of overview pages, as regions of our own markup.

A table scrolls inside its own box; a list becomes cards on a phone, a matrix keeps its first column in sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from markupsafe import Markup

from kb_tools.render.own import own

__all__ = ["Mark", "Row", "Select", "beside", "filters", "mark", "matrix", "stacked", "table"]

#: A state as the stylesheet knows it: it adds a shape and a colour to the word.
Mark = Literal["good", "watch", "bad", "unknown"]


@dataclass(frozen=True)
class Row:
    """A row.

    Attributes:
        cells: One per column; the first names the row.
        data: What filters look at, `data-<key>`; several values are parted by blanks.
        anchor: Id of the row, may be empty.
    """

    cells: Sequence[Any]
    data: Mapping[str, str] = field(default_factory=dict)
    anchor: str = ""


class Select(NamedTuple):
    """A choice above a list: which `data-` attribute, how it is called, value -> text."""

    key: str
    label: str
    options: Mapping[str, str]


def mark(kind: Mark, text: str) -> Markup:
    """A state in words; the stylesheet adds its shape."""
    return Markup('<span class="kb-state kb-is-{}">{}</span>').format(kind, text)


def stacked(first: Any, second: Any) -> Markup:
    """Two lines in a cell, the second one quiet; one line when there is no second."""
    if not second:
        return Markup("{}").format(first)
    return Markup('{}<br><span class="kb-sub">{}</span>').format(first, second)


def beside(first: Any, second: Any) -> Markup:
    """Two things on a line, the second one quiet."""
    return Markup('{} <span class="kb-sub">{}</span>').format(first, second) if second else Markup("{}").format(first)


def table(label: str, columns: Sequence[str], rows: Iterable[Row], ident: str = "") -> Markup:
    """A list of things with the same columns.

    Args:
        label: What it holds, for people who do not see it.
        columns: Headings.
        rows: Rows; their first cell is the heading of the row.
        ident: Id for a filter, may be empty.
    """
    return _region(label, columns, rows, "kb-list", ident)


def matrix(label: str, columns: Sequence[Any], rows: Iterable[Row]) -> Markup:
    """Two kinds of things against each other."""
    return _region(label, columns, rows, "kb-matrix", "")


def filters(ident: str, label: str, selects: Iterable[Select], words: Mapping[str, str]) -> Markup:
    """Controls above a list; hidden until the script runs, because without it they would do nothing.

    Args:
        ident: Id of the list.
        label: What they do.
        selects: The choices.
        words: `all`, `search`, `count` (with `{shown}` and `{all}`), `nothing` and `reset`.
    """
    controls = [_SEARCH.format(words["search"], ident)]
    for select in selects:
        options = Markup("").join(_OPTION.format(value, text) for value, text in select.options.items())
        controls.append(_SELECT.format(select.label, select.key, ident, words["all"], options))
    shown = Markup("").join(controls)
    return own(_FORM.format(label, ident, words["count"], words["nothing"], shown, words["reset"]))


_FORM = Markup(
    '<form class="kb-filter" role="search" aria-label="{}" data-kb-filter="{}" data-kb-count="{}"'
    ' data-kb-nothing="{}" hidden>{}<button type="reset">{}</button><output></output></form>'
)
_SEARCH = Markup(
    '<label><span>{}</span><input type="search" name="text" autocomplete="off" aria-controls="{}"></label>'
)
_SELECT = Markup(
    '<label><span>{}</span><select name="{}" aria-controls="{}"><option value="">{}</option>{}</select></label>'
)
_OPTION = Markup('<option value="{}">{}</option>')


def _region(label: str, columns: Sequence[Any], rows: Iterable[Row], kind: str, ident: str) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(column) for column in columns)
    body = Markup("").join(_row(row, columns if kind == "kb-list" else ()) for row in rows)
    box = Markup(
        '<div class="kb-table {}" role="region" tabindex="0" aria-label="{}"{}>'
        '<table class="kb-grid"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    )
    return own(box.format(kind, label, Markup(' id="{}"').format(ident) if ident else "", head, body))


def _row(row: Row, labels: Sequence[Any]) -> Markup:
    first, *others = row.cells
    cells = [Markup('<th scope="row">{}</th>').format(first)]
    for number, cell in enumerate(others, 1):
        named = Markup(' data-label="{}"').format(labels[number]) if labels else ""
        cells.append(Markup("<td{}>{}</td>").format(named, cell))
    facts = Markup("").join(Markup(' data-{}="{}"').format(key, value) for key, value in row.data.items())
    anchor = Markup(' id="{}"').format(row.anchor) if row.anchor else ""
    return Markup("<tr{}{}>{}</tr>").format(anchor, facts, Markup("").join(cells))

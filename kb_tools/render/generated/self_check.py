"""The self-check: ten differences between looking after technology and managing services, and where we stand.

What can be counted is counted; the same ten questions follow as a form for paper: some answers stand in no record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.control import Sign
from kb_tools.insight.grades import assessments
from kb_tools.insight.kpi import Status
from kb_tools.insight.self_check import BOUNDS, Difference, bounds_of, differences
from kb_tools.render.diagrams.grades import grades_over_time
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, mark, stacked, table
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.views.signs import told

__all__ = ["ORDER", "pages"]

ORDER = 327
_STATES: tuple[Status, ...] = ("good", "watch", "bad", "unknown")
#: Signs that stand for a KPI; the others are counts, and their ids are what is missing.
_KPI = frozenset({"measured", "unmeasured", "gone"})


@dataclass(frozen=True)
class Line:
    """A row of the form: number, old way, new way, question."""

    number: int
    old: str
    new: str
    ask: str


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page; none for readers outside."""
    if view.outside:
        return
    sheet = Sheet(view, "self_check")
    rows = differences(view.handbook, view.as_of)
    known = any(row.status != "unknown" for row in rows)
    held = assessments(view.handbook, view.as_of)
    yield sheet.render(
        environment,
        tally=_tally(sheet, rows) if known else [],
        rows=_table(sheet, rows) if known else "",
        form=[_line(sheet, number, row.key) for number, row in enumerate(rows, 1)] if known else [],
        figure=grades_over_time(view, sheet.src, held),
        newest=sheet.link(held[-1].review.id) if held else "",
    )


def _tally(sheet: Sheet, rows: tuple[Difference, ...]) -> list[Markup]:
    states = [row.status for row in rows]
    return [
        mark(state, sheet.word("tally", state=sheet.word(state), count=states.count(state)))
        for state in _STATES
        if state in states
    ]


def _line(sheet: Sheet, number: int, key: str) -> Line:
    said = sheet.view.words
    return Line(number, *(said(f"comparison.{key}_{part}") for part in ("old", "new", "ask")))


def _table(sheet: Sheet, rows: tuple[Difference, ...]) -> Markup:
    shown = []
    for number, row in enumerate(rows, 1):
        line = _line(sheet, number, row.key)
        name = stacked(Markup("{}&ensp;{} → {}").format(number, line.old, line.new), line.ask)
        signs = Markup("").join(_sign(sheet, sign) for sign in row.signs)
        working = Markup('<ul class="kb-signs">{}</ul>').format(signs)
        shown.append(Row([name, mark(row.status, sheet.word(row.status)), working], anchor=f"kb-{row.key}"))
    columns = [sheet.word(f"column_{key}") for key in ("difference", "state", "working")]
    return table(sheet.word("title"), columns, shown)


def _sign(sheet: Sheet, sign: Sign) -> Markup:
    view = sheet.view
    is_kpi = sign.key in _KPI
    said = told(view, sheet.src, "control_sign" if is_kpi else "self_sign", sign)
    text = Markup("{} {}").format(said.links, said.text) if is_kpi else Markup("{}").format(said.text)
    if said.links and not is_kpi and bounds_of(sign.key) == BOUNDS:  # of what is a matter of balance nothing is missing
        more = Markup(" {}").format(view.words("view.and_more", count=said.more)) if said.more else ""
        text = stacked(text, Markup("{}{}{}").format(sheet.word("lacking"), said.links, more))
    state = mark(sign.status, view.words(f"sign.{sign.status}"))
    return Markup("<li>{} <span>{}</span></li>").format(state, text)

"""A page per framework: its gaps first, then every clause with state and evidence, then its other editions.

No overview pages: they lie in a folder of their own, reached from the overview and from every page that names a clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.coverage import ClauseCoverage, FrameworkCoverage
from kb_tools.insight.evidence import DATA_KINDS, Item
from kb_tools.render.address import relative
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Mark, Row, mark, stacked, table
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.views.coverage import (
    clause_address,
    clause_anchor,
    coverages,
    framework_src,
    framework_title,
    share_bar,
    shown_frameworks,
)
from kb_tools.report.sheets.coverage import counted, expected, grouped, headline, kinds, tally, type_word
from kb_tools.report.sheets.naming import Naming

__all__ = ["framework_pages"]

_MARKS: dict[str, Mark] = {"covered": "good", "partly": "watch", "gap": "bad"}
#: So many pages of one kind are linked one by one.
_LISTED = 12
#: Up to this many clauses that one consists of are all named.
_PARTS = 4


class _FrameworkSheet(Sheet):
    """One framework's page."""

    def __init__(self, view: EditionView, found: FrameworkCoverage) -> None:
        super().__init__(view, "coverage_framework", framework_src(found.key))
        self.found = found
        self.names = Naming(view.handbook, view.words)

    @property
    def title(self) -> str:
        """What the framework is called."""
        return framework_title(self.view, self.found)


def framework_pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The pages; none for readers outside."""
    if view.outside:
        return
    for found in shown_frameworks(view).values():
        yield _page(view, environment, found)


def _page(view: EditionView, environment: Environment, found: FrameworkCoverage) -> RenderedPage:
    sheet = _FrameworkSheet(view, found)
    missing = [clause for state in ("gap", "partly") for clause in found.clauses if clause.state == state]
    editions = [
        (
            other,
            headline(other, sheet.names),
            share_bar(view, other),
            _clauses(sheet, other, other.clauses, framework_title(view, other), plain=True),
        )
        for other in coverages(view).values()
        if other.framework.edition_of == found.key
    ]
    return sheet.render(
        environment,
        found=found,
        overview=relative(sheet.src, "overview/coverage.md"),
        headline=headline(found, sheet.names),
        bar=share_bar(view, found),
        note=found.framework.note.in_language(view.lang) if found.framework.note else "",
        gaps=_gaps(sheet, missing) if missing else "",
        groups=[
            (number, sheet.heading_text(title), _clauses(sheet, found, clauses, title))
            for number, (title, clauses) in enumerate(grouped(found, sheet.names), 1)
        ],
        editions=editions,
    )


def _gaps(sheet: _FrameworkSheet, clauses: Sequence[ClauseCoverage]) -> Markup:
    rows = []
    for clause in clauses:
        wanted = Markup("<br>").join(sheet.prose(line) for line in expected(clause, sheet.names))
        name = Markup('<a href="#{}">{}</a>').format(clause_anchor(clause.id), _name(sheet, clause))
        rows.append(Row([name, _state(sheet, clause), _unmet(sheet, clause) if clause.parts else wanted]))
    columns = [sheet.word(f"column_{key}") for key in ("clause", "state", "expected")]
    return table(sheet.word("gaps"), columns, rows)


def _clauses(
    sheet: _FrameworkSheet,
    found: FrameworkCoverage,
    clauses: Sequence[ClauseCoverage],
    label: str,
    *,
    plain: bool = False,
) -> Markup:
    """A table of clauses.

    Args:
        sheet: The page.
        found: Their framework.
        clauses: The clauses.
        label: What the table holds.
        plain: Leave out the evidence, and name the clauses that they consist of.
    """
    rows = []
    for clause in clauses:
        last = _parts(sheet, clause) if plain else _evidence(sheet, clause)
        cells = [stacked(_name(sheet, clause), _demand(sheet, clause)), kinds(clause, sheet.names)]
        cells += [_state(sheet, clause), last]
        prefix = f"{found.framework.edition}-" if plain else ""
        rows.append(Row(cells, anchor=clause_anchor(f"{prefix}{clause.id}")))
    keys = ("clause", "kind", "state", "parts" if plain else "evidence")
    return table(label, [sheet.word(f"column_{key}") for key in keys], rows)


def _name(sheet: _FrameworkSheet, clause: ClauseCoverage) -> str:
    """Number and title; a practice is named by its title alone."""
    title = clause.clause.title.in_language(sheet.view.lang)
    return f"{clause.id} {title}" if any(char.isdigit() for char in clause.id) else title


def _demand(sheet: _FrameworkSheet, clause: ClauseCoverage) -> Markup:
    """What a clause asks for, and the clauses of other frameworks that it is related to."""
    demand = clause.clause.demand
    lines = [Markup("{}").format(demand.in_language(sheet.view.lang))] if demand else []
    if clause.clause.maps:
        named = [_part(sheet, key, number) for key, numbers in clause.clause.maps.items() for number in numbers]
        lines.append(Markup(sheet.view.words("coverage.maps", clauses="{}")).format(sheet.join(named)))
    return Markup("<br>").join(lines)


def _state(sheet: _FrameworkSheet, clause: ClauseCoverage) -> Markup:
    said = sheet.view.words
    reason = said(f"coverage_reason.{clause.reason}") if clause.reason and clause.state != "gap" else ""
    return stacked(mark(_MARKS[clause.state], said(f"coverage_state.{clause.state}")), reason)


def _parts(sheet: _FrameworkSheet, clause: ClauseCoverage) -> Markup:
    """Every clause that one consists of, with its state."""
    shown = [_part(sheet, key, number, state) for key, number, state in clause.parts]
    return Markup("<br>").join(shown) if shown else Markup(sheet.word("none"))


def _unmet(sheet: _FrameworkSheet, clause: ClauseCoverage) -> Markup:
    """Clauses that one consists of: all of a few; of many how many, and those that are not covered."""
    if len(clause.parts) <= _PARTS:
        return _parts(sheet, clause)
    lines = [Markup("{}").format(sheet.word("consists", count=len(clause.parts)))]
    lines += [_part(sheet, key, number, state) for key, number, state in clause.parts if state != "covered"]
    return Markup("<br>").join(lines)


def _part(sheet: _FrameworkSheet, key: str, number: str, state: str = "") -> Markup:
    """A clause as a link, with its state when there is one."""
    name = number if key == sheet.found.key else f"{sheet.view.words.get(f'frameworks.{key}', key)} {number}"
    goal = clause_address(sheet.view, key, number)
    address = relative(sheet.src, *goal) if goal and goal[0] != sheet.src else f"#{goal[1]}" if goal else ""
    shown = Markup('<a href="{}">{}</a>').format(address, name) if address else Markup("{}").format(name)
    if not state:
        return shown
    return Markup('{} <span class="kb-sub">{}</span>').format(shown, sheet.view.words(f"coverage_state.{state}"))


def _evidence(sheet: _FrameworkSheet, clause: ClauseCoverage) -> Markup:
    shown = [item for item in clause.items if item.state != "retired"]
    declared = [item for item in shown if item.origin == "declared"]
    lines = [_unmet(sheet, clause)] if clause.parts else []
    lines += [_item(sheet, item) for item in declared[:_LISTED]]
    if len(declared) > _LISTED:
        lines.append(_more(sheet, clause, len(declared) - _LISTED))
    for origin in ("found", "related"):
        items = [item for item in shown if item.origin == origin]
        if items:
            lines.append(_fold(sheet, clause, origin, items))
    if not lines:
        return Markup(sheet.word("none"))
    return Markup("").join(Markup('<div class="kb-evidence">{}</div>').format(line) for line in lines)


def _fold(sheet: _FrameworkSheet, clause: ClauseCoverage, origin: str, items: Sequence[Item]) -> Markup:
    summary = tally(items, sheet.names)
    if len(items) == 1:
        return Markup('<span class="kb-sub">{}</span> {}').format(sheet.word(f"{origin}_one"), _item(sheet, items[0]))
    listed = [Markup("<li>{}</li>").format(_item(sheet, item)) for item in items[:_LISTED]]
    if len(items) > _LISTED:
        listed.append(Markup("<li>{}</li>").format(_more(sheet, clause, len(items) - _LISTED)))
    label = sheet.word(origin, count=summary)
    return Markup('<details class="kb-fold"><summary>{}</summary><ul>{}</ul></details>').format(
        label, Markup("").join(listed)
    )


def _more(sheet: _FrameworkSheet, clause: ClauseCoverage, count: int) -> Markup:
    said = sheet.word("more", count=count, command=f"kb coverage {sheet.found.key} {clause.id}")
    return Markup('<span class="kb-sub">{}</span>').format(sheet.prose(said))


def _item(sheet: _FrameworkSheet, item: Item) -> Markup:
    """A link, how much it holds, and since when; its state where it is not current."""
    said = sheet.view.words
    pieces: list[str | Markup] = []
    if item.type in DATA_KINDS:
        name = type_word(item.type, sheet.names)
        shown = Markup("{} {}").format(sheet.link(item.id), name) if item.id != item.type else Markup("{}").format(name)
        pieces.append(counted(item, sheet.names))
    else:
        shown = sheet.link(item.id)
    if item.standing.day:
        pieces.append(sheet.date(item.standing.day))
    if not item.fresh:
        pieces.append(said(f"evidence_state.{item.state}"))
    if item.via:
        pieces.append(item.via)
    quiet = Markup(" · ").join(piece for piece in pieces if piece)
    return Markup('{} <span class="kb-sub">{}</span>').format(shown, quiet) if quiet else shown

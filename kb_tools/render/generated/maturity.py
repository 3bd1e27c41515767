"""Maturity: how far each process has come by its evidence, and what lifts it. Not for readers outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.grades import DIMENSIONS
from kb_tools.insight.maturity import LEVELS, Lift, Moment, Overall, ProcessMaturity, overall
from kb_tools.render.diagrams.maturity import stairs, stairs_over_time
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.maturity_parts import check_table, ratings_cell
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Mark, Row, mark, table
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.views.maturity import level_chip, maturity_of
from kb_tools.report.maturity.telling import check_key

__all__ = ["ORDER", "pages"]

ORDER = 303
_GUIDE = "editing/maturity.md"


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    found = overall(view.handbook, view.as_of, tuple(maturity_of(view).values()))
    sheet = Sheet(view, "maturity")
    if not found.processes:
        yield sheet.render(environment, nothing=sheet.empty())
        return
    moments = _moments(view, found)
    yield sheet.render(
        environment,
        nothing="",
        headline=view.words("maturity_report.headline", level=found.minimum, median=f"{found.median:g}"),
        overstated=_overstated(sheet, found),
        stairs=stairs(view, found),
        processes=_processes(sheet, found),
        ratings_note=view.words("maturity_report.ratings_note"),
        lifts=[(one, _heading(sheet, one), _lift(sheet, one)) for one in found.processes],
        trend=stairs_over_time(view, moments),
        grades=_grades(sheet, found),
        grades_note=_grades_note(sheet, found),
        guide=_guide(sheet),
        levels=[(level, view.words(f"maturity_meaning.{level}")) for level in (1, *LEVELS)],
    )


def _guide(sheet: Sheet) -> Markup:
    """Link to the user guide, in a handbook that has its page."""
    page = sheet.view.handbook.by_src.get(_GUIDE)
    if page is None:
        return Markup("")
    return Markup(sheet.word("guide")).format(guide=sheet.link(page.id))


def _moments(view: EditionView, found: Overall) -> list[Moment]:
    """What git tells of earlier states, and now."""
    past = [moment for moment in view.moments() if moment.problem is None and moment.levels]
    return [*past, Moment("", "", view.as_of, {one.id: one.level for one in found.processes})]


def _overstated(sheet: Sheet, found: Overall) -> Markup:
    over = [one.id for one in found.processes if one.overstated]
    if not over:
        return Markup("")
    text = Markup(sheet.view.words.get("maturity_report.overstated"))
    return Markup('<p><span class="kb-state kb-is-bad">{}</span></p>').format(
        text.format(count=len(over), processes=sheet.links(over))
    )


def _processes(sheet: Sheet, found: Overall) -> Markup:
    words = sheet.view.words
    unsaid = words("maturity_report.unsaid")
    rows = []
    for one in found.processes:
        declared = mark("bad", str(one.declared)) if one.overstated else str(one.declared or unsaid)
        target = mark("watch", str(one.target)) if one.behind else str(one.target or unsaid)
        cells = [sheet.link(one.id), level_chip(words, one.level), ratings_cell(words, one), declared, target]
        rows.append(Row([*cells, _missing(sheet, one)]))
    keys = ("process", "level", "rating", "declared", "target", "missing")
    columns = [words(f"maturity_report.column_{key}") for key in keys]
    return table(words("maturity_report.processes"), columns, rows)


def _missing(sheet: Sheet, one: ProcessMaturity) -> Markup:
    """The shortest list, as a link to what it means."""
    lift = one.lift
    if lift is None:
        return Markup(sheet.view.words("maturity_report.top"))
    return Markup('<a href="#kb-maturity-{}">{}</a>').format(one.id, sheet.listed(lift.shortest))


def _heading(sheet: Sheet, one: ProcessMaturity) -> Markup:
    return sheet.heading_text(sheet.view.page_title(one.id))


def _lift(sheet: Sheet, one: ProcessMaturity) -> list[tuple[str, Markup]]:
    """Sentence and table: what must be done, of which some will do, and what else is missing."""
    words, lift = sheet.view.words, one.lift
    if lift is None:
        others = [check.id for check in one.standing.failing()]
        return [(sheet.word("top"), check_table(sheet, one, others))]
    found = []
    if lift.must:
        text = words("maturity_report.lift", level=lift.to)
        found.append((text, check_table(sheet, one, lift.must)))
    for choice in lift.choices:
        text = sheet.word("choice", count=choice.least, level=lift.to)
        found.append((text, check_table(sheet, one, choice.of)))
    rest = _rest(one, lift)
    return [*found, (sheet.word("later", checks=_named(sheet, rest)), Markup(""))] if rest else found


def _rest(one: ProcessMaturity, lift: Lift) -> list[str]:
    named = {*lift.must, *(check for choice in lift.choices for check in choice.of)}
    return [check.id for check in one.standing.failing() if check.id not in named]


def _named(sheet: Sheet, checks: Sequence[str]) -> str:
    """Checks with what they ask."""
    words = sheet.view.words
    return sheet.word("between").join(f"{one} {words(f'maturity_check.{check_key(one)}')}" for one in checks)


def _grades(sheet: Sheet, found: Overall) -> Markup:
    grades, words = found.grades, sheet.view.words
    if grades is None:
        return Markup("")
    states: dict[int, Mark] = {1: "bad", 2: "bad", 3: "watch", 4: "good", 5: "good"}
    rows = []
    for dimension in (name for name in DIMENSIONS if name in grades.grades):
        grade, before = grades.grades[dimension], grades.previous.get(dimension)
        cells = [
            words(f"enum.dimension.{dimension}"),
            mark(states[grade], f"{grade} {words(f'grade.{grade}')}"),
            f"{before} {words(f'grade.{before}')}" if before else words("insight.none"),
        ]
        rows.append(Row(cells))
    columns = [words(f"maturity_report.column_{key}") for key in ("dimension", "grade", "previous")]
    return table(words("maturity_report.grades"), columns, rows)


def _grades_note(sheet: Sheet, found: Overall) -> Markup:
    if found.grades is None:
        return Markup("")
    text = Markup(sheet.view.words.get("maturity_report.grades_note"))
    return text.format(review=sheet.link(found.grades.review), day=found.grades.held_on.isoformat())

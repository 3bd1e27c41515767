"""Maturity as sheets: all processes, one process with its working, and how it went over time."""

from __future__ import annotations

from collections.abc import Sequence

from kb_tools.insight.maturity import CHECKS, LEVELS, Moment, Overall, ProcessMaturity, Standing
from kb_tools.locale import Words
from kb_tools.report.maturity.telling import check_key, fact_text, lift_text
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.sheet import Cell, Grid, Section, Sheet, State

__all__ = ["overall_sheet", "process_sheet", "trend_sheet"]

_STATES: dict[str, State] = {"passed": "good", "failed": "bad", "not-applicable": ""}


def overall_sheet(found: Overall, names: Naming, title: str) -> Sheet:
    """Every process, and what lifts it."""
    words = names.words
    if not found.processes:
        return Sheet(title, (Cell(words("maturity_report.none")),), ())
    spread = words("page.list_join").join(
        f"{_level(words, level)} {'█' * count or '·'} {count}" for level, count in found.distribution.items()
    )
    lead = [
        Cell(words("maturity_report.headline", level=found.minimum, median=f"{found.median:g}"), _state(found)),
        Cell(words("maturity_report.distribution", levels=spread)),
    ]
    over = [one for one in found.processes if one.overstated]
    if over:
        shown = names.titles(one.id for one in over)
        lead.append(Cell(words("maturity_report.overstated", count=len(over), processes=shown), "bad"))
    return Sheet(title, tuple(lead), (_processes(found, names), _grades(found, names)))


def process_sheet(found: ProcessMaturity, names: Naming) -> Sheet:
    """One process: what lifts it, then every check with what was seen."""
    words = names.words
    unsaid = words("maturity_report.unsaid")
    declared = words("maturity_report.declared", declared=found.declared or unsaid, target=found.target or unsaid)
    lead = (
        Cell(words(f"maturity_meaning.{found.level}")),
        Cell(declared, "bad" if found.overstated else ""),
    )
    title = words("maturity_report.process_title", process=names.title(found.id), level=found.level)
    return Sheet(title, lead, [*_lift(found, words), *(_working(found, level, names) for level in LEVELS)])


def trend_sheet(moments: Sequence[Moment], words: Words) -> Sheet:
    """How levels went over time."""
    rows = []
    for moment in moments:
        name = moment.name or words("maturity_report.now")
        if moment.problem is not None:
            why = words("maturity_report.unreadable", why=words.sentence(moment.problem))
            rows.append((Cell(name), Cell(str(moment.day)), Cell(why, "watch"), *[Cell("")] * 2))
            continue
        spread = "  ".join(f"{level}: {count}" for level, count in moment.distribution.items() if count)
        figures = (str(moment.minimum), f"{moment.median:g}", spread) if moment.levels else ("",) * 3
        rows.append((Cell(name), Cell(str(moment.day)), *map(Cell, figures)))
    keys = ("tag", "day", "minimum", "median", "spread")
    columns = tuple(words(f"maturity_report.column_{key}") for key in keys)
    known = [moment for moment in moments if moment.levels]
    lead = words("maturity_report.trend_lead", first=known[0].minimum, last=known[-1].minimum) if known else ""
    grid = Grid(columns, tuple(rows), frozenset({2, 3}))
    return Sheet(
        words("maturity_report.trend_title"), (Cell(lead),), (Section(words("maturity_report.processes"), "", grid),)
    )


def _state(found: Overall) -> State:
    return "bad" if found.minimum < 2 else "watch" if found.minimum < 3 else "good"


def _level(words: Words, level: int) -> str:
    return words("maturity_report.level", level=level)


def _processes(found: Overall, names: Naming) -> Section:
    words = names.words
    unsaid = words("maturity_report.unsaid")
    rows = tuple(
        (
            Cell(names.title(one.id)),
            Cell(_level(words, one.level)),
            Cell(" ".join(one.ratings.values())),
            Cell(str(one.declared or unsaid), "bad" if one.overstated else ""),
            Cell(str(one.target or unsaid), "watch" if one.behind else ""),
            Cell(lift_text(one.lift, words)),
        )
        for one in found.processes
    )
    keys = ("process", "level", "ratings", "declared", "target", "missing")
    columns = tuple(words(f"maturity_report.column_{key}") for key in keys)
    return Section(words("maturity_report.processes"), words("maturity_report.ratings_note"), Grid(columns, rows))


def _grades(found: Overall, names: Naming) -> Section:
    words, grades = names.words, found.grades
    if grades is None:
        return Section("")
    rows = tuple(
        (
            Cell(words(f"enum.dimension.{dimension}")),
            Cell(f"{grade} {words(f'grade.{grade}')}"),
            Cell(str(grades.previous.get(dimension, ""))),
        )
        for dimension, grade in grades.grades.items()
    )
    columns = tuple(words(f"maturity_report.column_{key}") for key in ("dimension", "grade", "previous"))
    note = words("maturity_report.grades_note", review=names.title(grades.review), day=grades.held_on)
    return Section(words("maturity_report.grades"), note, Grid(columns, rows, frozenset({2})))


def _lift(found: ProcessMaturity, words: Words) -> list[Section]:
    lift = found.lift
    if lift is None:
        return []
    items = [_item(check, words) for check in lift.must]
    sections = [Section(words("maturity_report.lift", level=lift.to), "", items=tuple(items))]
    for choice in lift.choices:
        title = words("maturity_report.lift_choice", count=choice.least)
        sections.append(Section(title, "", items=tuple(_item(check, words) for check in choice.of)))
    return [section for section in sections if section.items]


def _item(check: str, words: Words) -> Cell:
    key = check_key(check)
    text, place = words(f"maturity_check.{key}"), words(f"maturity_place.{key}")
    return Cell(words("maturity_report.lift_place", check=check, text=text, place=place.replace("`", "")))


def _working(found: ProcessMaturity, level: int, names: Naming) -> Section:
    words = names.words
    standing: Standing = found.standing
    rows = []
    for check in CHECKS:
        if check.level != level:
            continue
        result = found.results[check.id]
        said = "\n".join(fact_text(fact, words, names.records) for fact in result.facts)
        title = words(f"maturity_check.{check_key(check.id)}")
        must = f" ({words('maturity_report.must')})" if check.must else ""
        state = words(f"maturity_state.{result.state}")
        rows.append((Cell(f"{check.id}{must}"), Cell(title), Cell(state, _STATES[result.state]), Cell(said)))
    columns = ("", *(words(f"maturity_report.column_{key}") for key in ("check", "state", "working")))
    title = words(
        "maturity_report.working",
        level=level,
        rating=standing.rating(level),
        passed=standing.passed(level),
        count=standing.counted(level),
    )
    return Section(title, "", Grid(columns, tuple(rows)))

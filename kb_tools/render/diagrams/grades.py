"""Grades over the assessments: a small chart for each dimension, side by side, all on the same scale of five."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kb_tools.insight.grades import DIMENSIONS, Assessment
from kb_tools.render.address import relative
from kb_tools.render.diagrams.lettering import shorten
from kb_tools.render.diagrams.svg import MINOR, SIZE, Figure, Rect, el, lines_at, path, tip
from kb_tools.render.edition_view import EditionView

__all__ = ["grades_over_time"]

_W, _H = 720.0, 176.0
_LEFT, _GAP, _TOP, _BOTTOM = 62.0, 14.0, 30.0, 140.0
_GRADES = range(1, 6)
#: Of so many assessments the newest are drawn.
_MOST = 6


def grades_over_time(view: EditionView, src: str, held: Sequence[Assessment]) -> Markup:
    """The charts, with a table; nothing for a single assessment, which has no course.

    Args:
        view: The edition.
        src: Page that they stand on.
        held: Assessments, the oldest first.
    """
    if len(held) < 2:
        return Markup("")
    said = view.words
    shown = held[-_MOST:]
    figure = Figure(
        "grades",
        said("diagram.grades.title"),
        said("diagram.grades.desc", first=_day(shown[0]), last=_day(shown[-1])),
        _W,
        _H,
        _table(view, src, held),
        said("diagram.as_table"),
        linked=False,
    )
    width = (_W - _LEFT - _GAP * (len(DIMENSIONS) - 1)) / len(DIMENSIONS)
    parts = [_scale(view)]
    for number, dimension in enumerate(DIMENSIONS):
        area = Rect(_LEFT + number * (width + _GAP), _TOP, width, _BOTTOM - _TOP)
        parts.append(_panel(view, area, dimension, shown))
    return figure.markup(*parts)


def _day(entry: Assessment) -> str:
    return entry.day.isoformat()


def _y(grade: float) -> float:
    return _BOTTOM - (grade - 1) / 4 * (_BOTTOM - _TOP - 14)


def _scale(view: EditionView) -> Markup:
    """Names of the grades at the left."""
    names = [(grade, f"{grade} {view.words(f'grade.{grade}')}") for grade in _GRADES]
    return Markup("").join(
        lines_at(0, _y(grade) - MINOR * 0.65, shorten(name, _LEFT - 4, MINOR).lines, MINOR, class_="kb-t-minor")
        for grade, name in names
    )


def _panel(view: EditionView, area: Rect, dimension: str, held: Sequence[Assessment]) -> Markup:
    name = shorten(view.words(f"enum.dimension.{dimension}"), area.w, SIZE, bold=True)
    parts = [lines_at(area.x, 2, name.lines, SIZE, class_="kb-t-strong")]
    parts += [
        el("line", class_="kb-trend-grid", x1=area.x, x2=area.right, y1=_y(grade), y2=_y(grade)) for grade in _GRADES
    ]
    step = (area.w - 44) / max(len(held) - 1, 1)
    points = [(area.x + 16 + n * step, entry) for n, entry in enumerate(held) if dimension in entry.grades]
    if len(points) > 1:
        data = path([(x, _y(entry.grades[dimension])) for x, entry in points])
        parts.append(el("path", class_="kb-trend-line", d=data))
    for x, entry in points:
        grade = entry.grades[dimension]
        note = tip(f"{_day(entry)}: {grade} {view.words(f'grade.{grade}')}")
        parts.append(el("circle", note, class_="kb-trend-point", cx=x, cy=_y(grade), r=4.0))
    if points:
        x, last = points[-1]
        grade = last.grades[dimension]
        parts.append(lines_at(x + 8, _y(grade) - SIZE * 0.65, (str(grade),), SIZE, class_="kb-t-strong"))
    for number in dict.fromkeys((0, len(held) - 1)):
        x = area.x + 16 + number * step
        year = (str(held[number].day.year),)
        parts.append(lines_at(x, _BOTTOM + 10, year, MINOR, text_anchor="middle", class_="kb-t-minor"))
    return el("g", *parts)


def _table(view: EditionView, src: str, held: Sequence[Assessment]) -> tuple[tuple[str | Markup, ...], ...]:
    said = view.words
    names = [said(f"enum.dimension.{dimension}") for dimension in DIMENSIONS]
    rows: list[tuple[str | Markup, ...]] = [(said("diagram.grades.assessment"), *names, said("diagram.grades.overall"))]
    for entry in reversed(held):
        page = entry.review
        link = Markup('<a href="{}">{}</a>').format(relative(src, page.src), view.page_title(page.id))
        cells = [_grade(view, entry.grades.get(dimension)) for dimension in DIMENSIONS]
        rows.append((link, *cells, _grade(view, entry.overall)))
    return tuple(rows)


def _grade(view: EditionView, grade: int | None) -> str:
    return f"{grade} {view.words(f'grade.{grade}')}" if grade else view.words("diagram.none")

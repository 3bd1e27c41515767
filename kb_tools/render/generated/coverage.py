"""Coverage of frameworks: the share of each, the gaps of those that the handbook works by, and the four elements."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.coverage import FrameworkCoverage
from kb_tools.insight.elements import four_elements
from kb_tools.render.address import relative
from kb_tools.render.diagrams.elements import elements_figure
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Row, stacked, table
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.views.coverage import (
    coverages,
    framework_src,
    framework_title,
    own_page,
    share_bar,
    shown_frameworks,
)
from kb_tools.report.sheets.coverage import split
from kb_tools.report.sheets.naming import Naming

__all__ = ["ORDER", "pages"]

ORDER = 356
_COLUMNS = ("framework", "share", "bar", "covered", "partly", "gap")


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page; none for readers outside."""
    if view.outside:
        return
    sheet = Sheet(view, "coverage")
    used = shown_frameworks(view)
    others = [found for key, found in coverages(view).items() if own_page(found) and key not in used]
    by_kind = [found for found in others if found.count("gap") < len(found.clauses)]
    unused = [found for found in others if found not in by_kind]
    elements = four_elements(view.handbook, view.as_of)
    yield sheet.render(
        environment,
        frameworks=_table(sheet, list(used.values())) if used else "",
        by_kind=_by_kind(sheet, by_kind) if by_kind else "",
        unused=sheet.listed(framework_title(view, found) for found in unused),
        elements=elements_figure(view, sheet.src, elements) if elements else "",
        wide=True,
    )


def _table(sheet: Sheet, found: list[FrameworkCoverage]) -> Markup:
    view = sheet.view
    rows = []
    for item in found:
        editions = [
            _line(sheet, other, item.key)
            for other in coverages(view).values()
            if other.framework.edition_of == item.key
        ]
        rows += [_line(sheet, item, item.key), *editions]
    return table(sheet.word("frameworks"), [sheet.word(f"column_{key}") for key in _COLUMNS], rows)


def _by_kind(sheet: Sheet, found: list[FrameworkCoverage]) -> Markup:
    """Frameworks without a page of their own, because no page names them: the same figures as on the command line."""
    rows = [_row(sheet, item, Markup("{}").format(framework_title(sheet.view, item))) for item in found]
    return table(sheet.word("by_kind"), [sheet.word(f"column_{key}") for key in _COLUMNS], rows)


def _line(sheet: Sheet, found: FrameworkCoverage, page: str) -> Row:
    anchor = "" if found.key == page else f"kb-edition-{found.framework.edition}"
    name = framework_title(sheet.view, found)
    address = relative(sheet.src, framework_src(page), anchor)
    shown = Markup('<a href="{}">{}</a>').format(address, name)
    return _row(sheet, found, shown)


def _row(sheet: Sheet, found: FrameworkCoverage, shown: Markup) -> Row:
    covered = found.count("covered")
    how = split(found, Naming(sheet.view.handbook, sheet.view.words)) if covered else ""
    return Row([
        stacked(shown, sheet.word("edition", edition=found.framework.edition) if found.framework.edition else ""),
        Markup("<strong>{}%</strong>").format(f"{found.percent:.0f}"),
        share_bar(sheet.view, found),
        stacked(str(covered), how),
        *(str(found.count(state)) for state in ("partly", "gap")),
    ])  # fmt: skip

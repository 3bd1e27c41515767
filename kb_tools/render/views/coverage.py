"""What pages show of coverage: which frameworks have a page, where a clause stands, a share as a bar."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from kb_tools.insight.coverage import FrameworkCoverage, coverage
from kb_tools.render.diagrams.svg import el
from kb_tools.render.edition_view import EditionView
from kb_tools.render.own import own
from kb_tools.report.sheets.coverage import headline
from kb_tools.report.sheets.naming import Naming

__all__ = [
    "clause_address",
    "clause_anchor",
    "coverages",
    "framework_src",
    "framework_title",
    "own_page",
    "share_bar",
    "shown_frameworks",
]

FOLDER = "coverage"
_WIDTH, _HEIGHT = 160.0, 12.0


def coverages(view: EditionView) -> Mapping[str, FrameworkCoverage]:
    """Coverage of every framework; worked out once per edition."""
    found: Mapping[str, FrameworkCoverage] = view.once("coverage", lambda: coverage(view.handbook, view.as_of))
    return found


def own_page(found: FrameworkCoverage) -> bool:
    """Whether a framework has a page of its own; another edition stands on that of the framework."""
    return not found.framework.edition_of


def shown_frameworks(view: EditionView) -> Mapping[str, FrameworkCoverage]:
    """Frameworks that the handbook works by: some page names them, or they are the organisation's own."""
    named = view.once("frameworks_named", lambda: _named(view))
    own = view.handbook.frameworks
    return {key: found for key, found in coverages(view).items() if own_page(found) and (key in named or key in own)}


def framework_src(key: str) -> str:
    """File of a framework's page."""
    return f"{FOLDER}/{key}.md"


def framework_title(view: EditionView, found: FrameworkCoverage) -> str:
    """What a framework is called."""
    return found.framework.title.in_language(view.lang) or found.key


def clause_anchor(number: str) -> str:
    """Anchor of a clause on its framework's page."""
    return f"kb-c-{number.lower().replace('.', '-')}"


def clause_address(view: EditionView, key: str, number: str) -> tuple[str, str] | None:
    """Page and anchor of a clause; None where there is no such page, as for readers outside."""
    if view.outside or key not in shown_frameworks(view):
        return None
    found = coverages(view)[key]
    clauses = [clause.id for clause in found.clauses]
    first = number if number in clauses else next((clause for clause in clauses if clause.startswith(f"{number}.")), "")
    return (framework_src(key), clause_anchor(first)) if first else None


def share_bar(view: EditionView, found: FrameworkCoverage) -> Markup:
    """Covered, partly covered and missing clauses as one bar."""
    total = len(found.clauses) or 1
    said = headline(found, Naming(view.handbook, view.words))
    parts, x = [], 0.0
    for state, kind in (("covered", "good"), ("partly", "watch"), ("gap", "bad")):
        width = _WIDTH * found.count(state) / total  # type: ignore[arg-type]
        if width:
            parts.append(el("rect", x=x, y=0.0, width=width, height=_HEIGHT, class_=f"kb-element kb-element-{kind}"))
        x += width
    frame = el("rect", x=0.0, y=0.0, width=_WIDTH, height=_HEIGHT, class_="kb-element-frame")
    return own(
        el(
            "svg",
            *parts,
            frame,
            class_="kb-share",
            preserveAspectRatio="none",
            viewBox=f"0 0 {_WIDTH:.0f} {_HEIGHT:.0f}",
            role="img",
            aria_label=said,
        )
    )


def _named(view: EditionView) -> frozenset[str]:
    return frozenset(clause.partition(" ")[0] for page in view.handbook.pages for clause in page.brief.clauses)

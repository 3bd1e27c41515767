"""The judged KPIs of an edition, worked out once for all its pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kb_tools.insight.scorecard import Measure, scorecard

if TYPE_CHECKING:
    from kb_tools.render.edition_view import EditionView

__all__ = ["measure_of", "measures"]


def measures(view: EditionView) -> Mapping[str, Measure]:
    """Id -> KPI with its trend, forecast and doubts; those of retired pages are not there."""

    def make() -> Mapping[str, Measure]:
        return {one.id: one for one in scorecard(view.handbook, view.as_of, view.past)}

    found: Mapping[str, Measure] = view.once("measures", make)
    return found


def measure_of(view: EditionView, full_id: str) -> Measure | None:
    """One of them."""
    return measures(view).get(full_id)

"""Grades of IT service management over the years: what each assessment gave to each of the five dimensions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from kb_tools.content.plan import plan_of
from kb_tools.content.review import Grade
from kb_tools.insight.staffing import kept
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["DIMENSIONS", "Assessment", "assessments"]

#: The five dimensions, in the order of their field.
DIMENSIONS: tuple[str, ...] = tuple(plan_of(Grade).fields["dimension"].choices)


@dataclass(frozen=True)
class Assessment:
    """An assessment that was held.

    Attributes:
        review: Its record.
        day: When it was held.
        grades: Dimension -> grade, 1 to 5; a dimension that was left out is missing.
    """

    review: Page
    day: dt.date
    grades: Mapping[str, int]

    @property
    def overall(self) -> int:
        """The grade of the whole: that of its weakest dimension."""
        return min(self.grades.values())


def assessments(handbook: Handbook, as_of: dt.date) -> tuple[Assessment, ...]:
    """ITSM assessments that were held up to a day and gave grades, the oldest first."""
    found = []
    for page in kept(handbook, "review"):
        if b'"itsm-assessment"' not in page.front:
            continue
        record = page.record
        held = record.held_on is not None and record.held_on <= as_of
        if record.kind == "itsm-assessment" and record.status == "approved" and held and record.grades:
            found.append(Assessment(page, record.held_on, {item.dimension: item.grade for item in record.grades}))
    return tuple(sorted(found, key=lambda entry: (entry.day, entry.review.id)))

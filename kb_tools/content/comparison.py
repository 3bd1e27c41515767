"""The ten differences between looking after technology and managing services, and the KPIs that tell them apart.

What can be counted in any handbook is counted; which KPIs speak for a difference as well is data of the handbook,
`data/self-check.yml`.
"""

from __future__ import annotations

from pydantic import Field

from kb_tools.content.record import Part
from kb_tools.content.reference import ref

__all__ = ["COMPARISONS", "Comparison"]

#: The ten rows, named after their right-hand side, in the order in which pages show them.
COMPARISONS = (
    *("process", "prevention", "proactive", "customers", "distributed"),
    *("integrated", "repeatable", "formal", "business", "service"),
)


class Comparison(Part):
    """What speaks for one of the ten differences, besides what is counted in every handbook."""

    kpis: tuple[ref("kpi"), ...] = Field((), description="KPIs on target when the new way has taken hold.")

"""Kinds of bad experience that customers complain about, and what keeps each of them under control.

Records say `complaint: unreachable`; which pages and KPIs answer a kind is data of the handbook, `data/complaints.yml`.
"""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from kb_tools.content.people import Name
from kb_tools.content.record import Part
from kb_tools.content.reference import ANY_PAGE, ref

__all__ = ["COMPLAINTS", "Complaint", "ComplaintControl"]

Complaint = Literal["attitude", "recurring", "deceived", "unskilled", "unreachable", "unstable", "data-loss"]
#: The seven kinds, in the order in which pages show them.
COMPLAINTS: tuple[str, ...] = get_args(Complaint)


class ComplaintControl(Part):
    """What keeps one kind of complaint under control."""

    controls: tuple[ref(ANY_PAGE, "kpi"), ...] = Field(
        (), description="Pages and KPIs that answer this kind of complaint, the most important first."
    )
    note: Name | None = Field(None, description="How they do, in one sentence.")

"""Requirement: what a customer needs, how we came to know, and where it is met."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from kb_tools.content.complaint import Complaint
from kb_tools.content.record import Record
from kb_tools.content.reference import ref
from kb_tools.content.scalars import Date, Level, Text

__all__ = ["Requirement"]


class Requirement(Record):
    """Something that a customer asked for, or was found to need."""

    type_name: ClassVar[str] = "requirement"
    folder: ClassVar[str] = "requirements"
    required: ClassVar[tuple[str, ...]] = ("customer", "method", "service")

    customer: ref("party") | None = Field(None, description="Who needs it.")
    method: (
        Literal[
            "depth-interview",
            "focus-group",
            "survey",
            "critical-incident",
            "mystery-shopper",
            "complaint-analysis",
        ]
        | None
    ) = Field(None, description="How it was collected: one of the six ways.")
    service: ref("service") | None = None
    statement: Text | None = Field(None, description="What is needed, so that one can tell whether it is met.")
    voice: Text | None = Field(None, description="The customer's own words.")
    collected_on: Date | None = None
    owner: ref("role") | None = Field(None, description="Role that sees to it.")
    priority: Level | None = Field(None, description="5 is the most urgent.")
    gap: Literal["1", "2", "3", "4", "5"] | None = Field(
        None, description="The gap of service quality that it belongs to."
    )
    complaint: Complaint | None = Field(
        None, description="The kind of bad experience that it comes from, where somebody complained."
    )
    met_by: tuple[ref("agreement", "kpi", "procedure", "service", live=False), ...] = Field(
        (), description="Agreements, KPIs or procedures by which it is met today."
    )
    planned_by: tuple[ref("improvement", live=False), ...] = Field((), description="Improvements that are to meet it.")
    declined: Text | None = Field(None, description="Why it will not be met, as the customer was told.")

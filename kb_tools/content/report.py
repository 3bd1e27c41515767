"""Report specification: which report goes to whom, how often, with what in it (FitSM-1 PR3.2)."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from kb_tools.content.record import Part, Record
from kb_tools.content.reference import ANY_PAGE, ref
from kb_tools.content.scalars import Identifier, Text

__all__ = ["Report", "ReportSection"]


class ReportSection(Part):
    """A section of the report, the question that it answers, and where its content comes from."""

    part_kind: ClassVar[str] = "section"

    id: Identifier
    name: Text
    question: Text | None = Field(None, description="The question that its readers have.")
    kpis: tuple[ref("kpi"), ...] = ()
    source: Text | None = Field(None, description="Where the content comes from.")
    shows: tuple[
        Literal[
            *("events", "promises", "causes", "kpis", "known-errors", "reviews", "actions", "improvements"),
            *("complaints", "risks", "people", "maturity", "past", "next"),
        ],
        ...,
    ] = Field((), description="What `kb report` puts here: facts of the handbook on the period.")


class Report(Record):
    """What a regular report must be like."""

    type_name: ClassVar[str] = "report"
    folder: ClassVar[str] = "reports"
    required: ClassVar[tuple[str, ...]] = ("owner", "purpose", "readers", "frequency", "contents")

    owner: ref("role") | None = Field(None, description="Role that writes it.")
    purpose: Text | None = Field(None, description="Which decision it supports.")
    readers: tuple[ref("role", "party", "team"), ...] = Field((), description="Who gets it.")
    frequency: Literal["daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"] | None = None
    due: Text | None = Field(None, description="By when it is out, such as the fifth working day of the month.")
    covers: tuple[ref(ANY_PAGE), ...] = Field((), description="Services or processes that it is about.")
    contents: tuple[ReportSection, ...] = ()
    format: Text | None = Field(None, description="Form and length.")
    delivery: Text | None = Field(None, description="How it reaches its readers, and where it is kept.")
    template: ref(ANY_PAGE) | None = Field(None, description="Page to start from.")
    supports: tuple[ref("agreement"), ...] = Field((), description="Agreements in which it was promised.")

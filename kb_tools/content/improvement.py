"""Improvement: an entry of the register of continual improvement, with its place in the PDCA cycle.

Baseline, goal and result are values of one measure, so that whether it helped is arithmetic and no opinion.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from kb_tools.content.record import Part, Record
from kb_tools.content.reference import ANY_PAGE, one_or_many, ref
from kb_tools.content.scalars import Date, Level, Number, Plain, Text

__all__ = ["Improvement", "LockedIn", "Step"]


class Step(Part):
    """Something that has to be done on the way; open until `done_on` says when it was done."""

    text: Text
    due: Date
    owner: ref("role", live=False) | None = Field(None, description="Role that does it, where it is not the owner.")
    done_on: Date | None = None


class LockedIn(Part):
    """A page that was changed so that the gain stays, and was attested afterwards."""

    page: ref(ANY_PAGE, live=False)
    on: Date = Field(description="Day on which the changed page was attested.")
    before: Plain | None = Field(
        None, description="Fingerprint that was attested before the change; the page's own has to be another one."
    )
    how: Text | None = Field(None, description="What was changed.")


class Improvement(Record):
    """What is to get better, measured by what, who sees to it, and how far it is."""

    type_name: ClassVar[str] = "improvement"
    folder: ClassVar[str] = "improvements"
    required: ClassVar[tuple[str, ...]] = ("source", "targets", "stage")

    source: one_or_many("review", "kpi", "target", "known-error", "requirement", "risk", live=False) = Field(
        (), description="What it comes from: reviews, KPIs, service targets, known errors, requirements, risks."
    )
    kind: Literal["preventive", "corrective"] | None = Field(
        None, description="Whether it prevents something, or answers something that went wrong."
    )
    targets: tuple[ref(ANY_PAGE), ...] = Field((), description="Processes, services or other pages that get better.")
    stage: Literal["plan", "do", "check", "act", "closed", "rejected"] | None = Field(
        None, description="Where it stands in the PDCA cycle."
    )
    owner: ref("role") | None = Field(None, description="Role that sees to it.")
    raised_by: ref("role", live=False) | None = None
    raised_on: Date | None = None
    due: Date | None = Field(None, description="When the result is to be there.")
    closed_on: Date | None = Field(None, description="Day on which it was closed or rejected.")
    justification: Text | None = Field(None, description="Why it is worth the effort.")
    size: Literal["S", "M", "L"] | None = Field(None, description="Effort: S days, M weeks, L months.")
    priority: Level | None = Field(None, description="5 is the most urgent.")
    kpi: ref("kpi", live=False) | None = Field(None, description="What shows whether it helped.")
    measure: Text | None = Field(None, description="The measure in words, where no KPI measures it.")
    unit: Text | None = Field(None, description="Unit of a measure that is no KPI.")
    direction: Literal["higher", "lower"] | None = Field(
        None, description="Which way is better, where there is no KPI."
    )
    baseline: Number | None = Field(None, description="Value before it began, measured before `raised_on`.")
    baseline_period: Plain | None = Field(None, description="Period of the baseline.")
    goal: Number | None = None
    result: Number | None = Field(None, description="Value after it was done.")
    result_period: Plain | None = Field(None, description="Period of the result.")
    verdict: Literal["achieved", "partly", "not-achieved"] | None = None
    reason: Text | None = Field(None, description="Why it was rejected, or why the goal was missed.")
    steps: tuple[Step, ...] = ()
    locked_in: tuple[LockedIn, ...] = Field(
        (), description="Pages that were changed and attested so that the gain stays."
    )

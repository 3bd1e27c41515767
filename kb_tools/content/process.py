"""Process: owner, goal, inputs, activities, outputs, measures: the general process model."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from kb_tools.content.kpi import Kpi
from kb_tools.content.record import Part, Record
from kb_tools.content.reference import one_or_many, ref
from kb_tools.content.scalars import Duration, Identifier, Level, Text

__all__ = ["Activity", "Input", "Output", "Process", "QualityStandard", "Resources", "RetainedRecord", "Scope"]


class Scope(Part):
    """What the process covers and what it leaves to others."""

    in_: Text | None = Field(None, alias="in")
    out: Text | None = None


class Input(Part):
    """Something the process needs, and where it comes from."""

    name: Text
    from_: ref("process", "party", "team", "role", "service") | None = Field(None, alias="from")


class Output(Part):
    """Something the process delivers, and who receives it."""

    name: Text
    to: ref("process", "party", "team", "role", "service") | None = None


class Activity(Part):
    """One step of a process with its RACI: who does it, who answers for it, who is asked, who is told."""

    part_kind: ClassVar[str] = "activity"

    id: Identifier
    name: Text
    kind: Literal["activity", "subprocess"] = "activity"
    description: Text | None = None
    responsible: one_or_many("role") = ()
    accountable: one_or_many("role") = ()
    consulted: one_or_many("role") = ()
    informed: one_or_many("role") = ()
    procedure: ref("procedure") | None = None
    process: ref("process") | None = Field(None, description="For a sub-process: the process that does it.")
    time_limit: Duration | None = None


class Resources(Part):
    """The four elements that a process needs: people, tools (technology), information, budget."""

    people: Text | None = None
    tools: tuple[Text, ...] = ()
    information: tuple[Text, ...] = ()
    budget: Text | None = None


class QualityStandard(Part):
    """A characteristic, the degree that is required, and the KPI that shows it (ISO 9000: quality)."""

    characteristic: Text
    requirement: Text
    measured_by: ref("kpi") | None = None


class RetainedRecord(Part):
    """Evidence that the process leaves behind."""

    name: Text
    system: Text | None = None
    retention: Duration | None = None


class Process(Record):
    """How a team reaches one goal again and again: who owns it, what goes in, what is done, what comes out."""

    type_name: ClassVar[str] = "process"
    folder: ClassVar[str] = "processes"
    required: ClassVar[tuple[str, ...]] = ("owner", "purpose", "inputs", "outputs", "activities", "kpis")

    owner: ref("role") | None = Field(None, description="Role that answers for the result (a role of kind owner).")
    manager: ref("role") | None = Field(None, description="Role that runs the process day by day.")
    purpose: Text | None = Field(None, description="The goal, in one to three sentences.")
    criticality: Level | None = None
    scope: Scope | None = None
    triggers: tuple[Text, ...] = ()
    inputs: tuple[Input, ...] = ()
    outputs: tuple[Output, ...] = ()
    activities: tuple[Activity, ...] = ()
    resources: Resources | None = None
    quality_standards: tuple[QualityStandard, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    records: tuple[RetainedRecord, ...] = ()
    policies: tuple[ref("policy"), ...] = ()
    risks: tuple[ref("risk"), ...] = ()
    teams: tuple[ref("team"), ...] = ()
    declared_maturity: Level | None = None
    target_maturity: Level | None = None

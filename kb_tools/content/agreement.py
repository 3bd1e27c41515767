"""Agreement: what was promised to whom (SLA), and what others promised so that it can be kept (OLA, UC)."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from kb_tools.content.procedure import EscalationStep
from kb_tools.content.record import Part, Record
from kb_tools.content.reference import ref
from kb_tools.content.scalars import Date, Duration, Identifier, Number, Plain, Text

__all__ = ["Agreement", "Target"]


class Target(Part):
    """One promise: a measured value, or times by priority, and how it reads in plain words."""

    part_kind: ClassVar[str] = "target"

    id: Identifier
    name: Text
    statement: Text | None = Field(None, description="The promise in plain words.")
    metric: ref("kpi") | None = None
    value: Number | None = None
    unit: Text | None = None
    priority: Literal["P1", "P2", "P3", "P4"] | None = None
    respond_within: Duration | None = None
    restore_within: Duration | None = None


class Agreement(Record):
    """SLA with a customer, OLA between teams, or UC (underpinning contract) with a supplier."""

    type_name: ClassVar[str] = "agreement"
    folder: ClassVar[str] = "agreements"
    required: ClassVar[tuple[str, ...]] = (
        "kind",
        "service",
        "provider",
        "customer",
        "targets",
        "valid_from",
        "valid_to",
    )
    outside: ClassVar[tuple[str, ...]] = (
        *("kind", "service", "targets", "valid_from", "valid_to", "hours", "exclusions", "maintenance_windows"),
        *("escalation", "breach_action", "promised_publicly"),
    )

    kind: Literal["SLA", "OLA", "UC"] | None = None
    service: ref("service") | None = None
    provider: ref("team", "party") | None = None
    customer: ref("team", "party") | None = None
    owner: ref("role") | None = None
    targets: tuple[Target, ...] = ()
    valid_from: Date | None = None
    valid_to: Date | None = None
    supports: tuple[ref("agreement"), ...] = Field((), description="For OLA and UC: the SLAs they carry.")
    hours: Text | None = None
    exclusions: tuple[Text, ...] = ()
    maintenance_windows: tuple[Text, ...] = ()
    escalation: tuple[EscalationStep, ...] = ()
    breach_action: Text | None = None
    promised_publicly: Text | None = None
    reference: Plain | None = Field(None, description="Contract number in the contract register.")

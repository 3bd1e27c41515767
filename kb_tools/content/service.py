"""Service: a catalogue entry: what it does for the business, who answers, what it depends on."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from kb_tools.content.kpi import Kpi
from kb_tools.content.procedure import EscalationStep
from kb_tools.content.record import Part, Record
from kb_tools.content.reference import ref
from kb_tools.content.scalars import Duration, Level, Number, Plain, Text

__all__ = ["Cost", "Peak", "Service"]


class Cost(Part):
    """What the service costs in a year."""

    annual: Number
    unit: Plain
    basis: Text | None = None


class Peak(Part):
    """A time of high load and what is prepared for it."""

    event: Text
    when: Text
    action: ref("procedure") | None = None


class Service(Record):
    """A service as its customers see it."""

    type_name: ClassVar[str] = "service"
    folder: ClassVar[str] = "services"
    required: ClassVar[tuple[str, ...]] = ("owner", "purpose", "criticality", "channels")
    outside: ClassVar[tuple[str, ...]] = (
        *("purpose", "business_outcome", "stage", "users", "hours", "support_hours", "channels", "escalation"),
        *("depends_on", "maintenance_windows", "rto", "rpo", "peaks"),
    )

    owner: ref("role") | None = None
    purpose: Text | None = Field(None, description="What the service is for, in the customers' words.")
    business_outcome: Text | None = None
    criticality: Level | None = None
    stage: Literal["pipeline", "design", "transition", "live", "retiring", "retired"] = "live"
    delivery_model: Literal["in-house", "outsourced", "saas", "cloud", "hybrid"] | None = None
    customers: tuple[ref("party"), ...] = ()
    users: Text | None = None
    hours: Text | None = None
    support_hours: Text | None = None
    channels: tuple[Text, ...] = Field((), description="Where to report a fault or ask: hotline, mailbox, portal.")
    escalation: tuple[EscalationStep, ...] = ()
    teams: tuple[ref("team"), ...] = ()
    depends_on: tuple[ref("service"), ...] = ()
    components: tuple[Plain, ...] = ()
    maintenance_windows: tuple[Text, ...] = ()
    rto: Duration | None = Field(None, description="Recovery time objective.")
    rpo: Duration | None = Field(None, description="Recovery point objective.")
    peaks: tuple[Peak, ...] = ()
    cost: Cost | None = None
    kpis: tuple[Kpi, ...] = ()

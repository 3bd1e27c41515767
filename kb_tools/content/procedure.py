"""Procedure: how one activity is done, written for somebody who has never done it."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from kb_tools.content.record import Part, Record
from kb_tools.content.reference import ref
from kb_tools.content.scalars import Bool, Date, Duration, Text

__all__ = ["EscalationStep", "Procedure"]


class EscalationStep(Part):
    """Whom to call when this much time has passed."""

    after: Duration
    to: ref("role")


class Procedure(Record):
    """Numbered steps in the body; who performs them, how long they take, whom to call when they do not help."""

    type_name: ClassVar[str] = "procedure"
    folder: ClassVar[str] = "procedures"
    required: ClassVar[tuple[str, ...]] = ("process", "performer")
    outside: ClassVar[tuple[str, ...]] = ("services", "inputs", "outputs", "time_limit", "escalation", "performer")

    process: ref("process") | None = None
    performer: ref("role") | None = None
    accountable: ref("role") | None = None
    services: tuple[ref("service"), ...] = ()
    inputs: tuple[Text, ...] = ()
    outputs: tuple[Text, ...] = ()
    tools: tuple[Text, ...] = ()
    time_limit: Duration | None = None
    escalation: tuple[EscalationStep, ...] = ()
    emergency: Bool = Field(False, description="Needed when systems are down: printed as a quick card.")
    beginner_tested_by: ref("person", live=False) | None = Field(
        None, description="Newcomer who followed the steps alone and got there."
    )
    last_exercised: Date | None = Field(None, description="When an emergency procedure was last tried for real.")

"""Risk: cause, event, effect; how likely, how bad, and what is done about it.

An accepted, dated risk may stand in for a missing deputy or agreement.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from kb_tools.content.record import Record
from kb_tools.content.reference import ANY_PAGE, ref
from kb_tools.content.scalars import Date, Int, Level, Text

__all__ = ["Risk"]


class Risk(Record):
    """An entry of the risk register."""

    type_name: ClassVar[str] = "risk"
    folder: ClassVar[str] = "risks"
    required: ClassVar[tuple[str, ...]] = ("kind", "likelihood", "impact", "treatment", "owner")

    kind: Literal["service", "continuity", "security", "supplier", "key-person", "cost", "compliance"] | None = None
    cause: Text | None = None
    event: Text | None = None
    effect: Text | None = None
    likelihood: Level | None = None
    impact: Level | None = None
    treatment: Literal["avoid", "reduce", "transfer", "accept"] | None = None
    controls: tuple[ref(ANY_PAGE), ...] = ()
    improvements: tuple[ref("improvement", live=False), ...] = Field(
        (), description="Improvements that are to bring the risk down."
    )
    owner: ref("role") | None = None
    raised_on: Date | None = Field(None, description="Day on which it was entered.")
    raised_in: ref("review", live=False) | None = Field(None, description="Review that found it.")
    residual: Int | None = Field(None, description="Likelihood x impact that remains once the controls work.")
    accepted_by: ref("role") | None = None
    accepted_until: Date | None = None
    closed_on: Date | None = Field(None, description="Day on which the risk was gone; it stays in the register.")
    linked: tuple[ref(ANY_PAGE), ...] = Field((), description="Roles, services or processes that are at risk.")
    kpis: tuple[ref("kpi", "target", live=False), ...] = Field(
        (), description="KPIs and service targets that it pulls down: while it is open, they are being worked on."
    )

"""Role card: what a role does and may decide, who holds it, who stands in, and whether that was ever proven."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from kb_tools.content.record import Part, Record
from kb_tools.content.reference import ANY_PAGE, ref
from kb_tools.content.scalars import Date, Int, Level, Plain, Text

__all__ = ["Authority", "Deputy", "Holder", "Proof", "Role", "SkillNeed"]


class Authority(Part):
    """A decision that the role may take, and its limit."""

    decision: Text
    limit: Text | None = None


class SkillNeed(Part):
    """A skill that the role needs, from 1 (knows of it) to 5 (teaches it)."""

    skill: Plain
    level: Level


class Holder(Part):
    """A person who holds the role."""

    person: ref("person")
    since: Date
    until: Date | None = None


class Proof(Part):
    """A day on which a deputy did the work alone."""

    date: Date
    how: Text
    evidence: Plain | None = None


class Deputy(Part):
    """A person who stands in. Without a proof of the last 12 months this is cover on paper."""

    person: ref("person")
    since: Date | None = None
    until: Date | None = None
    order: Int | None = None
    proven: tuple[Proof, ...] = ()


class Role(Record):
    """A role card."""

    type_name: ClassVar[str] = "role"
    folder: ClassVar[str] = "roles"
    required: ClassVar[tuple[str, ...]] = ("kind", "responsibilities", "holders")
    outside: ClassVar[tuple[str, ...]] = ("purpose", "contact")

    kind: Literal["owner", "manager", "operator", "service-owner", "governance", "customer"] | None = None
    purpose: Text | None = None
    criticality: Level = Field(3, description="5 when a priority-1 incident needs this role.")
    required_cover: Int = Field(2, description="People who must be able to act; 2 when absent.")
    responsibilities: tuple[Text, ...] = ()
    authority: tuple[Authority, ...] = ()
    reports_to: ref("role") | None = None
    skills: tuple[SkillNeed, ...] = ()
    holders: tuple[Holder, ...] = ()
    deputies: tuple[Deputy, ...] = ()
    contact: Plain | None = Field(None, description="Mailbox, queue or hotline of the role, never a personal number.")
    handover: tuple[Text, ...] = Field((), description="What a successor must be given.")
    conflicts_with: tuple[ref("role"), ...] = Field((), description="Roles that the same person must not hold.")
    kpis: tuple[ref("kpi"), ...] = ()
    learning: tuple[ref(ANY_PAGE), ...] = Field((), description="Pages that a newcomer reads first, in this order.")

    def outside_sections(self) -> tuple[str, ...]:
        """None: how a role works is said to those who have it; outside one needs its purpose and its address."""
        return ()

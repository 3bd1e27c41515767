"""People, teams, parties and duty: the data files. They have no language and are never published as they are."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, RootModel

from kb_tools.content.record import Part
from kb_tools.content.reference import ref
from kb_tools.content.scalars import Date, Level, Plain

__all__ = ["Absence", "AssessedSkill", "DutyRow", "Name", "Party", "Person", "Team", "Training"]


class Name(RootModel[dict[str, Plain]]):
    """A name by language: `{zh: 许峰, en: Xu Feng}`."""

    def in_language(self, lang: str) -> str:
        """The name in `lang`, else in the first language that it has."""
        return self.root.get(lang) or next(iter(self.root.values()), "")


class AssessedSkill(Part):
    """A skill with its level and the day somebody looked at it."""

    skill: Plain
    level: Level
    assessed_on: Date | None = None


class Training(Part):
    """A training that the person took part in."""

    process: ref("process") | None = None
    role: ref("role") | None = None
    on: Date


class Absence(Part):
    """First and last day away; used for cover checks, never published."""

    from_: Date = Field(alias="from")
    to: Date


class Person(Part):
    """A person, by a readable id."""

    name: Name
    team: ref("team") | None = None
    employment: Literal["employee", "contractor", "temp", "supplier"] = "employee"
    active_from: Date | None = None
    active_until: Date | None = None
    contact: Plain | None = Field(None, description="Extension or shared mailbox, never a personal number.")
    skills: tuple[AssessedSkill, ...] = ()
    training: tuple[Training, ...] = ()
    absences: tuple[Absence, ...] = ()


class Team(Part):
    """A team: whom to call, when, and what it is for."""

    name: Name
    lead: ref("role") | None = None
    hours: Name | None = None
    contact: Plain | None = None
    function: Name | None = None


class Party(Part):
    """A customer or a supplier."""

    kind: Literal["customer", "supplier"]
    name: Name
    customer_kind: Literal["internal", "external", "former", "competitor", "prospect"] | None = None
    buyer: Name | None = Field(None, description="Who pays and decides (the customer in ITSM).")
    users: Name | None = Field(None, description="Who works with the service.")
    relationship_role: ref("role") | None = None
    channels: tuple[Name, ...] = Field((), description="Where to order, ask and report faults.")
    escalates_to: ref("role") | None = Field(None, description="Whom to turn to when it takes too long.")
    complaints: Name | None = Field(None, description="Where to complain, and by when there is an answer.")
    contact: Plain | None = None


class DutyRow(Part):
    """Who is on duty between two days, both included."""

    from_: Date = Field(alias="from")
    to: Date
    role: ref("role")
    person: ref("person")

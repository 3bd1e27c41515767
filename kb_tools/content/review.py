"""Review: what somebody looked at on a day, what they found, and who does what about it until when.

One type for everything that is held and recorded: reviews of processes and services, audits, assessments, exercises,
what was learned from a major incident or a dispute. The kind says which of the fields are expected.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from kb_tools.content.complaint import Complaint
from kb_tools.content.record import Part, Record
from kb_tools.content.reference import ANY_PAGE, ref
from kb_tools.content.scalars import Date, Identifier, Level, Moment, Number, Plain, Text

__all__ = [
    "Evidence",
    "FollowUp",
    "Gap",
    "Grade",
    "Period",
    "Review",
    "ReviewAction",
    "ReviewFinding",
    "TimelineEntry",
    "Version",
]


class Period(Part):
    """The time that was looked at, both days included."""

    first: Date
    last: Date


class Evidence(Part):
    """Something that was looked at: a measured value beside what was expected, or a document."""

    kpi: ref("kpi", live=False) | None = None
    period: Plain | None = Field(None, description="Period of the measured value, as in the file of measured values.")
    actual: Number | None = Field(None, description="The measured value, in the KPI's unit.")
    expected: Number | None = Field(None, description="What was expected, in the KPI's unit; mostly its target.")
    note: Text | None = Field(None, description="What it shows; or, without a KPI, which document was read.")


class ReviewFinding(Part):
    """Something that was found, and how much it weighs (conformity to opportunity as in ISO 19011)."""

    part_kind: ClassVar[str] = "finding"

    id: Identifier
    kind: Literal["conformity", "observation", "minor-nc", "major-nc", "risk", "opportunity"]
    text: Text
    about: ref(ANY_PAGE, live=False) | None = Field(None, description="Page that the finding is about.")
    complaint: Complaint | None = Field(None, description="The kind of bad experience that customers complained about.")


class ReviewAction(Part):
    """Who does what until when. It is open until `done_on` says on which day it was done."""

    part_kind: ClassVar[str] = "action"

    id: Identifier
    text: Text
    owner: ref("role", "person", live=False) = Field(description="Role (or person) that sees to it.")
    due: Date
    done_on: Date | None = Field(None, description="Day on which it was done; open while this is missing.")
    result: Text | None = Field(None, description="What came of it.")
    finding: Identifier | None = Field(None, description="The finding of the same page that it answers.")
    improvement: ref("improvement", live=False) | None = None


class FollowUp(Part):
    """What became of an action of an earlier review."""

    review: ref("review", live=False)
    action: Identifier
    state: Literal["done", "open", "dropped"]
    note: Text | None = None


class TimelineEntry(Part):
    """Something that happened, who did or said it, and what proves it."""

    at: Moment
    text: Text
    by: Text | None = Field(None, description="Who did or said it: a side, a role, a system; never a private person.")
    evidence: Text | None = Field(None, description="What proves it.")


class Version(Part):
    """One point on which two sides disagree, and what the evidence says."""

    point: Text
    ours: Text
    theirs: Text
    evidence: Text | None = None


class Gap(Part):
    """One of the five gaps between what customers expect and what they get (Parasuraman, Zeithaml, Berry 1985)."""

    gap: Literal["1", "2", "3", "4", "5"]
    size: Level = Field(description="1 no gap, 5 a gap that customers complain about.")
    evidence: Text
    action: Text | None = None


class Grade(Part):
    """A dimension of IT service management with its grade: 1 chaotic, 2 beginning, 3 ordinary, 4 mature, 5 leading."""

    dimension: Literal["mission-goals", "process", "organisation", "technology", "information"]
    grade: Level
    previous: Level | None = Field(None, description="Grade of the assessment before.")
    evidence: Text | None = None


class Review(Record):
    """Minutes of something that was looked at."""

    type_name: ClassVar[str] = "review"
    folder: ClassVar[str] = "reviews"
    required: ClassVar[tuple[str, ...]] = ("kind", "subject", "held_on")

    kind: (
        Literal[
            "process-review",
            "service-review",
            "management-review",
            "internal-audit",
            "major-incident",
            "post-implementation",
            "maturity-assessment",
            "itsm-assessment",
            "gap-analysis",
            "exercise",
            "lesson",
        ]
        | None
    ) = Field(None, description="What was held; the kind decides which of the other fields are expected.")
    subject: tuple[ref(ANY_PAGE, live=False), ...] = Field((), description="Pages that were looked at.")
    held_on: Date | None = Field(None, description="The day; the last one when it took several.")
    period: Period | None = None
    led_by: ref("role", "person", live=False) | None = Field(None, description="Who led it or wrote the report.")
    attendees: tuple[ref("role", "person", "party", "team", live=False), ...] = Field(
        (), description="Roles that took part, deputies included; customers and suppliers by their id."
    )
    previous: ref("review", live=False) | None = Field(None, description="The review of the same kind before this one.")
    next_on: Date | None = Field(None, description="When the next one is planned.")
    conclusion: Text | None = Field(None, description="The result in one to three sentences.")
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[ReviewFinding, ...] = ()
    actions: tuple[ReviewAction, ...] = ()
    follow_up: tuple[FollowUp, ...] = Field((), description="What became of the actions of earlier reviews.")
    timeline: tuple[TimelineEntry, ...] = ()
    versions: tuple[Version, ...] = Field((), description="Where two sides disagree: what each says, what is proven.")
    gaps: tuple[Gap, ...] = Field((), description="For a gap analysis: all five gaps of service quality.")
    grades: tuple[Grade, ...] = Field((), description="For an ITSM assessment: a grade for each dimension.")

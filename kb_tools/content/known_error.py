"""Known error: from symptom to workaround in seconds.

States follow KCS (https://library.serviceinnovation.org/KCS/KCS_v6): draft, unverified, validated, archived.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from kb_tools.content.record import Part, Record
from kb_tools.content.reference import ref
from kb_tools.content.scalars import Bool, Date, Int, Plain, Score, Text

__all__ = ["Application", "KnownError", "Verification"]


class Verification(Part):
    """Who tried the workaround or resolution, and when."""

    by: ref("person", live=False)
    date: Date


class Application(Part):
    """Somebody used the workaround or resolution, and it worked."""

    by: ref("person", live=False)
    date: Date


class KnownError(Record):
    """A fault that was seen before, in the words of those who see it."""

    type_name: ClassVar[str] = "known-error"
    folder: ClassVar[str] = "known-errors"
    required: ClassVar[tuple[str, ...]] = ("services", "symptoms", "state", "resolution")
    outside: ClassVar[tuple[str, ...]] = (
        "services",
        "symptoms",
        "error_messages",
        "state",
        "resolution",
        "user_message",
        "self_help",
    )
    inside: ClassVar[tuple[str, ...]] = ("summary",)  # says how it is mended; users want what they see and can do
    sections: ClassVar[dict[str, tuple[str, ...]]] = {
        "cause": ("原因", "Cause"),
        "workaround": ("变通办法", "Workaround"),
        "resolution": ("解决方案", "Resolution"),
    }

    services: tuple[ref("service"), ...] = ()
    symptoms: tuple[Text, ...] = Field((), description="What users say, in their own words.")
    error_messages: tuple[Plain, ...] = Field((), description="Messages exactly as they appear.")
    environment: tuple[Plain, ...] = Field((), description="Product and version.")
    state: Literal["draft", "unverified", "validated", "archived"] | None = None
    resolution: Literal["investigating", "workaround", "fix-planned", "fixed", "wont-fix"] | None = None
    impact: Score | None = None
    urgency: Score | None = None
    category: Text | None = None
    workaround_minutes: Int | None = Field(None, description="How long the workaround takes.")
    found_by: ref("person", live=False) | None = None
    verified: Verification | None = None
    applied: tuple[Application, ...] = Field(
        (), description="Who used it since, and when: whoever did so lately understands it."
    )
    valid_until: Date | None = None
    occurrences: tuple[Date, ...] = ()
    problem: Plain | None = Field(None, description="Number of the problem record in the ticket system.")
    incidents: tuple[Plain, ...] = ()
    changes: tuple[Plain, ...] = ()
    user_message: Text | None = Field(None, description="What to tell users, ready to copy.")
    self_help: Bool = Field(
        False, description="Users can do the workaround by themselves: customers see that section too."
    )

    def outside_sections(self) -> tuple[str, ...]:
        """The workaround where it is written for users; never the cause, nor how it is to be solved."""
        return ("workaround",) if self.self_help else ()

"""The envelope that every page type shares, and what a type must say about itself."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from kb_tools.content.reference import ANY_PAGE, ref
from kb_tools.content.scalars import Date, Duration, DurationValue, Identifier, Plain, Text

__all__ = ["Attestation", "Part", "Record"]


class Part(BaseModel):
    """A nested mapping inside front matter; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class Attestation(Part):
    """Who read which content on which day, instead of version numbers and approval dates."""

    by: ref("person", live=False)
    date: Date
    hash: Plain | None = Field(None, description="Fingerprint of the substance that was read; `kb review` writes it.")


class Record(Part):
    """Fields that every page type has. Subclasses are found by the registry: one module, one type.

    Class attributes:
        type_name: The value of `type:`.
        folder: The folder whose pages have this type unless they say otherwise.
        required: Keys that a page must carry beyond `title`, in the order in which a reader expects them.
        sections: Section key -> headings (both languages) by which the body's sections are recognised.
        outside: Keys that readers outside see besides those that say what the page is; `kpis.name` for one key of a
            nested mapping. What is not named never leaves, so a new field is internal until somebody decides.
        inside: Keys that they do not see although they say what the page is.
    """

    type_name: ClassVar[str] = ""
    folder: ClassVar[str] = ""
    required: ClassVar[tuple[str, ...]] = ()
    sections: ClassVar[dict[str, tuple[str, ...]]] = {}
    outside: ClassVar[tuple[str, ...]] = ()
    inside: ClassVar[tuple[str, ...]] = ()

    type: Plain | None = Field(None, description="What kind of page this is; the folder decides when it is absent.")
    id: Identifier | None = Field(None, description="Stable id; the file name without its ending when it is absent.")
    title: Text | None = Field(None, description="Name of the page as readers know it.")
    summary: Text | None = Field(None, description="One sentence for lists, cards and search results.")
    status: Literal["draft", "approved", "retired"] = Field("approved", description="Life cycle of the page.")
    audience: Literal["internal", "customer", "public"] = Field("internal", description="Who may read the page.")
    aliases: tuple[Text, ...] = Field((), description="Other names under which people look for this page.")
    authors: tuple[ref("person", live=False), ...] = Field((), description="People who wrote the page.")
    reviewed: Attestation | None = Field(None, description="The latest attestation: who read it, and when.")
    review_every: Duration = Field(
        DurationValue(12, "month"), description="Longest time between two reviews; 12 months when absent."
    )
    supersedes: tuple[ref(ANY_PAGE, live=False), ...] = Field((), description="Retired pages that this one replaces.")
    frameworks: dict[str, tuple[Plain, ...]] = Field(
        {}, description="Clauses or practices of a framework that this page implements."
    )
    source_hash: Plain | None = Field(None, description="In a translation: fingerprint of the source it translates.")
    custom: dict[str, Any] = Field({}, description="Fields that the organisation added in kb.toml.", exclude=True)

    def outside_sections(self) -> tuple[str, ...] | None:
        """Keys of the body's sections that readers outside see; None for the whole body."""
        return None

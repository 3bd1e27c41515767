"""A framework: its clauses, what each asks for in our own words, and what in a handbook counts as evidence of it.

Those that come with the product lie in `kb_tools/frameworks/`; an organisation adds its own in the data folder.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from kb_tools.content.people import Name
from kb_tools.content.record import Part
from kb_tools.content.scalars import Plain

__all__ = ["Clause", "Framework", "Selector"]


def _many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


#: One text or a list of texts.
_Texts = Annotated[tuple[Plain, ...], BeforeValidator(_many)]


class Selector(Part):
    """Which records count as evidence, by what they are: pages of a type, or facts from the data files."""

    type: Plain | None = Field(None, description="Pages of this type that are not retired.")
    data: Literal["actuals", "customers", "handbook", "skills", "suppliers", "training"] | None = Field(
        None,
        description="Facts instead of pages: measured values, customers, suppliers, assessed skills, trainings, or "
        "the handbook itself (how many of its pages are reviewed in time).",
    )
    where: dict[str, _Texts] = Field({}, description="Field -> the values of which it must have one.")
    has: _Texts = Field((), description="Fields that must be filled in.")
    about: Plain | None = Field(
        None,
        description="`declared`: only what is about a page that names this clause; or a page type: only what is about "
        "a page of this type.",
    )


class Clause(Part):
    """A clause, requirement or practice."""

    title: Name
    demand: Name | None = Field(None, description="What it asks for, in our own words; never the text of a standard.")
    kind: Annotated[tuple[Literal["document", "record", "activity"], ...], BeforeValidator(_many)] = Field(
        ("activity",), description="What it asks to keep: a document, a record, or nothing but that it is done."
    )
    group: Plain | None = Field(None, description="Heading that it stands under, where its number does not say.")
    needs: _Texts = Field((), description="Page types of which at least one fresh page must be there.")
    evidence: tuple[Selector, ...] = Field((), description="What counts as evidence besides pages that name it.")
    records: tuple[Selector, ...] = Field(
        (), description="Records that it asks for by name: one of them must be no older than 12 months."
    )
    consists_of: dict[str, _Texts] = Field(
        {}, description="Framework -> clauses that together are this one: it stands as they stand."
    )
    maps: dict[str, _Texts] = Field({}, description="Framework -> clauses that are related; a hint, not the same.")


class Framework(Part):
    """A standard or framework, one file each."""

    title: Name
    edition: Plain | None = None
    edition_of: Plain | None = Field(None, description="For another edition: the framework that it is an edition of.")
    note: Name | None = Field(None, description="Where the text comes from, and what licence it needs.")
    groups: dict[str, Name] = Field({}, description="Headings: beginning of a clause number -> title.")
    clauses: dict[str, Clause] = Field({}, description="Number or name -> clause, in reading order.")

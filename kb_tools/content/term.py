"""Term: one vocabulary in both languages, with the words that people really use."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from kb_tools.content.record import Record
from kb_tools.content.reference import ANY_PAGE, ref
from kb_tools.content.scalars import Plain, Text

__all__ = ["Term"]


class Term(Record):
    """A word of the field: what it means and what else it is called."""

    type_name: ClassVar[str] = "term"
    folder: ClassVar[str] = "glossary"
    required: ClassVar[tuple[str, ...]] = ("definition",)
    outside: ClassVar[tuple[str, ...]] = ("definition", "abbreviations", "synonyms", "colloquial", "source", "see")

    definition: Text | None = None
    abbreviations: tuple[Plain, ...] = ()
    synonyms: tuple[Text, ...] = ()
    colloquial: tuple[Text, ...] = Field((), description="What people say instead, right or wrong; feeds search.")
    source: Plain | None = None
    see: tuple[ref(ANY_PAGE), ...] = ()

"""A draft before it is Markdown, HTML or Word: parts, tables, and questions to whoever writes the report. No logic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["Ask", "Block", "Bullets", "Document", "Heading", "Line", "Para", "Part", "Run", "State", "Table", "line"]

#: How something stands; writers add a shape and a colour.
State = Literal["", "good", "watch", "bad", "unknown"]


class Run(NamedTuple):
    """A piece of text.

    Attributes:
        text: Plain text; nothing in it is markup.
        ref: Id of the record that it names, `id#anchor` for a part of one; empty for none.
        state: How it stands.
        lang: Its language where that is not the report's; empty otherwise.
    """

    text: str
    ref: str = ""
    state: State = ""
    lang: str = ""


#: Pieces of text that follow each other.
Line = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside a part."""

    text: str


@dataclass(frozen=True)
class Para:
    """A paragraph; `quiet` for what explains and is no fact."""

    line: Line
    quiet: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A table; columns in `numbers` are aligned to the right.

    Attributes:
        label: What it holds, for people who do not see it.
        columns: Headings.
        rows: Cells, as many as columns.
        numbers: Columns of figures.
    """

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Ask:
    """A question that only the author can answer.

    Attributes:
        question: The question.
        facts: What the handbook knows about it.
        place: What stands where the answer belongs.
    """

    question: str
    facts: tuple[Line, ...]
    place: str


Block = Heading | Para | Bullets | Table | Ask


@dataclass(frozen=True)
class Part:
    """A part of the report with its own heading; `id` is unique in the document."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """The whole draft.

    Attributes:
        title: What it is about.
        lang: Its language.
        name: The handbook's name, for the head of printed pages.
        about: Label and text of what stands below the title: period, readers, due day.
        lead: What everybody should read.
        parts: The rest.
        foot: A last line: where the figures come from.
        day: The day of the report, `2026-11-15`.
        ask_label: What a question is announced with, for writers that cannot frame it.
        facts_label: What announces the facts of a question.
        lead_title: Heading of what everybody should read.
    """

    title: str
    lang: str
    name: str
    about: tuple[tuple[str, str], ...]
    lead: tuple[Block, ...]
    parts: tuple[Part, ...]
    foot: str
    day: str
    ask_label: str
    facts_label: str
    lead_title: str

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Every question, in order."""
        blocks = [*self.lead, *(block for part in self.parts for block in part.blocks)]
        return tuple(block for block in blocks if isinstance(block, Ask))


def line(text: str, ref: str = "", state: State = "") -> Line:
    """A line of one piece."""
    return (Run(text, ref, state),)

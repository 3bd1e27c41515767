"""One page: the facts that every check needs at once, and its content, decoded when somebody asks for it.

A handbook of 10,000 pages is checked in a second because most rules need only the facts. They are named tuples:
immutable, and quick to make by the hundred thousand.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from kb_tools.model.brief import Brief, brief_of
from kb_tools.model.diagnostic import Finding
from kb_tools.model.location import Location, Span

__all__ = ["Heading", "Link", "Page", "PartFact", "Ref", "Shape", "Waiver"]


class Heading(NamedTuple):
    """A heading of the body. `anchor` is the id it gets on the published page."""

    level: int
    text: str
    anchor: str
    line: int


class Link(NamedTuple):
    """A link in the body.

    Attributes:
        kind: `wiki` for `[[id]]`, `link`, `image`, or `html` for an address inside raw HTML.
        target: The address as written.
        text: What the reader sees; empty for a wiki link without text.
        span: Place of the target.
    """

    kind: str
    target: str
    text: str
    span: Span


class Ref(NamedTuple):
    """A reference in front matter.

    Attributes:
        field: Key path, `activities.0.responsible.1`.
        target: The id that was written.
        to: Types that may stand there.
        live: Whether the reference keeps its target in use.
        span: Place of the id.
    """

    field: str
    target: str
    to: tuple[str, ...]
    live: bool
    span: Span


class PartFact(NamedTuple):
    """Something with an id of its own inside a page: an activity, a KPI, a target."""

    kind: str
    id: str
    name: str
    span: Span


class Shape(NamedTuple):
    """What a translation must match: ids of a list of mappings, or its length where they have none."""

    field: str
    ids: tuple[str, ...]
    length: int
    span: Span


class Waiver(NamedTuple):
    """A suppression comment.

    Attributes:
        codes: Rule codes it silences.
        reason: Why, as written.
        until: Last day on which it holds (ISO date), empty for no end.
        line: Line of the comment.
        target: Line that it silences; 0 for the whole page.
    """

    codes: tuple[str, ...]
    reason: str
    until: str
    line: int
    target: int


@dataclass(frozen=True, eq=False)
class Page:
    """A Markdown page with its front matter.

    Attributes:
        path: File, relative to the handbook's root, with forward slashes.
        src: File, relative to its language's folder (`processes/incident-management.md`).
        lang: Language of the file.
        type: Type of the record (`process`, ...); `article` when it has none.
        id: Id of the record.
        title: Its title; the id when there is none.
        digest: Hash of the file's bytes (hex).
        text_hash: Fingerprint of what a translation translates (8 hex digits).
        substance: Fingerprint of what an attestation attests (8 hex digits).
        source_hash: In a translation, the `text_hash` it was made from.
        body_line: Line of the file on which the body starts.
        body_offset: Offset of the body in `text`.
        text: The whole file, decoded, with `\\n` line ends.
        front: Values of the front matter, as compact JSON.
        places: Where they stand, as JSON: key path (`activities.0.id`) -> line, column, end line, end column.
        schema: Record class of the type.
        front_links: Every `[[id]]` in the texts of the front matter; its place is that of the whole text.
        has_front_matter: Whether the file starts with a front-matter block.
        readable: Whether bytes and YAML could be read at all; when not, only the finding that says so is of use.
        is_translation: Whether the file translates a page of the source language.
        findings: What the loader and the rules that look at one page alone have found.
    """

    path: str
    src: str
    lang: str
    type: str
    id: str
    title: str
    digest: str
    text_hash: str
    substance: str
    source_hash: str
    body_line: int
    body_offset: int
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    anchors: tuple[str, ...]
    refs: tuple[Ref, ...]
    parts: tuple[PartFact, ...]
    shapes: tuple[Shape, ...]
    waivers: tuple[Waiver, ...]
    findings: tuple[Finding, ...]
    text: str = field(repr=False, default="")
    front: bytes = field(repr=False, default=b"{}")
    places: bytes = field(repr=False, default=b"{}")
    schema: Any = field(repr=False, default=None)
    front_links: tuple[Link, ...] = field(repr=False, default=())
    has_front_matter: bool = True
    readable: bool = True
    is_translation: bool = False

    @cached_property
    def brief(self) -> Brief:
        """What rules about the whole handbook ask of every page first."""
        return brief_of(self)

    @cached_property
    def front_hash(self) -> str:
        """Fingerprint of everything that is known of the page without its body (16 hex digits)."""
        known = (self.path, self.lang, self.type, self.id, self.title, self.source_hash, self.has_front_matter)
        facts = to_json((*known, self.readable, self.is_translation, self.parts, self.shapes))
        return hashlib.blake2b(b"\n".join((facts, self.front, self.places)), digest_size=8).hexdigest()

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return self.text[self.body_offset :]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file."""
        return tuple(self.text.split("\n"))

    @cached_property
    def _front(self) -> dict[str, Any]:
        return from_json(self.front)  # type: ignore[no-any-return]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        return from_json(self.places)  # type: ignore[no-any-return]

    @property
    def values(self) -> dict[str, Any]:
        """Front matter as written: nested mappings, lists and texts, without what failed its type."""
        return self._front.get("values", {})  # type: ignore[no-any-return]

    @property
    def written_keys(self) -> tuple[str, ...]:
        """Top-level keys that stand in the file with a value, valid or not."""
        return tuple(self._front.get("keys", ()))

    @cached_property
    def record(self) -> Any:
        """The typed record; fields that were missing or failed their type hold their defaults."""
        return self.schema.model_validate({**self.values, "custom": self._front.get("custom", {})})

    def span(self, *keys: str | int) -> Span:
        """Where the value at this key path stands; the closest parent when it is not in the file."""
        path = list(keys)
        while path:
            found = self._places.get(".".join(map(str, path)))
            if found:
                return Span(*found)
            path.pop()
        return Span(1, 1, 1, 4)

    def at(self, *keys: str | int) -> Location:
        """Like `span`, with the file."""
        return Location.at(self.path, self.span(*keys))

    def at_line(self, line: int, column: int = 1, end_column: int = 0) -> Location:
        """A place in this file by line and column; to the end of the line when no end is given."""
        if not end_column:
            end_column = len(self.lines[line - 1]) + 1 if 0 < line <= len(self.lines) else column + 1
        return Location(self.path, line, column, line, max(end_column, column + 1))

    def part(self, kind: str, part_id: str) -> PartFact | None:
        """The activity, KPI or target with this id, or None."""
        return next((part for part in self.parts if part.kind == kind and part.id == part_id), None)

"""Pages and data files as the cache keeps them: bytes in JSON, turned back into objects no sooner than somebody looks.

Of a page, what every run needs stands in its `head`; links, references, values and places are decoded when somebody
asks for them, and the text is decoded from the file, which was read anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from kb_tools.content import content_types
from kb_tools.load.data import DATA_MODELS, FileFacts, names_of, record_value
from kb_tools.load.decode import decode
from kb_tools.model.asked import Asked
from kb_tools.model.brief import Brief
from kb_tools.model.diagnostic import Finding
from kb_tools.model.handbook import Actual, DataRecord
from kb_tools.model.location import Location, Span
from kb_tools.model.page import Heading, Link, Page, PartFact, Ref, Shape, Waiver

__all__ = ["Stored", "restore_data", "restore_findings", "restore_page", "store_data", "store_page"]


class Stored(NamedTuple):
    """One file in the cache.

    Attributes:
        digest: Hash of its bytes (hex).
        head: Of a page: what is needed at once.
        content: Bytes in which the rest stands: those of this file alone, or a whole cache.
        start: From where in there `cuts` count.
        cuts: Where three parts in JSON begin, and where the last one ends: of a page its facts (headings, links and
            so on), the values of its front matter, and their places; of a data file everything, and nothing twice.
    """

    digest: str
    head: list[Any]
    content: bytes
    start: int
    cuts: Sequence[int]

    @classmethod
    def of(cls, digest: str, head: list[Any], facts: bytes, front: bytes = b"", places: bytes = b"") -> Stored:
        """Store a file by itself."""
        first, second = len(facts), len(facts) + len(front)
        return cls(digest, head, facts + front + places, 0, (0, first, second, second + len(places)))

    def part(self, number: int) -> bytes:
        """One of the three parts."""
        return self.content[self.start + self.cuts[number] : self.start + self.cuts[number + 1]]

    @property
    def size(self) -> int:
        """Bytes of all of them."""
        return self.cuts[3] - self.cuts[0]

    @property
    def parts(self) -> bytes:
        """All of them."""
        return self.content[self.start + self.cuts[0] : self.start + self.cuts[3]]


def store_page(page: Page) -> Stored:
    """A page without its text."""
    head = [
        page.path, page.src, page.lang, page.type, page.id, page.title, page.text_hash, page.substance,
        page.source_hash, page.body_line, page.body_offset, page.has_front_matter, page.readable, page.is_translation,
        page.parts, page.waivers, page.findings, tuple(page.brief), page.front_hash,
    ]  # fmt: skip
    lists = (page.headings, page.links, page.anchors, page.refs, page.shapes, page.front_links)
    facts = to_json([_plain(rows) for rows in lists])
    return Stored.of(page.digest, head, facts, page.front, page.places)


def _plain(rows: Sequence[Any]) -> list[Any]:
    """Named tuples, which mostly end with a span, as plain ones: those become JSON four times as fast."""
    return [(*row[:-1], tuple(row[-1])) if isinstance(row[-1], Span) else row for row in rows]


def restore_page(stored: Stored, raw: bytes) -> Page:
    """The page that `store_page` was given, with the bytes of its file."""
    (path, src, lang, page_type, page_id, title, text_hash, substance, source_hash, body_line, body_offset, has_front,
     readable, is_translation, parts, waivers, findings, brief, front_hash) = stored.head  # fmt: skip
    page = object.__new__(_StoredPage)
    page.__dict__.update(
        path=path, src=src, lang=lang, type=page_type, id=page_id, title=title, digest=stored.digest,
        text_hash=text_hash, substance=substance, source_hash=source_hash, body_line=body_line,
        body_offset=body_offset, has_front_matter=has_front, readable=readable, is_translation=is_translation,
        parts=tuple([PartFact(kind, part, name, Span(*span)) for kind, part, name, span in parts]) if parts else (),
        waivers=tuple([Waiver(tuple(codes), *rest) for codes, *rest in waivers]) if waivers else (),
        findings=restore_findings(findings), schema=content_types()[page_type], brief=_new(Brief, brief),
        front_hash=front_hash, _stored=stored, _raw=raw,
    )  # fmt: skip
    return page


def restore_findings(rows: list[Any]) -> tuple[Finding, ...]:
    """Findings that were written as JSON."""
    return tuple(
        [Finding(Location(*where), code, variant, _pairs(args)) for where, code, variant, args in rows] if rows else ()
    )


def _pairs(args: list[Any]) -> tuple[tuple[str, str], ...]:
    return tuple([(name, value) for name, value in args])


#: Makes a named tuple of what JSON gives in half the time that its own constructor takes.
_new: Any = tuple.__new__


def _links(rows: list[Any]) -> tuple[Link, ...]:
    return tuple([_new(Link, (kind, to, text, _new(Span, at))) for kind, to, text, at in rows])


def _refs(rows: list[Any]) -> tuple[Ref, ...]:
    return tuple([_new(Ref, (key, to, tuple(of), live, _new(Span, at))) for key, to, of, live, at in rows])


class _StoredPage(Page):
    """A page whose facts are still JSON."""

    _raw: bytes
    _stored: Stored

    @cached_property
    def text(self) -> str:
        return decode(self._raw, self.path)[0] or ""

    @cached_property
    def front(self) -> bytes:
        return self._stored.part(1)

    @cached_property
    def places(self) -> bytes:
        return self._stored.part(2)

    @cached_property
    def _rows(self) -> list[Any]:
        return from_json(self._stored.part(0))  # type: ignore[no-any-return]

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        return tuple([_new(Heading, row) for row in self._rows[0]])

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return _links(self._rows[1])

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        return tuple(self._rows[2])

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        return _refs(self._rows[3])

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        return tuple([Shape(key, tuple(ids), size, Span(*at)) for key, ids, size, at in self._rows[4]])

    @cached_property
    def front_links(self) -> tuple[Link, ...]:
        return _links(self._rows[5])


class _StoredRecord(DataRecord):
    """A data record whose value is not validated yet; it was when it was stored."""

    _values: dict[str, Any] | None
    _ref_rows: list[Any]

    @cached_property
    def value(self) -> Any:
        return record_value(DATA_MODELS[self.kind], self._values)

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        return _refs(self._ref_rows)


def store_data(digest: str, facts: FileFacts) -> Stored:
    """A data file's facts."""
    records = [(r.kind, r.id, r.path, r.span, facts.values[r.kind, r.id], r.refs) for r in facts.records]
    return Stored.of(digest, [], to_json([records, facts.actuals, facts.asked, facts.findings]))


def restore_data(stored: Stored) -> FileFacts:
    """The facts that `store_data` was given."""
    records, actuals, asked, findings = from_json(stored.part(0))
    facts = FileFacts(
        actuals=[_new(Actual, row) for row in actuals],
        asked=[_new(Asked, row) for row in asked],
        findings=list(restore_findings(findings)),
    )
    for kind, key, path, span, values, refs in records:
        record = object.__new__(_StoredRecord)
        names = names_of(values)
        record.__dict__.update(
            kind=kind, id=key, path=path, span=_new(Span, span), names=names, _values=values, _ref_rows=refs
        )
        facts.records.append(record)
        facts.values[kind, key] = values
    return facts

"""The page cache: facts of a page, keyed by the bytes they came from. Safe to delete, truncate or corrupt at any
moment.

One file with a checksum over all of it, holding JSON and nothing that could run. What does not match the key is
ignored.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from kb_tools.content import content_types
from kb_tools.model.diagnostic import Finding
from kb_tools.model.location import Location, Span
from kb_tools.model.page import Heading, Link, Page, PartFact, Ref, Shape, Waiver

__all__ = ["PageCache", "decode_page", "encode_page"]

_MAGIC = b"kb-pages 1\n"
_DIGEST = 32


def encode_page(page: Page) -> list[Any]:
    """A page without its text, as plain lists and texts."""
    return [
        page.path, page.src, page.lang, page.type, page.id, page.title, page.digest, page.text_hash, page.substance,
        page.source_hash, page.body_line, page.body_offset, page.headings, page.links, page.anchors, page.refs,
        page.parts, page.shapes, page.waivers, page.findings, page.front.decode(), page.has_front_matter, page.readable,
        page.is_translation,
    ]  # fmt: skip


def decode_page(row: list[Any], text: str) -> Page:
    """The page that `encode_page` was given, with its text put back."""
    # fmt: off
    (path, src, lang, page_type, page_id, title, digest, text_hash, substance, source_hash, body_line, body_offset,
     headings, links, anchors, refs, parts, shapes, waivers, findings, front, has_front, readable,
     is_translation) = row
    # fmt: on
    return Page(
        path,
        src,
        lang,
        page_type,
        page_id,
        title,
        digest,
        text_hash,
        substance,
        source_hash,
        body_line,
        body_offset,
        tuple([Heading._make(h) for h in headings]),
        tuple([Link(kind, target, shown, Span._make(span)) for kind, target, shown, span in links]),
        tuple(anchors),
        tuple([Ref(name, target, tuple(to), live, Span._make(span)) for name, target, to, live, span in refs]),
        tuple([PartFact(kind, part, name, Span._make(span)) for kind, part, name, span in parts]),
        tuple([Shape(name, tuple(ids), length, Span._make(span)) for name, ids, length, span in shapes]),
        tuple([Waiver(tuple(codes), *rest) for codes, *rest in waivers]),
        tuple(
            [
                Finding(Location._make(where), code, variant, tuple([(k, v) for k, v in args]))
                for where, code, variant, args in findings
            ]
        ),
        text,
        front.encode(),
        content_types()[page_type],
        has_front,
        readable,
        is_translation,
    )  # fmt: skip


class PageCache:
    """Rows of pages by path.

    Args:
        path: The cache file; None keeps nothing.
        key: Everything besides a page's bytes that its facts depend on (version, settings, rules).
    """

    def __init__(self, path: Path | None, key: str) -> None:
        self.path = path
        self.key = key
        self.rows: dict[str, list[Any]] = self._read()
        self._stored = {name: row[6] for name, row in self.rows.items()}

    def get(self, path: str, digest: str) -> list[Any] | None:
        """The row of a page, when its bytes are still the same."""
        row = self.rows.get(path)
        return row if row is not None and row[6] == digest else None

    def save(self, rows: dict[str, list[Any]]) -> None:
        """Keep these rows, and no others; a disk that is full or read-only is no reason to stop."""
        if self.path is None or self._stored == {name: row[6] for name, row in rows.items()}:
            return
        payload = to_json({"key": self.key, "rows": rows})
        blob = _MAGIC + hashlib.blake2b(payload, digest_size=_DIGEST).digest() + payload
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            (self.path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            handle, name = tempfile.mkstemp(dir=self.path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(blob)
            os.replace(name, self.path)

    def _read(self) -> dict[str, list[Any]]:
        if self.path is None:
            return {}
        try:
            blob = self.path.read_bytes()
        except OSError:
            return {}
        start = len(_MAGIC) + _DIGEST
        payload = blob[start:]
        checksum = hashlib.blake2b(payload, digest_size=_DIGEST).digest()
        if not blob.startswith(_MAGIC) or blob[len(_MAGIC) : start] != checksum:
            return {}
        data = from_json(payload)
        return data["rows"] if data.get("key") == self.key else {}

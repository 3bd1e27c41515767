"""The index of the command line, kept by Whoosh: written whole, or brought up to date by what has changed.

Whoosh keeps postings, deletes and merges. What a term is worth to a document is worked out by `impact.py`, as for the
browser's index, so both rank alike; the ranking is in `whoosh_engine.py`. Knows nothing of handbooks.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import resources
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage

from kb_tools.search.analyzer import fold
from kb_tools.search.cards import card_files
from kb_tools.search.collection import Collection
from kb_tools.search.concepts import Concepts, built_in_groups, merged_groups
from kb_tools.search.document import Document
from kb_tools.search.impact import Posting, average_lengths, field_texts, postings
from kb_tools.search.trust import MARKER, read_marker, write_marker

__all__ = ["FILES", "POSTING", "Change", "bring_up_to_date", "facts_of", "part_folders"]

#: A posting's value: impact, sections.
POSTING = struct.Struct("<BI")
#: Folder of Whoosh's own files, beside the marker.
FILES = "segments"
#: Raised whenever an index written before would be misread.
_FORMAT = 1
#: Megabytes of postings that are sorted in memory; more goes through files.
_MEMORY = 192
#: Postings that are read at once.
_BLOCK = 512
#: Documents from which on a second process is worth its while.
_PART = 500
#: When more than this share of the documents has changed, writing everything is faster.
_MUCH = 0.3
#: Words that a misspelt one may have meant.
_WORD = re.compile("[a-z]{4,30}")


class _Impacts(formats.Format):  # type: ignore[misc]
    """Postings that hold what `impact.py` says and no positions."""

    posting_size = POSTING.size

    def fixed_value_size(self) -> int:
        return POSTING.size


class _Terms(fields.FieldType):  # type: ignore[misc]
    """A field whose value is a document's terms with their postings."""

    def __init__(self) -> None:
        super().__init__(_Impacts(), None, scorable=True)  # else Whoosh asks the file system for each posting

    def index(self, value: Mapping[str, Posting], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, posting in value.items():
            yield term.encode(), 1, 1.0, POSTING.pack(*posting)


@dataclass(frozen=True)
class Change:
    """What was done to an index.

    Attributes:
        written: Documents that were indexed.
        removed: Documents that are gone.
        total: Documents in it now.
        rebuilt: Whether it was written whole.
    """

    written: int
    removed: int
    total: int
    rebuilt: bool


@dataclass(frozen=True)
class _Basis:
    """What every posting depends on besides its own document."""

    groups: tuple[tuple[str, ...], ...]
    averages: Mapping[tuple[str, str], float]
    languages: tuple[str, ...]

    @property
    def digest(self) -> str:
        return _digest(_FORMAT, _code(), self.groups, sorted(self.averages.items()), self.languages)


def facts_of(folder: Path) -> dict[str, Any] | None:
    """What an index says of itself; None when there is none, or none to be trusted."""
    facts = read_marker(folder / FILES, folder / MARKER)
    return facts if facts and facts.get("format") == _FORMAT else None


def bring_up_to_date(folder: Path, collection: Collection, jobs: int = 1, state: str = "") -> Change:
    """Make the index in a folder hold exactly a collection; only what has changed is indexed again.

    Args:
        folder: Made when it is not there. Nobody else may write there meanwhile.
        collection: What to hold.
        jobs: Processes to work with; an index that is written whole gets as many parts.
        state: Remembered with the index: what the collection was made of.
    """
    groups = merged_groups([*built_in_groups(), *collection.groups])
    basis = _Basis(groups, average_lengths(collection.documents), collection.languages)
    facts = facts_of(folder)
    wanted = {document.id: _digest(document) for document in collection.documents}
    held: dict[str, str] = facts["documents"] if facts and facts["basis"] == basis.digest else {}
    changed = [document for document in collection.documents if held.get(document.id) != wanted[document.id]]
    gone = sorted(held.keys() - wanted.keys())
    rebuilt = not held or len(changed) + len(gone) > max(1, _MUCH * len(wanted))
    if rebuilt:
        changed, gone = list(collection.documents), []
        shutil.rmtree(folder / FILES, ignore_errors=True)
    parts = facts["parts"] if facts and not rebuilt else max(1, min(jobs, len(wanted) // _PART))
    remembered = {
        "format": _FORMAT,
        "basis": basis.digest,
        "documents": wanted,
        "groups": [list(group) for group in groups],
        "labels": collection.labels,
        "languages": list(collection.languages),
        "parts": parts,
        "state": state,
    }
    if rebuilt or facts != remembered:
        (folder / MARKER).unlink(missing_ok=True)
        _write_parts(folder / FILES, changed, [*gone, *(one.id for one in changed if one.id in held)], basis, parts)
        write_marker(folder / FILES, folder / MARKER, remembered)
    return Change(len(changed), len(gone), len(wanted), rebuilt)


def part_folders(folder: Path, parts: int) -> list[Path]:
    """Folders of the parts of an index; each is an index of Whoosh's."""
    return [folder / FILES / f"part-{number}" for number in range(parts)]


def _write_parts(
    folder: Path, documents: Sequence[Document], outdated: Sequence[str], basis: _Basis, parts: int
) -> None:
    """Write the parts side by side, each with the documents that belong there."""
    work = [
        (
            part,
            [document for document in documents if _part_of(document.id, parts) == number],
            [key for key in outdated if _part_of(key, parts) == number],
            basis,
        )
        for number, part in enumerate(part_folders(folder.parent, parts))
    ]
    work = [row for row in work if row[1] or row[2] or not row[0].is_dir()]
    if len(work) < 2:
        for row in work:
            _write(*row)
        return
    with ProcessPoolExecutor(len(work), get_context("fork")) as pool:
        for done in [pool.submit(_write, *row) for row in work]:
            done.result()


def _part_of(key: str, parts: int) -> int:
    return zlib.crc32(key.encode()) % parts


def _write(folder: Path, documents: Sequence[Document], outdated: Sequence[str], basis: _Basis) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    storage = FileStorage(str(folder))
    index = storage.open_index() if any(folder.glob("*.toc")) else storage.create_index(_schema())
    writer = index.writer(limitmb=_MEMORY, codec=W3Codec(blocklimit=_BLOCK, compression=0))
    for key in outdated:
        writer.delete_by_term("key", key)
    concepts = Concepts(basis.groups)
    for document in documents:
        writer.add_document(**_row(document, basis, concepts))
    writer.commit()
    index.close()
    storage.close()


def _schema() -> fields.Schema:
    return fields.Schema(
        key=fields.ID(unique=True, stored=True),
        about=fields.STORED,
        terms=_Terms(),
        words=fields.KEYWORD(scorable=True),
        facets=fields.KEYWORD(scorable=True),
    )


def _row(document: Document, basis: _Basis, concepts: Concepts) -> dict[str, Any]:
    cards = {name.split("/")[1]: data for name, data in card_files([document], basis.languages)}
    kinds = {**document.facets, "type": (document.type,)}
    return {
        "key": document.id,
        "about": {"type": document.type, "facets": dict(document.facets), "cards": cards},
        "terms": postings(document, basis.averages, concepts),
        "words": list(_words(document)),
        "facets": [f"{name}={value}" for name, values in sorted(kinds.items()) for value in values],
    }


def _words(document: Document) -> Iterator[str]:
    for text in document.texts:
        for _, _, value in field_texts(text):
            yield from _WORD.findall(fold(value))


def _digest(*parts: Any) -> str:
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _code() -> str:
    """State of the code and the words that postings depend on."""
    folder = resources.files("kb_tools.search")
    files: Iterable[Any] = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return _digest(*(file.read_bytes() for file in files if file.name.endswith((".py", ".txt"))))

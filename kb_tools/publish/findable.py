"""A handbook as a collection to search in, and where its pages stand in files."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import kb_tools
from kb_tools.config import Config
from kb_tools.load.edition import Edition
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition_view import EditionView
from kb_tools.render.found.documents import documents, labels, synonyms
from kb_tools.search.collection import Collection

__all__ = ["handbook_collection", "handbook_state", "source_of"]


def handbook_collection(handbook: Handbook, config: Config, as_of: dt.date) -> Collection:
    """Everything of a handbook that can be found; of two records with one id the first.

    Args:
        handbook: Cut to those who search.
        config: kb.toml.
        as_of: The day that the pages refer to.
    """
    views = [EditionView(Edition(handbook, lang), config, as_of) for lang in handbook.languages]
    made = {document.id: document for document in reversed(documents(views))}
    kept = tuple(made[key] for key in reversed(made))
    return Collection(kept, handbook.languages, synonyms(views), labels(views, kept))


def handbook_state(handbook: Handbook, config: Config, as_of: dt.date) -> str:
    """Changes whenever `handbook_collection` might give something else: with a page, the data, a setting, the code."""
    digest = hashlib.blake2b(digest_size=16)
    for piece in _state(handbook, config, as_of):
        digest.update(piece.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def _state(handbook: Handbook, config: Config, as_of: dt.date) -> Iterator[str]:
    yield f"{as_of} {handbook.audience} {config!r}"
    for page in handbook.every_page():
        yield f"{page.path} {page.digest}"
    for kind, records in handbook.data.items():
        for record in records.values():
            yield f"{kind} {record.id} {record.value!r}"
    yield from (repr(row.value) for row in handbook.duty)
    yield from (repr(values) for _, values in sorted(handbook.actuals.items()))
    yield from (repr(values) for _, values in sorted(handbook.asked.items()))
    package = Path(kb_tools.__file__).parent
    for file in sorted(package.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            about = file.stat()
            yield f"{file.relative_to(package)} {about.st_size} {about.st_mtime_ns}"


def source_of(handbook: Handbook, record_id: str, lang: str) -> str:
    """The file in which a record stands, relative to the handbook's root; empty for what is generated."""
    page = handbook.by_id.get(record_id)
    if page:
        return handbook.translation_of.get((lang, page.src), page).path
    person = handbook.people.get(record_id)
    return person.path if person else ""

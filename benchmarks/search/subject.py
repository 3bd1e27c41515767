"""What is searched: judged pages for the peers, and the same as a collection for our engines."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.search import judged
from benchmarks.search.judged import Document, write
from kb_tools.cli.options import open_handbook
from kb_tools.publish.findable import handbook_collection
from kb_tools.search.collection import Collection
from kb_tools.search.document import LocalText
from kb_tools.search.evaluation import Judged
from kb_tools.search.sources import from_json_lines

__all__ = ["Subject", "handbook", "plain"]


class Subject(NamedTuple):
    """Pages with queries, twice.

    Attributes:
        judged: Pages and queries; all that the peers see.
        collection: The same pages as our engines index them.
    """

    judged: judged.Collection
    collection: Collection


def plain(found: judged.Collection) -> Subject:
    """Pages of any kind, read as `kb index --from-jsonl` reads them."""
    with tempfile.TemporaryDirectory(prefix="kb-search-") as folder:
        write(found, Path(folder))
        return Subject(found, from_json_lines(Path(folder) / "documents.jsonl"))


def handbook(root: Path, queries: tuple[Judged, ...]) -> Subject:
    """A handbook with its judged queries. The peers get the words of every field as text of the page."""
    opened = open_handbook(root)
    collection = handbook_collection(opened.handbook, opened.config, opened.as_of)
    pages = tuple(
        Document(page.id, text.title, _markdown(text), text.lang)
        for page in collection.documents
        for text in page.texts
    )
    name = opened.config.handbook.name[collection.languages[0]]
    return Subject(judged.Collection(name, pages, queries), collection)


def _markdown(text: LocalText) -> str:
    named = [*text.aliases, *text.symptoms, *text.errors, *text.people]
    parts = ["\n".join(f"- {one}" for one in named)]
    for section in text.sections:
        parts += [f"## {section.heading}" if section.heading else "", section.text]
    return "\n\n".join(part for part in parts if part).replace("<", "&lt;")

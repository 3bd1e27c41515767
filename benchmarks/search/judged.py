"""Documents and judged queries as files, in the forms that `kb index --from-jsonl` and `kb search --eval` read.

Knows nothing of where they come from, and nothing of engines.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from kb_tools.search.evaluation import Judged

__all__ = ["Collection", "Document", "one_line", "write"]


class Document(NamedTuple):
    """A page: its id is what judgements speak of; the body is Markdown."""

    id: str
    title: str
    body: str
    lang: str


class Collection(NamedTuple):
    """Pages with the questions that are asked of them."""

    name: str
    documents: tuple[Document, ...]
    queries: tuple[Judged, ...]


def one_line(text: str) -> str:
    """A piece of plain text as a paragraph of Markdown that says the same: no line breaks, no indentation, no tags."""
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")


def write(collection: Collection, folder: Path) -> None:
    """Write `documents.jsonl` (one page per line) and `queries.json` (a list) into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(document._asdict(), ensure_ascii=False) for document in collection.documents]
    (folder / "documents.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = [{"query": item.query, "relevant": sorted(item.relevant), "lang": item.lang} for item in collection.queries]
    (folder / "queries.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

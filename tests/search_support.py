"""What tests of search share: a Node process with the browser's modules, and small documents and indexes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kb_tools.search import browser
from kb_tools.search.build import IndexOptions, index_files
from kb_tools.search.document import Document, LocalText, Section

WEB = Path(browser.__file__).parent / "web"


class Node:
    """The browser's modules."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def __call__(self, task: str, **rest: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"task": task, **rest}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def search(self, index: Path, query: str, lang: str = "zh", **options: Any) -> dict[str, Any]:
        """One answer of an index."""
        return self("search", index=str(index), lang=lang, asked=[[query, options]])["answers"][0]


def write_index(folder: Path, documents: Sequence[Document], languages: tuple[str, ...] = ("zh", "en")) -> Path:
    """Write an index for browsers."""
    for name, data in index_files(documents, IndexOptions(languages, jobs=1)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def document(
    name: str,
    title: str,
    body: str = "",
    *,
    type: str = "article",
    lang: str = "zh",
    prior: float = 1.0,
    facets: Mapping[str, tuple[str, ...]] | None = None,
    **fields: tuple[str, ...],
) -> Document:
    """A document of one language, whose text stands at its top."""
    text = LocalText(lang, f"{name}/", title, sections=(Section("", "", "", body),), **fields)
    return Document(name, type, (text,), facets or {}, prior)

"""What search needs on the site: the browser engine and the index of all editions, as files below `assets/search/`."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from kb_tools.config import Config
from kb_tools.load.edition import Edition
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition_view import EditionView
from kb_tools.render.found.documents import documents, labels, synonyms
from kb_tools.search.browser import engine_modules
from kb_tools.search.build import IndexOptions, index_files

__all__ = ["SEARCH_FOLDER", "search_files", "write_search"]

#: Where it lies on the site, below the source language's root.
SEARCH_FOLDER = "assets/search"


def search_files(
    handbook: Handbook,
    config: Config,
    as_of: dt.date,
    languages: Sequence[str],
    jobs: int = 1,
    cache_dir: Path | None = None,
) -> Iterator[tuple[str, bytes]]:
    """(file relative to the site's root, bytes) of engine and index.

    Args:
        handbook: What is published, cut to its readers.
        config: kb.toml.
        as_of: The day that the pages refer to.
        languages: Editions of the site, the source language first.
        jobs: Processes to work with.
        cache_dir: Where analyzed pages are kept for the next time.
    """
    views = [EditionView(Edition(handbook, lang), config, as_of) for lang in languages]
    made = documents(views)
    options = IndexOptions(tuple(languages), synonyms(views), labels(views, made), jobs, cache_dir)
    for name, data in engine_modules():
        yield f"{SEARCH_FOLDER}/{name}", data
    for name, data in index_files(made, options):
        yield f"{SEARCH_FOLDER}/index/{name}", data


def write_search(out: Path, files: Iterator[tuple[str, bytes]]) -> None:
    """Write the files below a folder."""
    made: set[str] = set()
    for name, data in files:
        path = out / name
        folder = os.path.dirname(path)
        if folder not in made:
            os.makedirs(folder, exist_ok=True)
            made.add(folder)
        path.write_bytes(data)

"""What search needs on the site: the browser engine and the index of all editions, as files below `assets/search/`."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from kb_tools.config import Config
from kb_tools.load.edition import Edition
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition_view import EditionView
from kb_tools.render.found.documents import documents, labels, synonyms
from kb_tools.search.build import IndexOptions, index_files

__all__ = ["SEARCH_FOLDER", "engine_files", "search_files", "slim", "write_search"]

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
    for name, data in engine_files():
        yield f"{SEARCH_FOLDER}/{name}", data
    for name, data in index_files(made, options):
        yield f"{SEARCH_FOLDER}/index/{name}", data


def engine_files() -> Iterator[tuple[str, bytes]]:
    """(file, bytes) of the browser engine's modules."""
    folder = resources.files("kb_tools.search").joinpath("web")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".js"):
            yield file.name, slim(file.read_text(encoding="utf-8")).encode()


def slim(script: str) -> str:
    """A script of ours without the lines that are only comments, and without indentation: a third less to transfer.

    Scripts of ours have no text over several lines, so no line begins inside one.
    """
    kept = [line.strip() for line in script.split("\n")]
    inside = False
    lines = []
    for line in kept:
        if line.startswith("/*"):
            inside = True
        if not inside and line and not line.startswith("//"):
            lines.append(line)
        if inside and line.endswith("*/"):
            inside = False
    return "\n".join(lines) + "\n"


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

"""`kb index`: the search index, for browsers and for the command line."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from kb_tools.cli.options import as_of_option, cli_words, lang_option, open_handbook, root_option
from kb_tools.errors import UsageError
from kb_tools.publish.findable import handbook_collection
from kb_tools.search.collection import Collection
from kb_tools.search.folder import IndexFolder
from kb_tools.search.sources import from_folder, from_json_lines

__all__ = ["CACHE", "command", "processes"]

#: Where the index of a handbook lies, below its root.
CACHE = ".kb-cache/search"


@click.command("index")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--from-jsonl", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@root_option
@as_of_option
@lang_option
def command(
    folder: Path | None,
    from_jsonl: Path | None,
    out: Path | None,
    as_json: bool,
    root: Path | None,
    as_of: str | None,
    lang: str | None,
) -> None:
    """Write the search index of the handbook, of a folder, or of a file with JSON lines."""
    words = cli_words(lang)
    console = Console(stderr=True)
    with console.status(words("search_cli.reading")):
        collection, target = _collection(folder, from_jsonl, out, root, as_of)
    place = IndexFolder(target)
    with place.locked():
        start = time.perf_counter()
        with console.status(words("search_cli.writing_browser")):
            browser = place.write_browser(collection, processes())
        between = time.perf_counter()
        with console.status(words("search_cli.writing_whoosh")):
            change, whoosh = place.write_whoosh(collection, processes())
        end = time.perf_counter()
    said = {
        "documents": len(collection.documents),
        "languages": list(collection.languages),
        "out": str(target),
        "browser": {"files": browser.files, "bytes": browser.bytes, "seconds": round(between - start, 2)},
        "whoosh": {"files": whoosh.files, "bytes": whoosh.bytes, "seconds": round(end - between, 2)}
        | {"written": change.written, "removed": change.removed},
    }
    click.echo(json.dumps(said, ensure_ascii=False, indent=2) if as_json else _told(said, lang))


def processes() -> int:
    """Processes to work with."""
    return min(4, os.cpu_count() or 1)


def _collection(
    folder: Path | None, lines: Path | None, out: Path | None, root: Path | None, as_of: str | None
) -> tuple[Collection, Path]:
    if folder and lines:
        raise UsageError("error.index_two_sources")
    if folder or lines:
        if out is None:
            raise UsageError("error.index_out")
        return (from_folder(folder) if folder else from_json_lines(lines or Path())), out
    opened = open_handbook(root, as_of).seen_by("internal")
    return handbook_collection(opened.handbook, opened.config, opened.as_of), out or opened.root / CACHE


def _told(said: dict[str, Any], lang: str | None) -> str:
    words = cli_words(lang)
    rows = [words("search_cli.indexed", count=said["documents"], out=said["out"])]
    for name in ("browser", "whoosh"):
        about = said[name]
        size = f"{about['bytes'] / 1e6:.1f}"
        rows.append(words(f"search_cli.made_{name}", size=size, **{**about, "seconds": f"{about['seconds']:.1f}"}))
    return "\n".join(rows)

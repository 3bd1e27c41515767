"""The engines: each makes its index of the same pages, as its maker says, and names the module that asks it.

All but Whoosh run in one browser; a module in `web/` opens an index and answers a query with ids, the best first.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import markdown
import yaml

from benchmarks.search.judged import Document
from benchmarks.search.peers import PAGEFIND, Peers
from benchmarks.search.subject import Subject
from kb_tools.search.folder import IndexFolder

__all__ = ["ENGINES", "Built", "Engine"]


class Built(NamedTuple):
    """An index, ready to be served.

    Attributes:
        root: Folder to serve, or to open.
        options: What the module in `web/` is opened with.
        seconds: What building took, including what must be built around it.
        size: Bytes of the files that searching may load.
    """

    root: Path
    options: dict[str, Any]
    seconds: float
    size: int


class Engine(NamedTuple):
    """A way to search.

    Attributes:
        name: As the report calls it.
        module: Its module in `web/`; empty for what runs without a browser.
        build: Builds its index in a new folder.
    """

    name: str
    module: str
    build: Callable[[Subject, Path, Peers], Built]

    @property
    def key(self) -> str:
        """What chooses it on the command line."""
        return self.module.removesuffix(".js") or "whoosh"


#: Processes that may build an index.
_JOBS = 2


def _browser(subject: Subject, folder: Path, _: Peers) -> Built:
    start = time.perf_counter()
    size = IndexFolder(folder).write_browser(subject.collection, _JOBS)
    seconds = time.perf_counter() - start
    return Built(folder / "browser", {"lang": subject.collection.languages[0]}, seconds, size.bytes)


def _whoosh(subject: Subject, folder: Path, _: Peers) -> Built:
    start = time.perf_counter()
    _change, size = IndexFolder(folder).write_whoosh(subject.collection, _JOBS)
    return Built(folder / "whoosh", {}, time.perf_counter() - start, size.bytes)


def _pagefind(subject: Subject, folder: Path, peers: Peers) -> Built:
    """A page of plain HTML for each document and language; what a generator's frame would add is left out."""
    convert = markdown.Markdown(extensions=["tables", "fenced_code"])
    for page in subject.judged.documents:
        path = folder / page.lang / f"{page.id}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(page, convert.reset().convert(page.body)), encoding="utf-8")
    start = time.perf_counter()
    _run([str(peers.pagefind), "--site", str(folder)], folder, {})
    seconds = time.perf_counter() - start
    # it refuses to merge an index with itself, so each further language is read from a second name of the folder
    others = {lang: f"/pagefind-{lang}/" for lang in subject.collection.languages[1:]}
    for name in others.values():
        os.symlink(folder / "pagefind", folder / name.strip("/"))
    bundle = folder / "pagefind"
    shown = [path for path in bundle.rglob("*") if path.is_file() and not re.search(r"ui|highlight", path.name)]
    size = sum(path.stat().st_size for path in shown)
    return Built(folder, {"lang": subject.collection.languages[0], "others": others}, seconds, size)


def _page(page: Document, body: str) -> str:
    title = html.escape(page.title)
    return (
        f'<!doctype html><html lang="{page.lang}"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><main data-pagefind-body><h1>{title}</h1>\n{body}\n</main></body></html>\n"
    )


def _material(subject: Subject, folder: Path, peers: Peers) -> Built:
    """A site with Material's search plugin and jieba, set up for Chinese as its documentation says."""
    pages = folder / "docs"
    for page in subject.judged.documents:
        path = pages / page.lang / f"{page.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        front = f"---\ntitle: {json.dumps(page.title, ensure_ascii=False)}\n---\n"
        path.write_text(f"{front}\n# {page.title}\n\n{page.body}\n", encoding="utf-8")
    (pages / "index.md").write_text("# \n", encoding="utf-8")
    search: dict[str, Any] = {"lang": list(subject.collection.languages)}
    if "zh" in subject.collection.languages:
        search["separator"] = r"[\s\u200b\-]"
    settings = {
        "site_name": "search",
        "theme": {"name": "material", "language": subject.collection.languages[0], "font": False},
        "plugins": [{"search": search}],
        "nav": ["index.md"],  # with all pages in the navigation, each of them would repeat it
        "not_in_nav": "*",
        "validation": {"links": {"not_found": "ignore"}},
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    start = time.perf_counter()
    python = os.pathsep.join(filter(None, [str(peers.python), os.environ.get("PYTHONPATH")]))
    _run([str(Path(sys.executable).parent / "mkdocs"), "build", "-q"], folder, {"PYTHONPATH": python})
    seconds = time.perf_counter() - start
    site = folder / "site"
    worker = next((site / "assets" / "javascripts" / "workers").glob("search.*.min.js"))
    index = site / "search" / "search_index.json"
    options = {"worker": f"/{worker.relative_to(site)}"}
    return Built(site, options, seconds, index.stat().st_size + worker.stat().st_size)


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    if done.returncode:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{(done.stderr or done.stdout)[-2000:]}")


#: In the order of the report.
ENGINES = (
    Engine("kb, browser", "browser.js", _browser),
    Engine("kb, Whoosh", "", _whoosh),
    Engine(f"Pagefind {PAGEFIND}", "pagefind.js", _pagefind),
    Engine(f"Material {version('mkdocs-material')}, jieba", "material.js", _material),
)

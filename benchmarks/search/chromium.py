"""Queries put to an engine in a real Chromium: what it answers, how long it takes, how much it loads."""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.search.engines import Built, Engine
from benchmarks.search.serving import OWN, Server
from kb_tools.search.evaluation import Judged, Run

__all__ = ["Chromium", "Cold"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
_WEB = Path(__file__).parent / "web"
_OPEN = "async ([path, options]) => { window.ask = await (await import(path)).open(options); }"
_ASK = """async (queries) => {
  const found = [];
  for (const [query, lang] of queries) {
    const start = performance.now();
    const ids = await window.ask(query, lang);
    found.push([ids, performance.now() - start]);
  }
  return found;
}"""
#: First visits: at most so many, no more after so many seconds, but never fewer than the least.
_VISITS, _SECONDS, _LEAST = 30, 30.0, 3


class Cold(NamedTuple):
    """First visits: nothing is in the browser's cache, code and data are loaded, one query is answered.

    Attributes:
        milliseconds: Until the first results are there; the median. The server is on the same machine.
        bytes: Loaded until then; the median.
        most: The same, the largest.
    """

    milliseconds: float
    bytes: float
    most: float


class Chromium:
    """A browser and a server for it; a context manager."""

    def __enter__(self) -> Chromium:
        path = os.environ.get("KB_CHROMIUM") or next((found for name in _NAMES if (found := shutil.which(name))), None)
        if not path:
            raise SystemExit("no Chromium: run scripts/ensure_chromium.py, or set KB_CHROMIUM to its path")
        own = {name.name: name.read_bytes() for name in _WEB.glob("*.js")}
        own["page.html"] = b'<!doctype html><html><head><meta charset="utf-8"><title>-</title></head></html>'
        self._server = Server(own).__enter__()
        self._playwright = sync_playwright().start()
        self._browser: Browser = self._playwright.chromium.launch(executable_path=path, args=_FLAGS)
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.close()
        self._playwright.stop()
        self._server.__exit__()

    def ask(self, engine: Engine, built: Built, queries: Sequence[Judged]) -> Run:
        """All queries, one after the other, in one visit."""
        page = self._visit(engine, built)
        found: list[tuple[list[str], float]] = page.evaluate(_ASK, [[one.query, one.lang] for one in queries])
        page.context.close()
        return Run(tuple(tuple(ids) for ids, _ in found), tuple(took for _, took in found))

    def first_visits(self, engine: Engine, built: Built, queries: Sequence[Judged]) -> Cold:
        """One query per visit, evenly taken from those given."""
        taken = list(queries)[:: max(1, len(queries) // _VISITS)][:_VISITS]
        began = time.perf_counter()
        rows: list[tuple[float, int]] = []
        for one in taken:
            if len(rows) >= _LEAST and time.perf_counter() - began > _SECONDS:
                break
            self._server.sent = 0
            start = time.perf_counter()
            page = self._visit(engine, built)
            page.evaluate(_ASK, [[one.query, one.lang]])
            rows.append((1000 * (time.perf_counter() - start), self._server.sent))
            page.context.close()
        times, sizes = zip(*rows, strict=True)
        return Cold(statistics.median(times), statistics.median(sizes), max(sizes))

    def _visit(self, engine: Engine, built: Built) -> Page:
        if self._server.root != built.root:
            self._server.show(built.root)
        page = self._browser.new_context().new_page()
        page.set_default_timeout(0)
        page.goto(f"{self._server.address}{OWN}page.html")
        page.evaluate(_OPEN, [f"{OWN}{engine.module}", built.options])
        return page

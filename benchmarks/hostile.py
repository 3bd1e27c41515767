"""Hostile inputs of the tests: what each gives, and how long reading and checking it takes."""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.measure import Row
from kb_tools.check.runner import check_page
from kb_tools.load.pages import PageFile, PageSettings, parse_page

__all__ = ["TITLE", "measure"]

TITLE = "hostile inputs: milliseconds to read and check, and the findings"
_TESTS = Path(__file__).parent.parent / "tests" / "unit" / "load"


def measure() -> list[Row]:
    """A row for each input."""
    return [_row(name, raw) for name, raw, _ in _corpus()]


def _corpus() -> Any:
    sys.path.insert(0, str(_TESTS))
    try:
        return importlib.import_module("hostile_corpus").CORPUS
    finally:
        sys.path.remove(str(_TESTS))


def _row(name: str, raw: bytes) -> Row:
    settings = PageSettings("zh", ())
    start = time.perf_counter()
    page = parse_page(PageFile("docs/page.md", "page.md", "zh", raw), settings)
    found = [*page.findings, *check_page(page)]
    took = (time.perf_counter() - start) * 1000
    codes = ", ".join(dict.fromkeys(finding.code for finding in found)) or "nothing"
    return Row(name, took, "ms", codes)

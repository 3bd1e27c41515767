"""`kb check` on 10,000 pages and 2,000 people, and beside it what reading, YAML and validation cost alone."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from benchmarks.generate import generate
from benchmarks.measure import Command, Row, median, peak_memory, run, timed
from kb_tools.check.runner import check_page
from kb_tools.config import Config, load_config
from kb_tools.load.decode import decode
from kb_tools.load.frontmatter import Split, split
from kb_tools.load.loader import page_settings
from kb_tools.load.pages import parse_page
from kb_tools.load.walk import collect

__all__ = ["TITLE", "measure"]

PAGES = 10_000
PEOPLE = 2_000
TITLE = f"kb check: {PAGES:,} pages, {PEOPLE:,} people"


def measure() -> list[Row]:
    """The figures, on a handbook made for them."""
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
        root = Path(folder)
        generate(root, PAGES, PEOPLE)
        return [*_whole(root), *_alone(root)]


def _whole(root: Path) -> list[Row]:
    command: Command = [Path(sys.executable).with_name("kb"), "check", "--format", "concise"]
    page = root / "docs" / "known-errors" / "known-error-00001.md"

    def forget() -> None:
        shutil.rmtree(root / ".kb-cache", ignore_errors=True)

    def cold() -> Any:
        forget()
        return run(command, root)

    def edited() -> Any:
        with page.open("a", encoding="utf-8") as file:
            file.write("又一句。\n")
        return run(command, root)

    def retitled() -> Any:
        page.write_text(page.read_text(encoding="utf-8").replace("\ntitle: ", "\ntitle: 新", 1), encoding="utf-8")
        return run(command, root)

    rows = []
    runs = {
        "cold": (cold, "limit 5 s"),
        "warm": (lambda: run(command, root), ""),
        "warm after one edit of a text": (edited, "limit 1 s"),
        "warm after one edit of front matter": (retitled, "limit 1 s"),
    }
    for name, (action, limit) in runs.items():
        cost = median(action)
        rows += [Row(name, cost.wall, "s", limit), Row(f"{name}, processor", cost.processor, "s")]
    forget()
    rows.append(Row("peak memory, cold, with its children", peak_memory(command, root), "MB", "limit 600 MB"))
    rows.append(Row("peak memory, warm", peak_memory(command, root), "MB", "limit 600 MB"))
    return rows


def _alone(root: Path) -> list[Row]:
    config = load_config(root)
    settings, files = page_settings(config), collect(root, config).pages
    cuts = _split(root, config)
    pages = [parse_page(file, settings) for file in files]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    parts = {
        "reading and splitting alone": lambda: [
            split(decode(f.raw, f.path)[0] or "") for f in collect(root, config).pages
        ],
        "PyYAML CSafeLoader alone": lambda: [_load(cut.yaml, loader) for cut in cuts],
        "pydantic alone, on values": lambda: [page.schema.model_validate(page.values) for page in pages],
        "ours: parse_page": lambda: [parse_page(file, settings) for file in files],
        "ours: check_page": lambda: [check_page(page) for page in pages],
    }
    rows = []
    for name, action in parts.items():
        seconds = timed(action)
        rows.append(Row(f"{name}, one process", seconds, "s", f"{seconds / len(files) * 1e6:,.0f} µs per page"))
    return rows


def _split(root: Path, config: Config) -> list[Split]:
    return [split(decode(file.raw, file.path)[0] or "") for file in collect(root, config).pages]


def _load(text: str, loader: Any) -> object:
    try:
        return yaml.load(text, loader)
    except (yaml.YAMLError, ValueError):  # a few pages have mistakes; 2026-02-30 raises ValueError
        return None

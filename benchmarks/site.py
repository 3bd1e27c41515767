"""`kb build` of the example handbook, and on the same rendered Markdown plain MkDocs + Material and Zensical."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Command, Cost, Row, median, peak_memory, run

__all__ = ["TITLE", "measure"]

TITLE = "kb build: the example handbook, both languages"
_ROOT = Path(__file__).parent.parent
_BIN = Path(sys.executable).parent


def measure() -> list[Row]:
    """The figures; the example handbook is copied, so that its own site stays as it is."""
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
        root, rendered = Path(folder) / "handbook", Path(folder) / "rendered"
        root.mkdir()
        for name in ("kb.toml", "mkdocs.yml"):
            shutil.copy(_ROOT / name, root / name)
        shutil.copytree(_ROOT / "docs", root / "docs")
        run([_BIN / "kb", "check", "--format", "concise"], root)
        rows = _ours(root)
        run([_BIN / "kb", "render", "--out", str(rendered)], root)
        return rows + _peers(rendered)


def _ours(root: Path) -> list[Row]:
    command: Command = [_BIN / "kb", "build"]
    cost = median(lambda: run(command, root, accept=(0,)))
    return [
        Row("kb build", cost.wall, "s"),
        Row("kb build, processor", cost.processor, "s"),
        Row("kb build, peak memory with its children", peak_memory(command, root), "MB"),
        *_size("kb build", root / "site"),
    ]


def _peers(rendered: Path) -> list[Row]:
    """The peers build each language by itself; their times are added."""
    homes = sorted(path for path in rendered.iterdir() if (path / "docs").is_dir())
    peers: dict[str, Command] = {
        "MkDocs + Material": [_BIN / "mkdocs", "build", "-q"],
        "Zensical": [_BIN / "zensical", "build"],
    }
    rows = []
    for name, command in peers.items():
        cost = median(_each(command, homes))
        memory = max(peak_memory(command, home) for home in homes)
        pages = sum(1 for home in homes for _ in (home / "site").rglob("*.html"))
        rows += [
            Row(f"{name} on what kb render wrote", cost.wall, "s", f"{pages} HTML pages, {len(homes)} builds"),
            Row(f"{name}, processor", cost.processor, "s"),
            Row(f"{name}, peak memory", memory, "MB"),
        ]
    return rows


def _each(command: Command, homes: list[Path]) -> Callable[[], Cost]:
    def once() -> Cost:
        costs = []
        for home in homes:
            shutil.rmtree(home / "site", ignore_errors=True)
            shutil.rmtree(home / ".cache", ignore_errors=True)
            costs.append(run(command, home, accept=(0,)))
        return Cost(sum(c.wall for c in costs), sum(c.processor for c in costs))

    return once


def _size(name: str, site: Path) -> list[Row]:
    files = [path for path in site.rglob("*") if path.is_file()]
    return [
        Row(f"{name}, HTML pages", sum(path.suffix == ".html" for path in files), ""),
        Row(f"{name}, files", len(files), ""),
        Row(f"{name}, size", sum(path.stat().st_size for path in files) / 1e6, "MB"),
    ]

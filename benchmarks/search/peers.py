"""The engines to compare with, as their makers publish them, in a folder of their own.

Material comes with the project. Pagefind is an npm package; jieba, which Material's documentation tells Chinese sites
to install, comes from PyPI: neither is a dependency of the project, so both are fetched on first use.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

__all__ = ["JIEBA", "PAGEFIND", "Peers", "provide"]

PAGEFIND = "1.6.0"
JIEBA = "0.42.1"


class Peers(NamedTuple):
    """Where the peers lie: the program that indexes for Pagefind, and a folder for `PYTHONPATH` with jieba."""

    pagefind: Path
    python: Path


def provide(folder: Path) -> Peers:
    """The peers below a folder, fetched from npm and PyPI when they are not there yet.

    Raises:
        SystemExit: Something to fetch them with is missing, or fetching failed.
    """
    folder = folder.resolve()
    peers = Peers(folder / "node_modules" / ".bin" / "pagefind", folder / "python")
    folder.mkdir(parents=True, exist_ok=True)
    if not peers.pagefind.exists():
        npm = shutil.which("npm") or sys.exit("npm is missing; it fetches Pagefind (nodejs.org)")
        _fetch([npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", f"pagefind@{PAGEFIND}"])
    if not (peers.python / "jieba").is_dir():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        _fetch([*pip, "--target", str(peers.python), f"jieba=={JIEBA}"])
    return peers


def _fetch(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr.strip()}")

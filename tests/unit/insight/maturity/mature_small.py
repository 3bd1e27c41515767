"""A process at level 5 as real pages, of which a test takes evidence away."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable
from pathlib import Path

from kb_tools.config import load_config
from kb_tools.insight.maturity import ProcessMaturity, Result, processes
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook

__all__ = ["AS_OF", "MATURE", "after", "facts", "load", "orders"]

MATURE = Path(__file__).parents[3] / "fixtures" / "mature"
AS_OF = dt.date(2026, 11, 15)
PAGES = ("processes/orders", "procedures/take-order")


def load(root: Path) -> Handbook:
    return load_handbook(root, load_config(root), use_cache=False, jobs=1)


def after(root: Path, *edits: tuple[str, str, str], attest: bool = True) -> Handbook:
    """The handbook after these edits (file without ending, old text, new text); attested again unless told not to."""
    if not root.exists():
        shutil.copytree(MATURE, root)
    for name, old, new in edits:
        file = next(root.glob(f"docs/{name}.*"))
        text = file.read_text(encoding="utf-8")
        assert old in text, (name, old)
        file.write_text(text.replace(old, new), encoding="utf-8")
    handbook = load(root)
    if attest:
        for name in PAGES:
            page = handbook.by_id[name.rpartition("/")[2]]
            hashed = page.values.get("reviewed", {}).get("hash")
            file = root / "docs" / f"{name}.md"
            if hashed:
                file.write_text(page.text.replace(f"hash: {hashed}", f"hash: {page.substance}"), encoding="utf-8")
        handbook = load(root)
    return handbook


def orders(handbook: Handbook, as_of: dt.date = AS_OF) -> ProcessMaturity:
    """The maturity of the process that is at level 5."""
    return next(found for found in processes(handbook, as_of) if found.id == "orders")


def facts(result: Result) -> Iterable[str]:
    """Keys of the facts that speak against a check."""
    return [fact.key for fact in result.missing]

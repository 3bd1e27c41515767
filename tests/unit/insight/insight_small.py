"""Small handbooks for tests of this folder: people and pages in, a loaded handbook out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kb_tools.config import Config, HandbookConfig
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook

__all__ = ["load_small"]


def load_small(root: Path, files: Mapping[str, str]) -> Handbook:
    """Write files below `docs/` and load them; what is written must be free of findings."""
    for name, text in files.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    handbook = load_handbook(root, Config(handbook=HandbookConfig(languages=("zh",))), use_cache=False, jobs=1)
    assert not handbook.findings
    assert not [finding for page in handbook.pages for finding in page.findings]
    return handbook

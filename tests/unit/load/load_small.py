"""Small handbooks on disk, and everything that loading one gives, in a form that can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kb_tools.check.runner import check_page, rules_key
from kb_tools.config import Config, HandbookConfig
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook

__all__ = ["BOTH", "ONE", "everything", "load", "write"]

ONE = Config(handbook=HandbookConfig(languages=("zh",)))
BOTH = Config(handbook=HandbookConfig(languages=("zh", "en")))
_FIELDS = (
    "path", "src", "lang", "type", "id", "title", "digest", "text_hash", "substance", "source_hash", "body_line",
    "body_offset", "headings", "links", "anchors", "refs", "parts", "shapes", "waivers", "findings", "text", "front",
    "places", "has_front_matter", "readable", "is_translation",
)  # fmt: skip


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below `root`; their paths are relative to the docs folder."""
    (root / "docs").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        file = root / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def load(root: Path, config: Config = ONE, **options: Any) -> Handbook:
    """Load with page checks, in this process, without cache, unless `options` say otherwise."""
    chosen = {"use_cache": False, "jobs": 1, "page_check": check_page, "cache_key": rules_key(), **options}
    return load_handbook(root, config, **chosen)


def everything(handbook: Handbook) -> list[Any]:
    """All that is known of a handbook."""
    records = (handbook.people, handbook.teams, handbook.parties, {row.id: row for row in handbook.duty})
    return [
        [[repr(getattr(page, name)) for name in _FIELDS] + [repr(page.record)] for page in handbook.every_page()],
        [
            [(r.kind, r.id, r.path, repr(r.span), repr(r.value), repr(r.refs)) for r in found.values()]
            for found in records
        ],
        repr(handbook.actuals),
        repr(handbook.asked),
        handbook.assets,
        handbook.findings,
    ]

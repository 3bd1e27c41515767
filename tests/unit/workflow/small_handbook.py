"""A handbook on disk, as the tests of this folder use it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kb_tools.check.rule import Context
from kb_tools.check.runner import check_handbook, check_page
from kb_tools.config import Config, load_config
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook

__all__ = ["AS_OF", "Small"]

AS_OF = dt.date(2026, 11, 15)


class Small:
    """A handbook on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def config(self) -> Config:
        return load_config(self.root)

    @property
    def context(self) -> Context:
        return Context(AS_OF, self.config)

    def load(self) -> Handbook:
        return load_handbook(self.root, self.config, page_check=check_page, use_cache=False, jobs=1)

    def findings(self) -> list[str]:
        found = check_handbook(self.load(), self.context)
        return [f"{item.where.path}:{item.where.line} {item.code} {item.finding.args}" for item in found]

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def write(self, path: str, raw: bytes) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(raw)

    def replace(self, path: str, old: str, new: str) -> None:
        raw = self.read(path)
        assert old.encode() in raw
        self.write(path, raw.replace(old.encode(), new.encode()))

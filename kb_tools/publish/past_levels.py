"""The levels of maturity at every tag. What has been worked out for a commit is kept in `.kb-cache/levels`.

A commit never changes, so what it says holds until the code does. Like all of the cache the file may be deleted or
damaged at any moment.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

import kb_tools
from kb_tools.check.runner import rules_key
from kb_tools.errors import KbError, Message
from kb_tools.insight.maturity import Moment, levels
from kb_tools.load.cache import write_whole
from kb_tools.load.revision import Tag, handbook_at, list_tags

__all__ = ["CACHE_FILE", "PAGE_LIMIT", "past_levels"]

CACHE_FILE = ".kb-cache/levels"
#: Tags that pages show; reading a state takes as long as reading the handbook.
PAGE_LIMIT = 12
_MAGIC = b"kb-levels 1\n"
_START = len(_MAGIC) + 32


def past_levels(
    root: Path, *, until: dt.date | None = None, limit: int = 0, use_cache: bool = True
) -> tuple[Moment, ...]:
    """The levels at the tags of this branch, oldest first; none outside git.

    Args:
        root: The handbook's folder.
        until: Leave out tags of a later day.
        limit: Only so many of the newest; 0 for all.
        use_cache: Whether to keep what was worked out.
    """
    tags = [tag for tag in list_tags(root) if until is None or tag.day <= until][-limit:]
    store = _Store(root / CACHE_FILE if use_cache else None)
    found = tuple(_moment(root, tag, store) for tag in tags)
    store.save()
    return found


def _moment(root: Path, tag: Tag, store: _Store) -> Moment:
    known = store.get(tag.commit)
    if known is None:
        try:
            past = handbook_at(root, tag.commit)
        except KbError as error:
            return Moment(tag.name, tag.commit, tag.day, {}, error.message)
        except (OSError, RecursionError) as error:  # one state that cannot be read does not hide the others
            return Moment(tag.name, tag.commit, tag.day, {}, Message("system.other", text=str(error)))
        known = dict(levels(past.handbook, tag.day))
        store.put(tag.commit, known)
    return Moment(tag.name, tag.commit, tag.day, known)


class _Store:
    """Commit -> levels, in a file with a checksum."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._key = hashlib.blake2b(f"{kb_tools.__version__} {rules_key()}".encode(), digest_size=16).hexdigest()
        self._known = self._read()
        self._changed = False

    def get(self, commit: str) -> Mapping[str, int] | None:
        return self._known.get(commit)

    def put(self, commit: str, found: Mapping[str, int]) -> None:
        self._known[commit] = found
        self._changed = True

    def save(self) -> None:
        if self.path and self._changed:
            payload = to_json([self._key, self._known])
            with contextlib.suppress(OSError):  # a disk that is full or read-only is no reason to stop
                write_whole(self.path, [_MAGIC, hashlib.sha256(payload).digest(), payload])

    def _read(self) -> dict[str, Mapping[str, int]]:
        try:
            content = self.path.read_bytes() if self.path else b""
        except OSError:
            return {}
        payload = content[_START:]
        if content[:_START] != _MAGIC + hashlib.sha256(payload).digest():
            return {}
        try:
            key, known = from_json(payload)
            return {commit: _levels(found) for commit, found in known.items()} if key == self._key else {}
        except (AttributeError, TypeError, ValueError):  # a checksum is no proof of who wrote the file
            return {}


def _levels(found: Any) -> Mapping[str, int]:
    if not all(isinstance(level, int) and 1 <= level <= 5 for level in found.values()):
        raise ValueError("no levels")
    return {str(process): level for process, level in found.items()}

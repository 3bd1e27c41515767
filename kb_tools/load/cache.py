"""The cache: facts of files, keyed by the bytes they came from. Safe to delete, truncate or corrupt at any moment.

Two files, each with a checksum over all of it, holding JSON and nothing that could run: one with everything, and, so
that an edit of one page among thousands does not write all of them again, one with what has changed since the first
was written. What does not match the key counts for nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import Any

from pydantic_core import from_json, to_json

from kb_tools.load.stored import Stored

__all__ = ["Cache", "digest_of", "pack", "unpack", "write_whole"]

_MAGIC = b"kb-pages 3\n"
_DIGEST = 32
_NUMBER = 8
_START = len(_MAGIC) + _DIGEST
#: Bytes; a smaller cache is written anew as a whole, which takes no time.
_LARGE = 2 * 1024 * 1024
#: The second file holds at most this part of the first.
_PART = 8
#: Makes a named tuple in half the time that its own constructor takes.
_new: Any = tuple.__new__


def digest_of(raw: bytes) -> str:
    """The hash of a file's bytes by which its facts are found again."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


class Cache:
    """Facts of files by path.

    Args:
        path: The cache file; None keeps nothing. What has changed since it was written is kept beside it.
        key: Everything besides a file's bytes that its facts depend on (version, settings, rules).
    """

    def __init__(self, path: Path | None, key: str) -> None:
        self.path = path
        self.key = key
        self._new: dict[str, Stored] = {}
        self._changed = False
        self._files = [_Reading(path), _Reading(_beside(path))] if path else []
        for file in self._files:
            file.start()

    def get(self, path: str, digest: str) -> Stored | None:
        """What is known of a file, when its bytes are still the same."""
        stored = self._old.get(path)
        if stored is None or stored.digest != digest:
            return None
        self._new[path] = stored
        return stored

    def put(self, path: str, stored: Stored) -> None:
        """Remember a file."""
        self._new[path] = stored
        self._changed = True

    def save(self) -> None:
        """Keep what was found or put since the start; a disk that is full or read-only is no reason to stop."""
        if self.path is None or not (self._changed or len(self._new) < len(self._old)):
            return
        since = {name: stored for name, stored in self._new.items() if stored is not self._whole.get(name)}
        since.update((name, _GONE) for name in self._whole if name not in self._new)
        with contextlib.suppress(OSError):
            size = len(self._files[0].content) if self._whole else 0
            if size > _LARGE and sum(stored.size for stored in since.values()) * _PART < size:
                _write(_beside(self.path), self._key_beside(), since)
            else:
                _write(self.path, self.key, self._new)
                _beside(self.path).unlink(missing_ok=True)

    @cached_property
    def _whole(self) -> dict[str, Stored]:
        return self._files[0].entries(self.key) if self._files else {}

    @cached_property
    def _old(self) -> dict[str, Stored]:
        found = dict(self._whole)
        for name, stored in self._files[1].entries(self._key_beside()).items() if self._files else ():
            if stored.digest:
                found[name] = stored
            else:
                found.pop(name, None)
        return found

    def _key_beside(self) -> str:
        return f"{self.key} {self._files[0].checksum.hex()}"


class _Reading(Thread):
    """Reads a file and its checksum while the handbook's own files are read; both leave the processor to others."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.path = path
        self.content = self.checksum = b""

    def run(self) -> None:
        try:
            self.content = self.path.read_bytes()
        except OSError:
            return
        self.checksum = hashlib.sha256(memoryview(self.content)[_START:]).digest()

    def entries(self, key: str) -> dict[str, Stored]:
        """What the file holds; nothing when it is damaged, or was written under another key."""
        self.join()
        if self.content[:_START] != _MAGIC + self.checksum:
            return {}
        try:
            return unpack(self.content, key, _START)
        except (ValueError, TypeError):  # a checksum is no proof of who wrote the file
            return {}


#: Stands for a file that is there no more.
_GONE = Stored("", [], b"", 0, (0, 0, 0, 0))


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}-since")


def pack(key: str, entries: Mapping[str, Stored]) -> list[bytes]:
    """Entries as bytes, in pieces: length of a table in JSON, the table, and what its entries hold."""
    rows: list[Any] = []
    parts: list[bytes] = []
    position = 0
    for name, stored in entries.items():
        shift = position - stored.cuts[0]
        rows.append((name, stored.digest, stored.head, [cut + shift for cut in stored.cuts]))
        parts.append(stored.parts)
        position += stored.size
    table = to_json([key, rows])
    return [len(table).to_bytes(_NUMBER), table, *parts]


def unpack(content: bytes, wanted: str, position: int = 0) -> dict[str, Stored]:
    """What `pack` was given, from the bytes at a position; nothing when it was another key.

    Raises:
        ValueError, TypeError: That is not what stands there.
    """
    table = position + _NUMBER
    start = table + int.from_bytes(content[position:table])
    key, rows = from_json(content[table:start], cache_strings="none")
    if key != wanted:
        return {}
    return {name: _new(Stored, (digest, head, content, start, cuts)) for name, digest, head, cuts in rows}


def _write(path: Path, key: str, entries: Mapping[str, Stored]) -> None:
    checksum = hashlib.sha256()
    pieces = pack(key, entries)
    for piece in pieces:
        checksum.update(piece)
    write_whole(path, [_MAGIC, checksum.digest(), *pieces])


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Put a file of the cache in the place of another one, whole or not at all.

    Raises:
        OSError: It cannot be written; the old one stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise

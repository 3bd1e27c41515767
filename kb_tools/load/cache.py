"""The cache: facts of files, keyed by the bytes they came from. Safe to delete, truncate or corrupt at any moment.

One file with a checksum over all of it, holding JSON and nothing that could run. What does not match the key counts for
nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from pydantic_core import from_json, to_json

from kb_tools.load.stored import Stored

__all__ = ["Cache", "digest_of"]

_MAGIC = b"kb-pages 2\n"
_DIGEST = 32
_NUMBER = 8
_START = len(_MAGIC) + _DIGEST


def digest_of(raw: bytes) -> str:
    """The hash of a file's bytes by which its facts are found again."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


class Cache:
    """Facts of files by path.

    Args:
        path: The cache file; None keeps nothing.
        key: Everything besides a file's bytes that its facts depend on (version, settings, rules).
    """

    def __init__(self, path: Path | None, key: str) -> None:
        self.path = path
        self.key = key
        self._old = self._read()
        self._new: dict[str, Stored] = {}

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

    def save(self) -> None:
        """Keep what was found or put since the start; a disk that is full or read-only is no reason to stop."""
        if self.path is None or _digests(self._old) == _digests(self._new):
            return
        index, blobs = [], []
        for name, (digest, head, *parts) in self._new.items():
            index.append((name, digest, head, [len(part) for part in parts]))
            blobs += parts
        table = to_json([self.key, index])
        payload = b"".join([len(table).to_bytes(_NUMBER), table, *blobs])
        content = _MAGIC + hashlib.sha256(payload).digest() + payload
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            (self.path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            handle, name = tempfile.mkstemp(dir=self.path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                os.replace(name, self.path)
            except OSError:
                os.unlink(name)

    def _read(self) -> dict[str, Stored]:
        if self.path is None:
            return {}
        try:
            content = self.path.read_bytes()
        except OSError:
            return {}
        payload = memoryview(content)[_START:]
        if not content.startswith(_MAGIC) or content[len(_MAGIC) : _START] != hashlib.sha256(payload).digest():
            return {}
        try:
            return self._entries(content)
        except (ValueError, TypeError):  # a checksum is no proof of who wrote the file
            return {}

    def _entries(self, content: bytes) -> dict[str, Stored]:
        position = _START + _NUMBER
        end = position + int.from_bytes(content[_START:position])
        key, index = from_json(content[position:end])
        if key != self.key:
            return {}
        entries = {}
        for name, digest, head, (facts, front, places) in index:
            first, second, third = end + facts, end + facts + front, end + facts + front + places
            entries[name] = Stored(digest, head, content[end:first], content[first:second], content[second:third])
            end = third
        return entries


def _digests(entries: dict[str, Stored]) -> list[tuple[str, str]]:
    return sorted((name, stored.digest) for name, stored in entries.items())

"""Findings of rules that look at no body, kept for as long as nothing but bodies changes.

Most edits change the text of a page; what does not depend on texts need not be worked out again. Like all of the cache
it may be deleted or damaged at any moment.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path

from pydantic_core import from_json, to_json

from kb_tools.check.rule import Context
from kb_tools.load.cache import digest_of, write_whole
from kb_tools.load.stored import restore_findings
from kb_tools.model.diagnostic import Finding
from kb_tools.model.handbook import Handbook

__all__ = ["MEMO_FILE", "Memo"]

MEMO_FILE = ".kb-cache/findings"
_MAGIC = b"kb-findings 1\n"
_START = len(_MAGIC) + 32


class Memo:
    """What rules have found, by code.

    Args:
        path: The file.
        handbook: The handbook, as it was loaded.
        context: What rules depend on besides it.
        rules_key: Changes whenever rules would find something else.
    """

    def __init__(self, path: Path, handbook: Handbook, context: Context, rules_key: str) -> None:
        self.path = path
        seen = (handbook.data_hash, handbook.front_hash, str(context.as_of), repr(context.config), rules_key)
        self._key = digest_of("\n".join(seen).encode("utf-8", "surrogatepass"))
        self._found = self._read() if handbook.data_hash else {}
        self._changed = False

    def get(self, code: str) -> Sequence[Finding] | None:
        """What a rule found the last time; None when that is not known, or no longer true."""
        return self._found.get(code)

    def put(self, code: str, findings: Sequence[Finding]) -> None:
        """Remember what a rule has found."""
        self._found[code] = findings
        self._changed = True

    def save(self) -> None:
        """Keep it; a disk that is full or read-only is no reason to stop."""
        if self._changed:
            payload = to_json([self._key, self._found])
            with contextlib.suppress(OSError):
                write_whole(self.path, [_MAGIC, hashlib.sha256(payload).digest(), payload])

    def _read(self) -> dict[str, Sequence[Finding]]:
        try:
            content = self.path.read_bytes()
        except OSError:
            return {}
        payload = content[_START:]
        if content[:_START] != _MAGIC + hashlib.sha256(payload).digest():
            return {}
        try:
            key, found = from_json(payload)
            return {code: restore_findings(rows) for code, rows in found.items()} if key == self._key else {}
        except (AttributeError, TypeError, ValueError):  # a checksum is no proof of who wrote the file
            return {}

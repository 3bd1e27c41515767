"""Bytes to text: UTF-8 with Unix line ends, and a finding for everything else."""

from __future__ import annotations

import re

from kb_tools.model.diagnostic import Finding
from kb_tools.model.location import Location

__all__ = ["LIMIT_FILE", "decode"]

#: Bytes; a larger page is refused.
LIMIT_FILE = 1024 * 1024

_BOM = b"\xef\xbb\xbf"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decode(raw: bytes, path: str, limit: int = LIMIT_FILE) -> tuple[str | None, list[Finding]]:
    """Text of a file, or None when it cannot be used, and what is odd about its bytes."""
    if len(raw) > limit:
        size = (("size", f"{len(raw) / 1024:.0f} KB"), ("limit", f"{limit // 1024} KB"))
        return None, [Finding(Location(path), "KB008", "", size)]
    found = []
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [Finding(Location(path), "KB002", "utf16")]
    if raw.startswith(_BOM):
        found.append(Finding(Location(path), "KB012"))
        while raw.startswith(_BOM):  # tools that add one do not look whether there is one
            raw = raw[3:]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [*found, _not_utf8(raw, error, path)]
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        found.append(Finding(Location(path, line, 1, line, 2), "KB013"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        name = f"U+{ord(match[0]):04X}"
        return None, [*found, Finding(Location(path, line, column, line, column + 1), "KB003", "", (("char", name),))]
    return text, found


def _not_utf8(raw: bytes, error: UnicodeDecodeError, path: str) -> Finding:
    before = raw[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    where = Location(path, line, column, line, column + 1)
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return Finding(where, "KB002", "", (("byte", f"0x{raw[error.start]:02X}"),))
    return Finding(where, "KB002", "gbk", (("byte", f"0x{raw[error.start]:02X}"),))

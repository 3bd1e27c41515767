"""Whether a folder holds exactly what this program has written there, on this machine, and nothing else.

Whoosh unpickles what it opens, and unpickling runs code. So an index is opened only when every file in its folder is
the very file that was written: name, size, inode and time of change, which nobody who sends a folder along can choose.
A folder that was copied, restored, edited or cut short is not trusted, and is written anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["MARKER", "read_marker", "write_marker"]

#: Says what was written; lies beside the folder that it speaks of.
MARKER = "index.json"


def write_marker(folder: Path, marker: Path, facts: Mapping[str, Any]) -> None:
    """Write down what a folder holds now.

    Args:
        folder: The folder.
        marker: File to write.
        facts: Anything else to remember, as JSON.
    """
    body = {"facts": facts, "files": _state(folder)}
    text = json.dumps({"body": body, "sum": _sum(body)}, ensure_ascii=False, sort_keys=True)
    passing = marker.with_name(f".{marker.name}.tmp")
    passing.write_text(text, encoding="utf-8")
    passing.replace(marker)


def read_marker(folder: Path, marker: Path) -> dict[str, Any] | None:
    """What was remembered with a folder; None when the folder is not exactly what was written."""
    try:
        found = json.loads(marker.read_text(encoding="utf-8"))
        body = found["body"]
        if found["sum"] != _sum(body) or body["files"] != _state(folder):
            return None
        facts = body["facts"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return facts if isinstance(facts, dict) else None


def _sum(body: Any) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _state(folder: Path) -> dict[str, list[int]]:
    """Every file and link below a folder; links are not followed, so one is never what was written."""
    found = {}
    for place, _, names in os.walk(folder, onerror=_fail):
        for name in names:
            path = os.path.join(place, name)
            about = os.lstat(path)
            facts = [stat.S_IFMT(about.st_mode), about.st_size, about.st_ino, about.st_ctime_ns]
            found[os.path.relpath(path, folder).replace(os.sep, "/")] = facts
    return found


def _fail(error: OSError) -> None:
    raise error

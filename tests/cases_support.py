"""Case folders: small handbooks whose marked lines are exactly what a rule must find.

A folder `tests/cases/KB301-missing-owner/` is a handbook (`docs/`, and `kb.toml` when the default does not do). A
marker is `{KB301}` on the line of the finding: in front matter and data files in a YAML comment, in the body in an HTML
comment. Files that cannot carry a marker (broken bytes, CSV) are listed in `expected.txt`, one `path:line CODE` per
line.

Three things that no repository can hold are played: `{grow 70000}` in a file is read as so many letters, what
`unreadable.txt` lists, one path per line, the system refuses to open, and a folder `past/2026-09-28/` holds files as
they were committed on that day.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from kb_tools.check.rule import Context
from kb_tools.check.runner import check_handbook, check_page
from kb_tools.config import CheckConfig, Config, HandbookConfig, load_config
from kb_tools.load import walk
from kb_tools.load.definitions import Definitions, definitions
from kb_tools.load.loader import load_handbook
from kb_tools.model.diagnostic import Diagnostic

CASES = Path(__file__).parent / "cases"
AS_OF = dt.date(2026, 11, 15)
_MARK = re.compile(r"\{(KB\d{3})\}")
_GROW = re.compile(rb"\{grow (\d+)\}")


def case_config(folder: Path) -> Config:
    if (folder / "kb.toml").exists():
        return load_config(folder)
    return Config(handbook=HandbookConfig(languages=("zh",)), check=CheckConfig(as_of=AS_OF))


def check_case(folder: Path, code: str) -> list[Diagnostic]:
    config = case_config(folder)
    with _played(folder):
        handbook = load_handbook(folder, config, page_check=check_page, use_cache=False, jobs=1)
    return check_handbook(handbook, Context(AS_OF, config, lambda paths: _past(folder, paths)), select=[code])


def _past(folder: Path, paths: Collection[str]) -> Definitions:
    """Earlier versions of pages, as git would tell them."""
    days = sorted(path for path in (folder / "past").glob("*") if path.is_dir())
    files = [(day, path) for day in days for path in sorted(paths) if (day / path).is_file()]
    return definitions(
        (path, dt.date.fromisoformat(day.name), (day / path).read_text(encoding="utf-8")) for day, path in files
    )


@contextmanager
def _played(folder: Path) -> Iterator[None]:
    listed = folder / "unreadable.txt"
    refused = {str(folder / name) for name in listed.read_text(encoding="utf-8").split()} if listed.exists() else set()
    scandir = os.scandir

    def refuse(path: object) -> None:
        if str(path) in refused:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    def read(path: str) -> bytes:
        refuse(path)
        return _GROW.sub(lambda match: b"x" * int(match[1]), Path(path).read_bytes())

    def scanned(path: str = ".") -> object:
        refuse(path)
        return scandir(path)

    with patch.object(walk, "read_bytes", read), patch.object(walk.os, "scandir", scanned):
        yield


def marks(folder: Path, code: str) -> set[tuple[str, int, str]]:
    found = set()
    expected = folder / "expected.txt"
    if expected.exists():
        for row in expected.read_text(encoding="utf-8").splitlines():
            if row.strip():
                place, name = row.rsplit(" ", 1)
                path, line = place.rsplit(":", 1)
                found.add((path, int(line), name))
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file == expected:
            continue
        text = file.read_bytes().decode("utf-8", "replace")
        for number, line in enumerate(text.splitlines(), 1):
            for name in _MARK.findall(line):
                if name == code:
                    found.add((file.relative_to(folder).as_posix(), number, name))
    return found

"""How KPIs were defined in the past, as git tells it: earlier targets of the pages that somebody asks for.

Reads one `git log` and the old versions that it names; whether a change was honest is decided by whoever asks. Whatever
goes wrong is an empty answer, never a failure.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import subprocess
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from kb_tools.content.kpi import Threshold
from kb_tools.load.history import git_output, run_git
from kb_tools.load.schema import plain
from kb_tools.load.tree import parse_tree

__all__ = ["DAYS", "Definition", "Definitions", "definitions", "read_definitions"]

#: Days before the day of judgement that are looked at.
DAYS = 400
_COMMITS, _VERSIONS = 500, 2000
#: More pages than this are not named one by one: a command line has an end.
_PATHS = 200
_LIMIT = 1024 * 1024
_HEADER = re.compile("\x01([0-9a-f]{40,64})\x01(\\d{4}-\\d\\d-\\d\\d)\x01(.*)", re.DOTALL)
_BLOCK = re.compile(r"^kpis:[^\n]*\n(?:(?:[ \t#-][^\n]*)?\n)*", re.MULTILINE)
_THRESHOLD: TypeAdapter[Any] = TypeAdapter(Threshold)


class Definition(NamedTuple):
    """What a KPI was to reach from some day on.

    Attributes:
        since: Day of the commit.
        unit: Its unit.
        direction: `higher`, `lower` or `range`.
        target: A number, or two for a range.
        amber: The same, or None.
    """

    since: dt.date
    unit: str
    direction: str
    target: Any
    amber: Any


#: File relative to the handbook's root -> id of a KPI on that page -> its definitions, oldest first.
Definitions = Mapping[str, Mapping[str, tuple[Definition, ...]]]


def read_definitions(root: Path, as_of: dt.date, pages: Mapping[str, str]) -> Definitions:
    """Definitions of KPIs on these pages in the 400 days up to `as_of`, and the one that held before.

    A page whose KPIs read the same in every version and today is left out: nothing has changed, and reading it would
    take most of the time.

    Args:
        root: The handbook's folder, in or below a git work tree.
        as_of: Last day.
        pages: Path relative to the root -> text, as it is now; only that of pages with a version is asked for.
    """
    wanted = {path for path in pages if "\n" not in path}
    versions = _versions(root, as_of, wanted) if wanted else []
    read = [(path, day, text) for (path, day, _), text in zip(versions, _texts(root, versions), strict=False)]
    blocks = {path: {_block(pages[path])} for path in {path for path, _, _ in read}}
    for path, _, text in read:
        if text:
            blocks[path].add(_block(text))
    return definitions((path, day, text) for path, day, text in read if len(blocks[path]) > 1)


def definitions(versions: Iterable[tuple[str, dt.date, str]]) -> Definitions:
    """Definitions of KPIs in versions of pages.

    Args:
        versions: Path, day and text of each version, oldest first.
    """
    found: dict[str, dict[str, list[Definition]]] = {}
    parsed: dict[str, dict[str, dict[str, Any]]] = {}
    for path, day, text in versions:
        block = _block(text)
        if not block:
            continue
        if block not in parsed:
            parsed[block] = _kpis(block)
        for name, kpi in parsed[block].items():
            known = found.setdefault(path, {}).setdefault(name, [])
            definition = Definition(day, **kpi)
            if not known or known[-1][1:] != definition[1:]:
                known.append(definition)
    return {path: {name: tuple(known) for name, known in kpis.items()} for path, kpis in sorted(found.items())}


def _block(text: str) -> str:
    """The lines of front matter that define KPIs; empty without any."""
    found = _BLOCK.search(text)
    return found[0] if found else ""


def _versions(root: Path, as_of: dt.date, wanted: Collection[str]) -> list[tuple[str, dt.date, str]]:
    """(path, day, name for git) of each version, oldest first; before the first one the version that it replaced."""
    since = as_of - dt.timedelta(days=DAYS)
    places = wanted if len(wanted) <= _PATHS else {posixpath.dirname(path) or "." for path in wanted}
    output = git_output(
        root, "log", "-z", f"--since={since - dt.timedelta(days=2)}T00:00:00Z", f"--max-count={_COMMITS}",
        "--no-merges", "--relative", "--name-only", "--no-renames", "--no-color", "--no-ext-diff", "--no-textconv",
        "--no-show-signature", "--decorate=full", "--format=%x01%H%x01%cs%x01%D", "--", *sorted(places),
    )  # fmt: skip
    found: list[tuple[str, dt.date, str]] = []
    commit, day, known = "", dt.date.min, False
    for token in output.split("\0"):
        if header := _HEADER.fullmatch(token):
            commit, day = header[1], dt.date.fromisoformat(header[2])
            known = since <= day <= as_of and "grafted" not in header[3].split(", ")
        elif known and (path := token.removeprefix("\n")) in wanted:
            found.append((path, day, commit))
    del found[_VERSIONS:]
    found.reverse()
    earliest = {path: (path, since, f"{commit}^") for path, _, commit in reversed(found)}
    return [(path, day, f"{commit}:./{path}") for path, day, commit in (*earliest.values(), *found)]


def _texts(root: Path, versions: list[tuple[str, dt.date, str]]) -> list[str]:
    """The text of each version, in their order; empty for one that is not there."""
    if not versions:
        return []
    names = "".join(f"{name}\n" for _, _, name in versions)
    try:
        done = run_git(root, "cat-file", "--batch", feed=names.encode("utf-8", "surrogateescape"))
    except (OSError, subprocess.SubprocessError):
        return []
    found, rest = [], done.stdout
    while rest:
        head, _, rest = rest.partition(b"\n")
        size = head.rpartition(b" ")[2]
        if b" blob " not in head or not size.isdigit():
            found.append("")
            continue
        found.append(rest[: min(int(size), _LIMIT)].decode("utf-8", "replace").replace("\r\n", "\n"))
        rest = rest[int(size) + 1 :]
    return found


def _kpis(block: str) -> dict[str, dict[str, Any]]:
    """Id -> what counts of each KPI in a block of front matter; without those that make no sense."""
    tree = parse_tree(block, 1, _LIMIT)
    values = plain(tree.root) if tree.root is not None else None
    entries = values.get("kpis") if isinstance(values, dict) else None
    found: dict[str, dict[str, Any]] = {}
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            continue
        try:
            target = _THRESHOLD.validate_python(entry.get("target"))
            amber = _THRESHOLD.validate_python(entry["amber"]) if "amber" in entry else None
        except ValidationError:
            continue
        words = {key: str(entry.get(key, "")) for key in ("unit", "direction")}
        found.setdefault(entry["id"], {**words, "target": target, "amber": amber})
    return found

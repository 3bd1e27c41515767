"""Who created and who changed each file, as git tells it. Reads one bounded `git log`; whose face belongs to a name is
decided by whoever asks.

Names go through the repository's `.mailmap`. Whatever goes wrong is an empty answer, never a failure.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kb_tools.load.history import git_output

__all__ = ["Author", "Authorship", "Edit", "read_authorship"]

_COMMITS = 50_000
_HEADER = re.compile("\x01(\\d{4}-\\d\\d-\\d\\d)\x01([^\x01]*)\x01([^\x01]*)\x01(.*)", re.DOTALL)
_FORMAT = "%x01%cs%x01%D%x01%aE%x01%aN"
_STATUS = re.compile(r"[AM]|R\d{1,3}")


class Author(NamedTuple):
    """Somebody as git knows them."""

    name: str
    email: str


class Edit(NamedTuple):
    """One commit that touched a file.

    Attributes:
        author: Who made it.
        date: Day of the commit.
        created: Whether the file came into being with it.
    """

    author: Author
    date: dt.date
    created: bool


#: File relative to the handbook's root -> its commits, newest first, renames followed.
Authorship = Mapping[str, tuple[Edit, ...]]


def read_authorship(root: Path, as_of: dt.date, *, folder: str = ".") -> Authorship:
    """Who changed the files below `root` up to a day.

    The oldest commit of a shallow clone is left out: it seems to have created every file.

    Args:
        root: The handbook's folder, in or below a git work tree.
        as_of: Last day.
        folder: Only files below this folder of the root.
    """
    until = f"--until={as_of + dt.timedelta(days=2)}T00:00:00Z"
    output = git_output(
        root, "log", "-z", until, f"--max-count={_COMMITS}", "--no-merges", "--relative", "--name-status", "-M",
        "--diff-filter=AMR", "--no-color", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--use-mailmap",
        "--decorate=full", f"--format={_FORMAT}", "--", folder,
    )  # fmt: skip
    found: dict[str, list[Edit]] = {}
    names: dict[str, str] = {}  # a file's name back then -> its name today; empty for a file that is gone
    for author, day, status, old, new in _touches(output):
        if day > as_of:
            continue
        name = names.get(new, new)
        if status[0] == "R":
            names[old] = name
        elif status == "A":
            names[new] = ""
        if name:
            found.setdefault(name, []).append(Edit(author, day, created=status == "A"))
    return {path: tuple(edits) for path, edits in sorted(found.items())}


def _touches(output: str) -> Iterator[tuple[Author, dt.date, str, str, str]]:
    """Author, day, status, old and new name of every touched file, newest first."""
    tokens = iter(output.split("\0"))
    author, day = None, dt.date.min
    for token in tokens:
        header = _HEADER.fullmatch(token)
        if header:
            cut_off = "grafted" in header[2].split(", ")
            author = None if cut_off else Author(header[4].strip(), header[3].strip().lower())
            day = dt.date.fromisoformat(header[1])
            continue
        status = token.removeprefix("\n")
        if not _STATUS.fullmatch(status):
            continue
        old = next(tokens, "")
        new = next(tokens, "") if status[0] == "R" else old
        if author and new:
            yield author, day, status, old, new

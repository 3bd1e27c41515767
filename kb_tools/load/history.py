"""What git knows about the handbook's files: who changed which one when, and why.

Reads one `git log`, bounded in time and length, and runs nothing of the user's: no hooks, no pager, no network.
Whatever goes wrong (no git, no repository, a clone that git refuses) is an empty answer, never a failure.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

__all__ = ["Change", "History", "git_output", "read_history", "run_git"]

#: Days before the day of the edition that readers are told about.
DAYS = 90
_SECONDS = 20
_COMMITS = 2000
_HEADER = re.compile("\x01([0-9a-f]{40,64})\x01(\\d{4}-\\d\\d-\\d\\d)\x01([^\x01]*)\x01([^\x01]*)\x01(.*)", re.DOTALL)
_FORMAT = "%x01%H%x01%cs%x01%D%x01%an%x01%s"
_SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.quotePath": "false",
    "log.showSignature": "false",
    "protocol.allow": "never",  # a partial clone must not fetch what it lacks
}


class Change(NamedTuple):
    """One commit, as far as a reader cares.

    Attributes:
        date: Day of the commit.
        subject: First line of its message.
        author: Name of its author.
    """

    date: dt.date
    subject: str
    author: str


#: File relative to the handbook's root -> its changes, newest first.
History = Mapping[str, tuple[Change, ...]]


def read_history(root: Path, as_of: dt.date, *, folder: str = ".") -> History:
    """Changes of the files below `root` in the 90 days up to `as_of`.

    The oldest commit of a shallow clone is left out: it seems to have changed every file.

    Args:
        root: The handbook's folder, in or below a git work tree.
        as_of: Last day.
        folder: Only files below this folder of the root.
    """
    since = as_of - dt.timedelta(days=DAYS)
    found: dict[str, list[Change]] = {}
    change: Change | None = None
    for token in _run(root, since, folder).split("\0"):
        header = _HEADER.fullmatch(token)
        if header:
            day = dt.date.fromisoformat(header[2])
            cut_off = "grafted" in header[3].split(", ")
            change = Change(day, header[5], header[4]) if since <= day <= as_of and not cut_off else None
        elif change and (path := token.removeprefix("\n")):
            found.setdefault(path, []).append(change)
    return {path: tuple(changes) for path, changes in sorted(found.items())}


def _run(root: Path, since: dt.date, folder: str) -> str:
    return git_output(
        root, "log", "-z", f"--since={since - dt.timedelta(days=2)}T00:00:00Z",
        f"--max-count={_COMMITS}", "--no-merges", "--relative", "--name-only", "--no-renames", "--no-color",
        "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-mailmap", "--decorate=full",
        f"--format={_FORMAT}", "--", folder,
    )  # fmt: skip


def git_output(root: Path, *arguments: str) -> str:
    """What git prints, run as `run_git` does; empty when it fails.

    Args:
        root: Folder to run in.
        arguments: Command of git and its arguments.
    """
    try:
        done = run_git(root, *arguments)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def run_git(root: Path, *arguments: str, feed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git without anything of the user's: no hooks, no pager, no network.

    Args:
        root: Folder to run in.
        arguments: Command of git and its arguments.
        feed: What it reads from its input.

    Raises:
        OSError: There is no git, or no such folder.
        subprocess.SubprocessError: It took longer than 20 seconds.
    """
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = ["git", "--no-pager", *settings, *arguments]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        command, cwd=root, env={**inherited, **quiet, "TZ": "UTC"}, input=feed,
        capture_output=True, timeout=_SECONDS, check=False,
    )  # fmt: skip

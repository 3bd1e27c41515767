"""The handbook as it was: at a tag, at any other revision that git knows, or on a day.

The files of that commit are taken out of git's store into a temporary folder. The work tree, the index and the
branches are not touched, no file is filtered or smudged, and no link is made: where a commit holds a link to one of
its own files, the folder gets a copy.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kb_tools.config import CONFIG_FILE, Config, load_config
from kb_tools.errors import ConfigError, UsageError, because
from kb_tools.load.history import git_output, run_git
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook

__all__ = ["Past", "Revision", "Tag", "export", "find_revision", "handbook_at", "has_changes", "list_tags"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NAME = re.compile(r"[^\x00-\x20\x7f-][^\x00-\x1f\x7f]{0,254}")
_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_LINK_LIMIT = 5


class Revision(NamedTuple):
    """A state of the repository.

    Attributes:
        name: What was asked for: a tag, a commit, a day.
        commit: Id of the commit, in full.
        day: Day of the commit.
        as_of: Day on which that handbook is judged: the day that was asked for, else the day of the commit.
    """

    name: str
    commit: str
    day: dt.date
    as_of: dt.date


class Past(NamedTuple):
    """A handbook of the past, with the settings that it had then."""

    revision: Revision
    handbook: Handbook
    config: Config


class Tag(NamedTuple):
    """A tag, the commit it stands for, and the day of that commit."""

    name: str
    commit: str
    day: dt.date


class _Blob(NamedTuple):
    """A file in git's store, and whether it holds the target of a link."""

    name: str
    is_link: bool


def handbook_at(root: Path, name: str) -> Past:
    """The handbook at a tag, a revision or on a day, with the findings of its files.

    Args:
        root: The handbook's folder, in or below a git work tree.
        name: As for `find_revision`.

    Raises:
        UsageError: As for `export`.
    """
    with export(root, name) as (revision, folder):
        config = _settings(folder, revision)
        return Past(revision, load_handbook(folder, config, use_cache=False), config)


@contextmanager
def export(root: Path, name: str) -> Iterator[tuple[Revision, Path]]:
    """The state that was asked for, and a temporary folder with its kb.toml and its docs folder.

    The folder is gone when the block ends.

    Args:
        root: The handbook's folder, in or below a git work tree.
        name: As for `find_revision`.

    Raises:
        UsageError: As for `find_revision`; or there was no handbook in this folder then, or its kb.toml cannot be read.
    """
    revision = find_revision(root, name)
    prefix = _ask(root, "rev-parse", "--show-prefix").strip("\n")
    settings = _blobs(root, revision.commit, prefix, CONFIG_FILE)
    if CONFIG_FILE not in settings:
        raise UsageError("error.revision_without_handbook", name=name, commit=revision.commit[:10], day=revision.day)
    with tempfile.TemporaryDirectory(prefix="kb-past-") as temporary:
        folder = Path(temporary).resolve()
        _write(root, folder, settings)
        docs = posixpath.normpath(_settings(folder, revision).handbook.docs)
        (folder / docs).mkdir(parents=True, exist_ok=True)
        _write(root, folder, _blobs(root, revision.commit, prefix, "" if docs == "." else docs))
        yield revision, folder


def find_revision(root: Path, name: str) -> Revision:
    """What git knows under a name.

    Args:
        root: A folder in a git work tree.
        name: A tag; or a day as `2026-10-31`, which stands for the last commit of the first-parent history of HEAD on
            or before it; or any other name of a commit that git understands.

    Raises:
        UsageError: There is no git or no repository, the name is unknown, nothing is as old as that, or the clone is
            shallow and ends before it.
    """
    _require_repository(root)
    if not _NAME.fullmatch(name):
        raise UsageError("error.revision_unknown", name=name)
    is_day = bool(_DAY.fullmatch(name))
    found = _commit(root, f"refs/tags/{name}") or ("" if is_day else _commit(root, name))
    if found:
        day = dt.date.fromisoformat(_ask(root, "show", "-s", "--format=%cs", found).strip())
        return Revision(name, found, day, day)
    if is_day:
        return _on_day(root, name)
    if _is_shallow(root):
        raise UsageError("error.revision_shallow", name=name)
    if name == "HEAD":
        raise UsageError("error.no_commits")
    raise UsageError("error.revision_unknown", name=name)


def has_changes(root: Path) -> bool:
    """Whether files below a folder differ from the newest commit, or are not in it; False where git cannot say."""
    try:
        done = run_git(root, "status", "--porcelain", "--untracked-files=normal", "--", ".")
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0 and bool(done.stdout.strip())


def list_tags(root: Path) -> tuple[Tag, ...]:
    """Tags of the history of HEAD, oldest first; none when there is no repository.

    Args:
        root: A folder in a git work tree.
    """
    fields = "%(refname:strip=2)", "%(objecttype)", "%(objectname)", "%(committerdate:short)"
    peeled = "%(*objecttype)", "%(*objectname)", "%(*committerdate:short)"
    wanted = f"--format={'%00'.join((*fields, *peeled))}"
    output = git_output(root, "for-each-ref", "--merged=HEAD", wanted, "refs/tags")
    found = []
    for line in output.splitlines():
        name, *rest = line.split("\0")
        for kind, commit, day in (rest[:3], rest[3:]):
            if kind == "commit":
                found.append(Tag(name, commit, dt.date.fromisoformat(day)))
    return tuple(sorted(found, key=lambda tag: (tag.day, tag.name)))


def _require_repository(root: Path) -> None:
    try:
        done = run_git(root, "rev-parse", "--is-inside-work-tree")
    except FileNotFoundError:
        raise UsageError("error.git_missing") from None
    except (OSError, subprocess.SubprocessError) as error:
        raise UsageError("error.git_failed", problem=str(error)) from None
    if done.returncode:
        problem = done.stderr.decode("utf-8", "replace").strip()
        if "not a git repository" in problem:
            raise UsageError("error.not_a_repository", folder=root)
        raise UsageError("error.git_failed", problem=problem)


def _ask(root: Path, *arguments: str) -> str:
    return _ask_bytes(root, *arguments).decode("utf-8", "surrogateescape")


def _ask_bytes(root: Path, *arguments: str, feed: bytes = b"") -> bytes:
    """What git prints.

    Raises:
        UsageError: It fails.
    """
    try:
        done = run_git(root, *arguments, feed=feed)
    except (OSError, subprocess.SubprocessError) as error:
        raise UsageError("error.git_failed", problem=str(error)) from None
    if done.returncode:
        raise UsageError("error.git_failed", problem=done.stderr.decode("utf-8", "replace").strip())
    return done.stdout


def _commit(root: Path, name: str) -> str:
    found = git_output(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").strip()
    return found if _COMMIT.fullmatch(found) else ""


def _is_shallow(root: Path) -> bool:
    return git_output(root, "rev-parse", "--is-shallow-repository").strip() == "true"


def _on_day(root: Path, name: str) -> Revision:
    try:
        wanted = dt.date.fromisoformat(name)
    except ValueError:
        raise UsageError("error.not_a_date", text=name) from None
    first = ""
    for line in git_output(root, "log", "--first-parent", "--format=%H %cs", "HEAD").splitlines():
        commit, _, first = line.partition(" ")
        if (day := dt.date.fromisoformat(first)) <= wanted:
            return Revision(name, commit, day, wanted)
    if _is_shallow(root):
        raise UsageError("error.revision_shallow", name=name)
    if not first:
        raise UsageError("error.no_commits")
    raise UsageError("error.before_first_commit", name=name, first=first)


def _settings(folder: Path, revision: Revision) -> Config:
    try:
        return load_config(folder)
    except ConfigError as error:
        raise UsageError("error.revision_settings", name=revision.name, why=error.message) from None


def _blobs(root: Path, commit: str, prefix: str, below: str) -> Mapping[str, _Blob]:
    """File or folder of a commit -> its files, by their path relative to the handbook's folder."""
    where = ["--", f"{prefix}{below}"] if prefix or below else []
    found = {}
    for entry in _ask(root, "ls-tree", "-r", "-z", "--full-tree", commit, *where).split("\0"):
        facts, _, path = entry.partition("\t")
        mode, _, rest = facts.partition(" ")
        kind, _, blob = rest.partition(" ")
        relative = path.removeprefix(prefix)
        if kind == "blob" and not {"", ".", "..", ".git"}.intersection(relative.split("/")):
            found[relative] = _Blob(blob, is_link=mode == "120000")
    return found


def _write(root: Path, folder: Path, blobs: Mapping[str, _Blob]) -> None:
    contents = _contents(root, sorted({blob.name for blob in blobs.values()}))
    for path in sorted(blobs):
        real = _behind_links(path, blobs, contents)
        if real is None:
            continue
        file = folder / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(contents[real.name])
        except OSError as error:
            raise UsageError("error.cannot_write", path=file, why=because(error)) from None


def _behind_links(path: str, blobs: Mapping[str, _Blob], contents: Mapping[str, bytes]) -> _Blob | None:
    """The file that a path leads to inside the same folder, through few links; None when it leads out or nowhere."""
    for _ in range(_LINK_LIMIT):
        blob = blobs.get(path)
        if blob is None or not blob.is_link:
            return blob
        target = contents[blob.name].decode("utf-8", "surrogateescape")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    return None


def _contents(root: Path, names: list[str]) -> Mapping[str, bytes]:
    output = _ask_bytes(root, "cat-file", "--batch", feed="".join(f"{name}\n" for name in names).encode())
    found, at = {}, 0
    for name in names:
        end = output.index(b"\n", at)
        head = output[at:end].split(b" ")
        if len(head) != 3:
            raise UsageError("error.git_failed", problem=output[at:end].decode("utf-8", "replace"))
        start, size = end + 1, int(head[2])
        found[name] = output[start : start + size]
        at = start + size + 1
    return found

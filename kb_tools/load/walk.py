"""The files of a handbook, in a fixed order; links out of the tree, odd names and unknown kinds of files are
findings.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from kb_tools.config import Config
from kb_tools.errors import because
from kb_tools.load.pages import PageFile
from kb_tools.model.diagnostic import Finding
from kb_tools.model.location import Location

__all__ = ["ASSET_TYPES", "Files", "collect", "read_bytes"]

#: Files beside pages that are published. Anything else is named and left out.
ASSET_TYPES = frozenset(
    {".csv", ".docx", ".drawio", ".gif", ".jpeg", ".jpg", ".odp", ".ods", ".odt", ".pdf", ".png", ".pptx", ".svg"}
    | {".txt", ".vsdx", ".webp", ".xlsx", ".zip"}
)
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")
#: `O_BINARY` is there on Windows, where a text would lose its carriage returns otherwise.
_READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_CHUNK = 64 * 1024
_LIMIT_ASSET = 25 * 1024 * 1024
_SVG_ACTIVE = re.compile(
    rb"<\s*(?:[\w.-]+:)?(?:script|foreignobject|iframe|embed|object|animate|set|handler|listener)\b|\bon[a-z]+\s*="
    rb"|javascript:|<!entity|<\?xml-stylesheet|href\s*=\s*[\"'][^\"']*&#|data:text|<\x00",  # the last: UTF-16
    re.I,
)


@dataclass(slots=True)
class Files:
    """What `collect` found: pages, data files (path inside the data folder -> path and bytes), assets."""

    pages: list[PageFile] = field(default_factory=list)
    data: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    assets: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def collect(root: Path, config: Config) -> Files:
    """Read every page and data file below the docs folder, and list its assets."""
    docs = root / config.handbook.docs
    files = Files()
    real_docs = os.path.realpath(docs)
    for full, relative in _walk(docs, "", real_docs, config.handbook.docs, files):
        shown = f"{config.handbook.docs}/{relative}"
        if relative.startswith("data/"):
            _data(full, relative.removeprefix("data/"), shown, files)
        elif relative.endswith((".md", ".markdown")):
            _page(full, relative, shown, config, files)
        else:
            _asset(full, relative, shown, files)
    return files


def _walk(folder: Path, prefix: str, real_docs: str, docs: str, files: Files):  # type: ignore[no-untyped-def]
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        files.findings.append(_unreadable(f"{docs}/{prefix}".rstrip("/"), error))
        return
    for entry in entries:
        name = entry.name
        if name[0] == ".":
            continue
        relative = prefix + name
        if entry.is_file(follow_symlinks=False) and _PLAIN.fullmatch(name):  # nearly all are
            yield entry.path, relative
            continue
        shown = f"{docs}/{printable(relative)}"
        if entry.is_symlink():
            real = os.path.realpath(entry.path)
            if not real.startswith(real_docs + os.sep) or not os.path.isfile(real):
                files.findings.append(Finding(Location(shown), "KB010"))
                continue
        if relative != printable(relative):
            files.findings.append(Finding(Location(shown), "KB103", "name", (("id", printable(entry.name)),)))
            continue
        if entry.is_dir():
            yield from _walk(Path(entry.path), f"{relative}/", real_docs, docs, files)
        elif entry.is_file():
            yield entry.path, relative
        else:
            files.findings.append(Finding(Location(shown), "KB014", "special"))


def printable(name: str) -> str:
    """A file name that can be shown and stored: undecodable bytes and control characters are escaped."""
    if name.isascii() and name.isprintable():
        return name
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)


def _unreadable(shown: str, error: OSError) -> Finding:
    reason = because(error)  # its key is a word of table `system`; what has none is told as the system does
    text = str(reason.facts.get("text", reason.key.removeprefix("system.")))
    return Finding(Location(shown), "KB015", "", (("problem", text),))


def _page(full: str, relative: str, shown: str, config: Config, files: Files) -> None:
    languages = config.handbook.languages
    lang, src = languages[0], relative
    if len(languages) > 1:
        lang, _, src = relative.partition("/")
        if lang not in languages or not src:
            args = (("languages", ", ".join(languages)),)
            files.findings.append(Finding(Location(shown), "KB706", "", args))
            return
    raw = _read(full, shown, files)
    if raw is not None:
        files.pages.append(PageFile(shown, src, lang, raw))


def _data(full: str, name: str, shown: str, files: Files) -> None:
    raw = _read(full, shown, files)
    if raw is not None:
        files.data[name] = (shown, raw)


def _asset(full: str, relative: str, shown: str, files: Files) -> None:
    suffix = os.path.splitext(relative)[1].lower()
    if suffix not in ASSET_TYPES:
        args = (("name", suffix or relative), ("known", " ".join(sorted(ASSET_TYPES))))
        files.findings.append(Finding(Location(shown), "KB014", "", args))
        return
    try:
        size = os.stat(full).st_size
    except OSError as error:
        files.findings.append(_unreadable(shown, error))
        return
    if size > _LIMIT_ASSET:
        args = (("size", f"{size // 1048576} MB"), ("limit", f"{_LIMIT_ASSET // 1048576} MB"))
        files.findings.append(Finding(Location(shown), "KB008", "", args))
        return
    if suffix == ".svg":
        raw = _read(full, shown, files)
        if raw is None:
            return
        if match := _SVG_ACTIVE.search(raw):
            active = (("found", match[0].decode("ascii", "replace").strip(" \t\n\r\0")),)
            line = raw.count(b"\n", 0, match.start()) + 1
            files.findings.append(Finding(Location(shown, line, 1, line, 2), "KB805", "", active))
            return
    files.assets.append(relative)


def _read(full: str, shown: str, files: Files) -> bytes | None:
    try:
        return read_bytes(full)
    except OSError as error:
        files.findings.append(_unreadable(shown, error))
        return None


def read_bytes(path: str) -> bytes:
    """The bytes of a file, without what makes `open` three times as slow for thousands of small ones.

    Raises:
        OSError: It cannot be read.
    """
    handle = os.open(path, _READ)
    try:
        found = os.read(handle, _CHUNK)
        while more := os.read(handle, _CHUNK):  # a small file has ended here, a large one grows by ever more
            found += more
        return found
    finally:
        os.close(handle)

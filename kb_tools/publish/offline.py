"""The offline copy: a published site as one zip that works unpacked, without a server and without a network.

It is made from the published files, so it shows what the site shows. The same site gives the same bytes.
"""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

import kb_tools
from kb_tools.config import Config
from kb_tools.errors import PublishError, because
from kb_tools.locale import Words, words
from kb_tools.publish.classic_script import classic_script
from kb_tools.publish.local_links import local_page, module_scripts
from kb_tools.publish.site import MARKER
from kb_tools.render.edition import edition_root

__all__ = ["ENGINE", "INDEX", "OfflineCopy", "check_offline_target", "default_target", "write_offline"]

#: Folder of the handbook inside the zip; what lies beside it is for people who have just unpacked it.
FOLDER = "handbook"
#: Where the search lies in a site: the module, the global that stands for it where there are no modules, the index.
ENGINE, ENGINE_GLOBAL, INDEX = "assets/search/engine.js", "kbSearchEngine", "assets/search/index/"
#: By this comment a zip is known as ours, so that no other file is ever replaced.
_COMMENT = b"kb-tools offline copy"
#: Of no use without a server: error page, site maps, source maps, the marker of the site, the frame's own search.
_LEFT_OUT = ("404.html", "sitemap.xml", "sitemap.xml.gz", MARKER)
_FRAME_INDEX = "search/search_index.json"
_LEFT_OUT_FOLDERS = ("search/", "assets/javascripts/lunr/", "assets/javascripts/workers/")
#: What the start page leads to, as far as the site has it: key of its name, address below an edition's root.
_START = (
    ("home", ""),
    ("known_errors", "known-errors/"),
    ("quick_cards", "overview/quick-cards/"),
    ("duty", "overview/duty/"),
    ("procedures", "procedures/"),
    ("services", "services/"),
)


@dataclass(frozen=True)
class OfflineCopy:
    """What was written.

    Attributes:
        path: The zip.
        files: Number of files in it.
        bytes: Its size.
    """

    path: Path
    files: int
    bytes: int


@dataclass(frozen=True)
class _Edition:
    lang: str
    name: str
    words: Words
    links: tuple[tuple[str, str], ...]


def default_target(site: Path) -> Path:
    """The zip beside a site: `site` -> `site.zip`."""
    return site.with_name(f"{site.name}.zip")


def check_offline_target(out: Path, site: Path) -> None:
    """Make sure that `out` may be written: it is new or an offline copy of ours, and lies outside the site.

    Raises:
        PublishError: It is something else.
    """
    target, folder = Path(os.path.abspath(out)), Path(os.path.abspath(site))
    if folder == target or folder in target.parents:
        raise PublishError("error.offline_inside_site", path=out)
    if out.is_dir():
        raise PublishError("error.offline_is_folder", path=out)
    if out.exists() and not _is_ours(out):
        raise PublishError("error.offline_foreign", path=out)


def write_offline(site: Path, out: Path, config: Config, as_of: dt.date) -> OfflineCopy:
    """Write the offline copy of a published site, whole or not at all.

    Args:
        site: The site, or the stage that becomes it.
        out: The zip; an older one is replaced when the new one is complete.
        config: Names and languages.
        as_of: The day that the pages refer to; every file in the zip carries it.

    Raises:
        PublishError: A script cannot be translated, or the zip cannot be written; an older one is still there.
    """
    out = Path(os.path.abspath(out))
    entries = _entries(site, config, as_of)
    stage = ""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, stage = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
        with os.fdopen(handle, "w+b") as file:
            number = _pack(file, entries, as_of)
            file.flush()
            os.fsync(file.fileno())
        size = os.path.getsize(stage)
        os.chmod(stage, 0o644)
        os.replace(stage, out)
    except OSError as error:
        raise PublishError("error.offline_unwritable", path=out, why=because(error)) from error
    finally:
        if stage:
            with contextlib.suppress(OSError):
                os.unlink(stage)
    return OfflineCopy(out, number, size)


def _is_ours(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as old:
            return old.comment == _COMMENT
    except (OSError, zipfile.BadZipFile):
        return False


def _pack(file: object, entries: Iterator[tuple[str, bytes]], as_of: dt.date) -> int:
    """Fill a zip; its bytes depend on names, contents and the day alone."""
    number = 0
    day = (max(1980, as_of.year), as_of.month, as_of.day, 0, 0, 0)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:  # type: ignore[call-overload]
        packed.comment = _COMMENT
        for name, content in entries:
            info = zipfile.ZipInfo(name, day)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            packed.writestr(info, content)
            number += 1
    return number


@dataclass(frozen=True)
class _Source:
    """A published site, and what is known about it."""

    site: Path
    config: Config
    as_of: dt.date
    names: frozenset[str]

    @property
    def frame_search(self) -> bool:
        """Whether the search is the frame's own, which needs a server."""
        return _FRAME_INDEX in self.names and ENGINE not in self.names

    def language(self, name: str) -> str:
        """The edition that a file belongs to."""
        first, *others = self.config.handbook.languages
        roots = {lang: edition_root(lang, self.config.handbook.languages) for lang in others}
        return next((lang for lang, root in roots.items() if name.startswith(root)), first)

    def kept(self) -> list[str]:
        """Files that are of use without a server."""
        return [name for name in sorted(self.names) if not self._is_left_out(name)]

    def _is_left_out(self, name: str) -> bool:
        languages = self.config.handbook.languages
        below = name.removeprefix(edition_root(self.language(name), languages))
        searching = _FRAME_INDEX in self.names and below.startswith(_LEFT_OUT_FOLDERS)
        return below in _LEFT_OUT or searching or name.endswith(".map")

    def page(self, name: str, html: str) -> str:
        """A page that opens from a folder, and says that it is a copy."""
        note = words(self.language(name))("offline.as_of", day=self.as_of.isoformat())
        return local_page(html, name, self.names.__contains__, note=note, frame_search=self.frame_search)


def _entries(site: Path, config: Config, as_of: dt.date) -> Iterator[tuple[str, bytes]]:
    """Every file of the zip, sorted: the two for whoever unpacks it, then the handbook."""
    names = frozenset(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    source = _Source(site, config, as_of, names)
    editions = [_edition(lang, config, names) for lang in config.handbook.languages]
    yield "README.txt", _readme(editions, as_of)
    yield from sorted(_handbook(source))
    yield "start.html", _start(editions, as_of)


def _handbook(source: _Source) -> Iterator[tuple[str, bytes]]:
    modules = {ENGINE: ENGINE_GLOBAL} if ENGINE in source.names else {}
    for name in source.kept():
        content = (source.site / name).read_bytes()
        if name.endswith(".html"):
            html = content.decode("utf-8")
            modules.update(dict.fromkeys(module_scripts(html, name) - set(modules), ""))
            content = source.page(name, html).encode("utf-8")
        elif name.startswith(INDEX):
            yield f"{FOLDER}/{name}.js", _shard(name.removeprefix(INDEX), content)
        yield f"{FOLDER}/{name}", content

    def read(name: str) -> str:
        return (source.site / name).read_text(encoding="utf-8")

    for name, variable in modules.items():
        script = classic_script(name, read, variable)
        yield f"{FOLDER}/{name.rpartition('.')[0]}.classic.js", script.encode("utf-8")


def _shard(name: str, content: bytes) -> bytes:
    """A file of the search index as a script: what `file://` lets a page load."""
    return f'kbShard({json.dumps(name)}, "{base64.b64encode(content).decode("ascii")}");\n'.encode()


def _edition(lang: str, config: Config, names: frozenset[str]) -> _Edition:
    said, root = words(lang), edition_root(lang, config.handbook.languages)
    links = tuple(
        (said(f"offline.start_{key}"), f"{FOLDER}/{root}{address}index.html")
        for key, address in _START
        if f"{root}{address}index.html" in names
    )
    return _Edition(lang, config.name(lang) or said("page.handbook"), said, links)


def _readme(editions: list[_Edition], as_of: dt.date) -> bytes:
    """Plain text that every editor shows: with a byte-order mark and Windows line ends."""
    texts = []
    for edition in editions:
        text = edition.words("offline.readme", name=edition.name, day=as_of.isoformat(), version=kb_tools.__version__)
        texts.append(text.strip() + "\n")
    return "\n----------------------------------------\n\n".join(texts).replace("\n", "\r\n").encode("utf-8-sig")


def _start(editions: list[_Edition], as_of: dt.date) -> bytes:
    environment = Environment(
        loader=PackageLoader("kb_tools.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("start.html.j2").render(editions=editions, as_of=as_of.isoformat()).encode("utf-8")

"""Build every language with the generator, each in a process of its own, and publish the whole.

The generator is started, never imported: kb_tools knows only the command line of `mkdocs_kb.run`.
"""

from __future__ import annotations

import calendar
import contextlib
import datetime as dt
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import kb_tools
from kb_tools.config import Config
from kb_tools.errors import PublishError
from kb_tools.model.handbook import Handbook
from kb_tools.publish.lock import exclusive
from kb_tools.publish.offline import OfflineCopy, check_offline_target, write_offline
from kb_tools.publish.search import SEARCH_FOLDER, search_files, write_search
from kb_tools.publish.site import check_target, recover, swap_in, verify, write_manifest
from kb_tools.render.address import page_address
from kb_tools.render.edition import edition_root

__all__ = ["Published", "publish"]

#: Where the index waits while the languages are built; no language is called so.
_SEARCH = "_search"
#: Where pages analyzed for search are kept for the next time, below the handbook's root.
_PARTS = ".kb-cache/search-parts"


@dataclass(frozen=True)
class Published:
    """What was published.

    Attributes:
        site: The folder.
        pages: Pages over all languages.
        files: All files.
        bytes: Their size together.
        offline: The offline copy, when one was asked for.
    """

    site: Path
    pages: int
    files: int
    bytes: int
    offline: OfflineCopy | None = None


def publish(
    root: Path,
    config: Config,
    handbook: Handbook,
    site: Path,
    as_of: dt.date,
    tell: Callable[[str], None] = lambda text: None,
    offline: Path | None = None,
    reader: str = "",
) -> Published:
    """Build and publish a handbook that has passed its checks.

    Args:
        root: The handbook's folder, with mkdocs.yml in it.
        config: kb.toml.
        handbook: What was checked, cut to `[publish] audience`; its pages must all be in the result.
        site: Folder to publish to.
        as_of: The day that the pages refer to.
        tell: Receives a line of progress now and then.
        offline: Zip for a copy that works without a server; none when absent.
        reader: Language in which the generator says what is wrong; the environment's when empty.

    Raises:
        PublishError: Anything went wrong; the site that was there before is still there, whole.
    """
    _require_generator(root)
    site = Path(os.path.abspath(site))
    if offline is not None:
        check_offline_target(offline, site)
    site.parent.mkdir(parents=True, exist_ok=True)
    with exclusive(site.with_name(f".{site.name}.lock")):
        recover(site)
        check_target(site)
        _remove_stages(site)
        with _stage(site) as stage:
            parts = root / _PARTS
            found = search_files(handbook, config, as_of, config.handbook.languages, cache_dir=parts)
            _build_all(root, config, stage, as_of, tell, reader, lambda: write_search(stage / _SEARCH, found))
            whole = _assemble(stage, config.handbook.languages)
            expected = _expected(handbook, config.handbook.languages)
            write_manifest(whole, {"generator": f"kb-tools {kb_tools.__version__}", "as_of": as_of.isoformat()})
            verify(whole, expected)
            sizes = [path.stat().st_size for path in whole.rglob("*") if path.is_file()]
            copy = write_offline(whole, offline, config, as_of) if offline is not None else None
            swap_in(whole, site)
    return Published(site, len(expected), len(sizes), sum(sizes), copy)


def _require_generator(root: Path) -> None:
    if not (root / "mkdocs.yml").is_file():
        raise PublishError("error.no_mkdocs_yml", path=root / "mkdocs.yml")
    if importlib.util.find_spec("mkdocs") is None or importlib.util.find_spec("mkdocs_kb") is None:
        raise PublishError("error.no_generator")


@contextlib.contextmanager
def _stage(site: Path) -> Iterator[Path]:
    # beside the site, so that the final rename stays on one file system
    stage = Path(tempfile.mkdtemp(prefix=f".{site.name}.stage-", dir=site.parent))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _remove_stages(site: Path) -> None:
    for left in site.parent.glob(f".{site.name}.stage-*"):
        shutil.rmtree(left, ignore_errors=True)


def _build_all(
    root: Path,
    config: Config,
    stage: Path,
    as_of: dt.date,
    tell: Callable[[str], None],
    reader: str,
    meanwhile: Callable[[], None],
) -> None:
    languages = config.handbook.languages
    audience = config.publish.audience
    running = {lang: _start(root, lang, stage / lang, languages, as_of, reader, audience) for lang in languages}
    failed = []
    try:
        meanwhile()
        for lang, process in running.items():
            _, said = process.communicate()
            if process.returncode:
                failed.append(f"[{lang}] {said.strip()}")
            else:
                tell(lang)
    finally:
        for process in running.values():
            if process.poll() is None:
                process.kill()
                process.wait()
    if failed:
        raise PublishError("error.generator_failed", output="\n".join(failed))


def _start(
    root: Path, lang: str, out: Path, languages: tuple[str, ...], as_of: dt.date, reader: str, audience: str
) -> subprocess.Popen[str]:
    command = [
        sys.executable, "-m", "mkdocs_kb.run", "build", "--config-file", str(root / "mkdocs.yml"), "--site-dir",
        str(out), "--lang", lang, "--editions", ",".join(languages), "--as-of", as_of.isoformat(),
        "--audience", audience,
    ]  # fmt: skip
    epoch = calendar.timegm(as_of.timetuple())  # dates in sitemaps come from the handbook's day, never from the clock
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0", "NO_MKDOCS_2_WARNING": "true"}
    environment |= {"KB_LANG": reader} if reader else {}
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def _assemble(stage: Path, languages: tuple[str, ...]) -> Path:
    """Move the other editions below the source edition."""
    whole = stage / languages[0]
    for lang in languages[1:]:
        target = whole / edition_root(lang, languages)
        if target.exists():
            raise PublishError("error.edition_in_the_way", lang=lang)
        os.replace(stage / lang, target)
    os.makedirs(whole / os.path.dirname(SEARCH_FOLDER), exist_ok=True)
    os.replace(stage / _SEARCH / SEARCH_FOLDER, whole / SEARCH_FOLDER)
    return whole


def _expected(handbook: Handbook, languages: tuple[str, ...]) -> set[str]:
    sources = {page.src for page in handbook.pages}
    if handbook.audience != "internal":
        sources.add("index.md")  # where readers outside begin is a page of ours
    return {f"{edition_root(lang, languages)}{page_address(src)}index.html" for lang in languages for src in sources}

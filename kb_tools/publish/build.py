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
from kb_tools.publish.site import check_target, recover, swap_in, verify, write_manifest
from kb_tools.render.address import page_address
from kb_tools.render.edition import edition_root

__all__ = ["Published", "publish"]


@dataclass(frozen=True)
class Published:
    """What was published.

    Attributes:
        site: The folder.
        pages: Pages over all languages.
        files: All files.
        bytes: Their size together.
    """

    site: Path
    pages: int
    files: int
    bytes: int


def publish(
    root: Path,
    config: Config,
    handbook: Handbook,
    site: Path,
    as_of: dt.date,
    tell: Callable[[str], None] = lambda text: None,
) -> Published:
    """Build and publish a handbook that has passed its checks.

    Args:
        root: The handbook's folder, with mkdocs.yml in it.
        config: kb.toml.
        handbook: What was checked; its pages must all be in the result.
        site: Folder to publish to.
        as_of: The day that the pages refer to.
        tell: Receives a line of progress now and then.

    Raises:
        PublishError: Anything went wrong; the site that was there before is still there, whole.
    """
    _require_generator(root)
    site = Path(os.path.abspath(site))
    site.parent.mkdir(parents=True, exist_ok=True)
    with exclusive(site.with_name(f".{site.name}.lock")):
        recover(site)
        check_target(site)
        _remove_stages(site)
        with _stage(site) as stage:
            _build_all(root, config, stage, as_of, tell)
            whole = _assemble(stage, config.handbook.languages)
            expected = _expected(handbook, config.handbook.languages)
            write_manifest(whole, {"generator": f"kb-tools {kb_tools.__version__}", "as_of": as_of.isoformat()})
            verify(whole, expected)
            sizes = [path.stat().st_size for path in whole.rglob("*") if path.is_file()]
            swap_in(whole, site)
    return Published(site, len(expected), len(sizes), sum(sizes))


def _require_generator(root: Path) -> None:
    if not (root / "mkdocs.yml").is_file():
        raise PublishError(f"{root / 'mkdocs.yml'} does not exist; `kb init` shows what it must contain")
    if importlib.util.find_spec("mkdocs") is None or importlib.util.find_spec("mkdocs_kb") is None:
        raise PublishError("the site generator is not installed; run `pip install 'kb-tools[mkdocs]'`")


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


def _build_all(root: Path, config: Config, stage: Path, as_of: dt.date, tell: Callable[[str], None]) -> None:
    languages = config.handbook.languages
    running = {lang: _start(root, lang, stage / lang, languages, as_of) for lang in languages}
    failed = []
    try:
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
        raise PublishError("the generator failed; the old site stays in place\n" + "\n".join(failed))


def _start(root: Path, lang: str, out: Path, languages: tuple[str, ...], as_of: dt.date) -> subprocess.Popen[str]:
    command = [
        sys.executable, "-m", "mkdocs_kb.run", "build", "--config-file", str(root / "mkdocs.yml"), "--site-dir",
        str(out), "--lang", lang, "--editions", ",".join(languages), "--as-of", as_of.isoformat(),
    ]  # fmt: skip
    epoch = calendar.timegm(as_of.timetuple())  # dates in sitemaps come from the handbook's day, never from the clock
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0", "NO_MKDOCS_2_WARNING": "true"}
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def _assemble(stage: Path, languages: tuple[str, ...]) -> Path:
    """Move the other editions below the source edition."""
    whole = stage / languages[0]
    for lang in languages[1:]:
        target = whole / edition_root(lang, languages)
        if target.exists():
            raise PublishError(f"the source pages have a folder named {lang!r}, where the {lang} edition belongs")
        os.replace(stage / lang, target)
    return whole


def _expected(handbook: Handbook, languages: tuple[str, ...]) -> set[str]:
    return {
        f"{edition_root(lang, languages)}{page_address(page.src)}index.html"
        for lang in languages
        for page in handbook.pages
    }

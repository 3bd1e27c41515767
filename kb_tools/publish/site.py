"""A folder that is a published site of ours: its marker, its manifest, and the swap that replaces it.

The marker lists every file with its hash. A folder without it is never touched: it may be somebody's work.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

from kb_tools.errors import PublishError, because

__all__ = ["MARKER", "check_target", "read_manifest", "recover", "swap_in", "verify", "write_manifest"]

MARKER = ".kb-site.json"


def check_target(site: Path) -> None:
    """Make sure that `site` may be replaced: it does not exist, is empty, or carries our marker.

    Raises:
        PublishError: It holds something else.
    """
    if site.is_symlink():
        raise PublishError("error.site_is_link", folder=site)
    if not site.exists():
        return
    if not site.is_dir():
        raise PublishError("error.site_is_file", path=site)
    if any(site.iterdir()) and not (site / MARKER).is_file():
        raise PublishError("error.site_is_foreign", folder=site, marker=MARKER)


def write_manifest(stage: Path, facts: dict[str, Any]) -> None:
    """Write the marker: `facts`, and every file below `stage` with the SHA-256 of its bytes."""
    files = {
        path.relative_to(stage).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(stage.rglob("*"))
        if path.is_file() and path.name != MARKER
    }
    text = json.dumps({**facts, "files": files}, ensure_ascii=False, indent=1, sort_keys=True)
    (stage / MARKER).write_text(text + "\n", encoding="utf-8")


def read_manifest(site: Path) -> dict[str, Any]:
    """What the marker says; empty when there is none or it cannot be read."""
    try:
        data = json.loads((site / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def verify(stage: Path, expected: set[str]) -> None:
    """Make sure that the stage holds every expected file, not empty, with the bytes of its manifest.

    Raises:
        PublishError: Something is missing, empty or changed.
    """
    files = read_manifest(stage).get("files", {})
    missing = sorted(expected - set(files))
    if missing:
        shown = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        raise PublishError("error.pages_left_out", count=len(missing), pages=shown)
    for name, digest in files.items():
        content = (stage / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest or (name in expected and not content):
            raise PublishError("error.page_damaged", page=name)


def swap_in(stage: Path, site: Path) -> None:
    """Put the stage in the place of the site: two renames, and the old site back if the second one fails.

    Raises:
        PublishError: The folder could not be replaced; the old site is where it was.
    """
    check_target(site)
    _sync(stage)
    old = _aside(site)
    try:
        if site.exists():
            os.replace(site, old)
        try:
            os.replace(stage, site)
        except OSError:
            if old.exists():
                os.replace(old, site)
            raise
    except OSError as error:
        raise PublishError("error.site_not_replaced", folder=site, why=because(error)) from error
    _sync_folder(site.parent)
    shutil.rmtree(old, ignore_errors=True)


def recover(site: Path) -> None:
    """Finish what a killed run left behind: the old site goes back when no site stands in its place."""
    old = _aside(site)
    if not old.exists():
        return
    if site.exists():
        shutil.rmtree(old, ignore_errors=True)
    elif (old / MARKER).is_file() or not any(old.iterdir()):
        os.replace(old, site)


def _aside(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def _sync(stage: Path) -> None:
    for folder, _, names in os.walk(stage):
        for name in names:
            descriptor = os.open(os.path.join(folder, name), os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        _sync_folder(Path(folder))


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # some systems cannot sync a folder; the rename is still atomic
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

"""`kb render`: every edition as plain Markdown with its assets and a configuration, for any generator."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from kb_tools.config import Config
from kb_tools.errors import PublishError, because
from kb_tools.locale import words
from kb_tools.model.dialect import extension_config
from kb_tools.publish.site import MARKER, check_target, write_manifest
from kb_tools.render.edition import RenderedEdition
from kb_tools.render.navigation import NavItem

__all__ = ["write_editions"]


def write_editions(editions: list[RenderedEdition], root: Path, config: Config, out: Path) -> int:
    """Write editions to `out/<language>/docs/` with a `mkdocs.yml` beside each.

    Returns:
        Number of files.

    Raises:
        PublishError: `out` holds something that we did not write.
    """
    check_target(out)
    if out.exists():
        shutil.rmtree(out)
    number = 0
    try:
        for edition in editions:
            number += _write(edition, root / config.handbook.docs, out / edition.lang)
        write_manifest(out, {"generator": "kb render"})
    except OSError as error:
        raise PublishError("error.cannot_write", path=out, why=because(error)) from error
    assert (out / MARKER).is_file()
    return number


def _write(edition: RenderedEdition, docs: Path, out: Path) -> int:
    for page in edition.pages:
        target = out / "docs" / page.src
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.markdown, encoding="utf-8")
    for src, path in edition.assets.items():
        target = out / "docs" / src
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(docs / path, target)
    for src, content in edition.downloads.items():
        target = out / "docs" / src
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    settings = {
        "site_name": edition.name,
        "docs_dir": "docs",
        "theme": {"name": "material", "language": edition.lang, "font": False},
        "markdown_extensions": extension_config(words(edition.lang)("page.permalink")),
        "nav": _nav(edition.nav),
    }
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=120)
    (out / "mkdocs.yml").write_text(text, encoding="utf-8")
    return len(edition.pages) + len(edition.assets) + len(edition.downloads) + 1


def _nav(items: tuple[NavItem, ...]) -> list[Any]:
    rows: list[Any] = []
    for item in items:
        below = [*([item.src] if item.src else []), *_nav(item.children)]
        rows.append({item.title: below if item.children else item.src})
    return rows

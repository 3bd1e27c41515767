"""From a MkDocs configuration to a rendered edition, and back to MkDocs' own types."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from kb_tools.check.registry import all_rules
from kb_tools.check.rule import Context
from kb_tools.check.runner import check_handbook, check_page, rules_key
from kb_tools.config import Config, find_root, load_config
from kb_tools.errors import ConfigError
from kb_tools.load.audience import cut_for
from kb_tools.load.authorship import read_authorship
from kb_tools.load.definitions import read_definitions
from kb_tools.load.edition import Edition
from kb_tools.load.history import read_history
from kb_tools.load.loader import load_handbook
from kb_tools.locale import Words
from kb_tools.model.diagnostic import Severity
from kb_tools.publish.past_levels import PAGE_LIMIT, past_levels
from kb_tools.publish.search import search_files
from kb_tools.render.edition import RenderedEdition, render_edition
from kb_tools.render.edition_view import EditionView
from kb_tools.render.navigation import NavItem
from kb_tools.report import Report, formats

__all__ = ["open_root", "render_language", "to_files", "to_nav"]


def open_root(config: MkDocsConfig) -> tuple[Path, Config]:
    """The handbook's folder and kb.toml, beside or above mkdocs.yml."""
    root = find_root(Path(config.config_file_path or ".").resolve().parent)
    return root, load_config(root)


def render_language(
    root: Path, config: Config, lang: str, *, check: bool, as_of: dt.date, reader: Words, search: bool = False
) -> RenderedEdition:
    """Load, check and render one edition; `reader` are the words in which to say what is wrong with the handbook.

    With `search` the files of the search index are among its downloads.

    Raises:
        ConfigError: There is no such language, or the handbook has errors (the report is the message).
    """
    if lang not in config.handbook.languages:
        raise ConfigError("error.not_a_language", lang=lang, known=config.handbook.languages)
    handbook = load_handbook(root, config, page_check=check_page, cache_key=rules_key())
    past = partial(read_definitions, root, as_of)
    if check:
        found = check_handbook(handbook, Context(as_of, config, past))
        errors = [item for item in found if item.severity is Severity.ERROR]
        if errors:
            names = {code: rule.name for code, rule in all_rules().items()}
            report = Report(errors, reader, names, pages=len(handbook.pages))
            raise ConfigError("error.handbook_has_errors", report=formats()["concise"](report))
    seen = cut_for(handbook, config.publish.audience)
    history = read_history(root, as_of, folder=config.handbook.docs)
    authorship = read_authorship(root, as_of, folder=config.handbook.docs)
    moments = partial(past_levels, root, limit=PAGE_LIMIT)
    edition = render_edition(EditionView(Edition(seen, lang), config, as_of, history, authorship, past, moments))
    if not search:
        return edition
    return replace(edition, downloads={**edition.downloads, **dict(search_files(seen, config, as_of, [lang]))})


def to_files(edition: RenderedEdition, given: Files, config: MkDocsConfig, docs: Path) -> Files:
    """The edition's pages and assets in place of the files that MkDocs found; the theme's own stay."""
    own = str(Path(config.docs_dir).resolve())
    files = Files([file for file in given if not file.src_dir or str(Path(file.src_dir).resolve()) != own])
    for page in edition.pages:
        file = File.generated(config, page.src, content=page.markdown)
        file.edit_uri = page.edit_path or None
        files.append(file)
    for src, content in edition.downloads.items():
        files.append(File.generated(config, src, content=content))
    for src, path in edition.assets.items():
        folder = str(docs / path.removesuffix(src)) if path.endswith(src) else str(docs)
        files.append(File(src, folder, config.site_dir, config.use_directory_urls))
    return files


def to_nav(items: tuple[NavItem, ...]) -> list[Any]:
    """The navigation as mkdocs.yml would have it; a section starts with its own page."""
    rows: list[Any] = []
    for item in items:
        if item.children:
            rows.append({item.title: [*([item.src] if item.src else []), *to_nav(item.children)]})
        else:
            rows.append({item.title: item.src})
    return rows

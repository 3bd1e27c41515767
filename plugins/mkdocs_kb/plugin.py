"""Hooks only: translate, call kb_tools, translate."""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from kb_tools.config import Config
from kb_tools.errors import KbError, UsageError
from kb_tools.locale import reader_words, words
from kb_tools.model.dialect import EXTENSIONS, extension_config
from kb_tools.render.address import resolve_links
from kb_tools.render.edition import RenderedEdition, edition_root
from kb_tools.render.not_found import not_found
from kb_tools.render.own import clean
from mkdocs_kb.bridge import open_root, render_language, to_files, to_nav
from mkdocs_kb.finder import finder_frame, finder_scripts
from mkdocs_kb.inline_scripts import frame_scripts
from mkdocs_kb.settings import KbSettings

__all__ = ["KbPlugin"]

_THEME = Path(__file__).parent / "theme"
log = logging.getLogger("mkdocs.plugins.kb")


class KbPlugin(BasePlugin[KbSettings]):
    """Publishes a kb-tools handbook with MkDocs and Material."""

    _root: Path
    _kb: Config
    _edition: RenderedEdition

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the handbook and tell MkDocs its language, navigation and Markdown dialect."""
        reader = reader_words(None, os.environ)
        try:
            self._root, given = open_root(config)
            self._kb = given.for_audience(self.config.audience or given.publish.audience)
            lang = self.config.lang or self._kb.handbook.languages[0]
            check, as_of = self.config.check, self._day()
            self._edition = render_language(
                self._root, self._kb, lang, check=check, as_of=as_of, reader=reader, search=self.config.search
            )
        except KbError as error:
            raise PluginError(reader("cli.refused", problem=reader.error(error))) from error
        self._set_up(config, lang)
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Put the rendered pages in place of the sources."""
        own = to_files(self._edition, files, config, self._root / self._kb.handbook.docs)
        finder = finder_scripts(self._edition, self._kb, words(self._edition.lang), self._day())
        for name, script in {**frame_scripts(), **finder}.items():
            own.append(File.generated(config, f"assets/kb/{name}", content=script))
        return own

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep what the pages say about themselves away from the theme."""
        page.meta = {key: page.meta[key] for key in ("title", "description") if key in page.meta}
        return markdown

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Strip what no page may bring along (a checked handbook loses nothing) and resolve links in HTML."""
        return resolve_links(clean(html), page.file.src_uri)

    def _day(self) -> dt.date:
        if not self.config.as_of:
            return self._kb.check.as_of or dt.date.today()  # noqa: DTZ011 - readers' calendar
        try:
            return dt.date.fromisoformat(self.config.as_of)
        except ValueError:
            raise UsageError("error.not_a_date", text=self.config.as_of) from None

    def _set_up(self, config: MkDocsConfig, lang: str) -> None:
        said = words(lang)
        config.site_name = self._edition.name
        config.theme["language"] = lang
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_THEME))
        config.nav = to_nav(self._edition.nav)
        config.extra_css = ["assets/kb/kb.css", "assets/kb/search.css", *config.extra_css]
        config.extra_javascript = ["assets/kb/filter.js", *config.extra_javascript]
        config.watch = [*config.watch, str(self._root / "kb.toml"), str(self._root / self._kb.handbook.docs)]
        rows = extension_config(said("page.permalink"))
        config.markdown_extensions = list(EXTENSIONS)
        config.mdx_configs = {name: opts for row in rows if isinstance(row, dict) for name, opts in row.items()}
        if not config.repo_url and self._kb.handbook.repo_url:
            config.repo_url = self._kb.handbook.repo_url
            config.repo_name = config.repo_name or config.repo_url.rstrip("/").rpartition("/")[2]
            config.edit_uri = self._kb.handbook.edit_path.rstrip("/") + "/"
        if not config.site_url and self._kb.handbook.site_url:
            root = edition_root(lang, self._kb.handbook.languages)
            config.site_url = f"{self._kb.handbook.site_url.rstrip('/')}/{root}"
        config.extra["alternate"] = (
            True  # makes the header include our language switch; Material's own list would be a tuple
        )
        finder = finder_frame(self._edition, self._kb, said)
        config.extra["kb"] = {"lang": lang, "editions": self._editions(lang), "finder": finder}
        config.extra["kb"]["as_of"] = said("print.as_of", day=self._day())
        config.extra["kb"]["not_found"] = not_found(self._published(lang), {page.src for page in self._edition.pages})
        if lang != self._kb.handbook.languages[0]:
            config.theme.static_templates.discard("404.html")  # the one at the root of the site serves every edition

    def _published(self, lang: str) -> tuple[str, ...]:
        return tuple(other for other in self._kb.handbook.languages if other in (lang, *self.config.editions))

    def _editions(self, lang: str) -> list[dict[str, Any]]:
        """Editions for the language switch: where each lies, seen from this one's root."""
        languages = self._kb.handbook.languages
        up = re.sub(r"[^/]+/", "../", edition_root(lang, languages))
        return [
            {"lang": other, "name": words(other)(f"language.{other}"), "root": up + edition_root(other, languages)}
            for other in languages
            if other in self.config.editions
        ]

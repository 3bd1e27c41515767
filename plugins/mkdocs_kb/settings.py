"""Options of the plugin in mkdocs.yml."""

from __future__ import annotations

from mkdocs.config import config_options as options
from mkdocs.config.base import Config

from kb_tools.model.audience import AUDIENCES

__all__ = ["KbSettings"]


class KbSettings(Config):
    """`plugins: [kb: {...}]`; everything else stands in kb.toml."""

    #: Language of this pass; the handbook's source language when empty.
    lang = options.Type(str, default="")
    #: Languages that are published beside this one; the language switch leads to them.
    editions = options.Type(list, default=[])
    #: Whether to refuse a handbook with errors. `kb build` has checked before.
    check = options.Type(bool, default=True)
    #: Who reads the site: `internal`, `customer` or `public`; `[publish] audience` of kb.toml when empty.
    audience = options.Choice(("", *AUDIENCES), default="")
    #: The day on which everything is judged (2026-11-15); kb.toml or today when empty.
    as_of = options.Type(str, default="")
    #: Whether to write the search index beside the pages. `kb build` writes one for all languages itself.
    search = options.Type(bool, default=True)

"""Addresses of records on the published site, for what lies outside of it: reports, calendars, mails."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from kb_tools.config import Config
from kb_tools.model.handbook import Handbook
from kb_tools.render.address import page_address

__all__ = ["site_links"]


def site_links(handbook: Handbook, config: Config, lang: str) -> Callable[[str], str]:
    """A function from an id (`page`, `page/kpi`, `page#anchor`) to its address; empty where it has none.

    Args:
        handbook: The handbook.
        config: kb.toml; without `site_url` nothing has an address.
        lang: Language of the pages; the source language where the handbook does not speak it.
    """
    site = config.handbook.site_url.rstrip("/")
    root = f"{lang}/" if lang in handbook.languages[1:] else ""

    def address(ref: str) -> str:
        name, _, anchor = ref.partition("#")
        found = handbook.lookup(name) if site else None
        if found is None or found.page is None:
            return ""
        place = anchor or found.anchor
        return f"{site}/{root}{quote(page_address(found.page.src))}" + (f"#{quote(place)}" if place else "")

    return address

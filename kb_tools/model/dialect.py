"""The one Markdown dialect of a handbook: extensions and their options, for checks, rendering and every generator."""

from __future__ import annotations

from typing import Any

__all__ = ["EXTENSIONS", "extension_config"]

#: Extension -> options, in the order in which they are registered. No includes, no macros, nothing that reads files.
EXTENSIONS: dict[str, dict[str, Any]] = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "sane_lists": {},
    # alignment as an attribute: a strict Content-Security-Policy forbids inline styles
    "tables": {"use_align_attribute": True},
    "toc": {"permalink": True, "toc_depth": 3},
    "pymdownx.details": {},
    "pymdownx.highlight": {"anchor_linenums": False},
    "pymdownx.inlinehilite": {},
    "pymdownx.superfences": {},
    "pymdownx.tasklist": {"custom_checkbox": True},
}


def extension_config(permalink_title: str) -> list[str | dict[str, Any]]:
    """The dialect as `markdown_extensions` of mkdocs.yml."""
    rows: list[str | dict[str, Any]] = []
    for name, options in EXTENSIONS.items():
        extra = {"permalink_title": permalink_title} if name == "toc" else {}
        rows.append({name: {**options, **extra}} if options or extra else name)
    return rows

"""Where a page is published, and how to get there from another one."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

__all__ = ["page_address", "relative"]


def page_address(src: str) -> str:
    """Address of a page below its language's root: `processes/x.md` -> `processes/x/`, `index.md` -> empty."""
    stem = src.removesuffix(".md")
    if stem == "index":
        return ""
    return f"{stem.removesuffix('/index')}/" if stem.endswith("/index") else f"{stem}/"


def relative(from_src: str, to_src: str, anchor: str = "") -> str:
    """Link from one page to another as the browser needs it, quoted."""
    start, goal = page_address(from_src), page_address(to_src)
    path = posixpath.relpath(goal or ".", start or ".")
    path = "./" if path == "." else f"{path}/"
    if from_src == to_src and anchor:
        path = ""
    return quote(path, safe="/.-_~") + (f"#{quote(anchor)}" if anchor else "")

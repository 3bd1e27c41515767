"""Where a page is published, and how to get there from another one.

Rendered pages link from file to file (`../roles/x.md`), in Markdown and in HTML alike: that is what editors, code hosts
and generators understand. A generator that leaves links inside HTML alone gets them resolved by `resolve_links`.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote

__all__ = ["page_address", "relative", "resolve_links"]

_SAFE = "/.-_~"
_FILE_LINK = re.compile(r'(?<= href=")([^":#?]+\.md)(?=[#"])')


def page_address(src: str) -> str:
    """Address of a page below its language's root: `processes/x.md` -> `processes/x/`, `index.md` -> empty."""
    stem = src.removesuffix(".md")
    if stem == "index":
        return ""
    return f"{stem.removesuffix('/index')}/" if stem.endswith("/index") else f"{stem}/"


def relative(from_src: str, to_src: str, anchor: str = "") -> str:
    """Link from one page's file to another's, quoted; within a page just the anchor."""
    path = "" if from_src == to_src and anchor else posixpath.relpath(to_src, posixpath.dirname(from_src) or ".")
    return quote(path, safe=_SAFE) + (f"#{quote(anchor)}" if anchor else "")


def resolve_links(html: str, src: str) -> str:
    """HTML of a page with links to files replaced by links to where those pages are published."""

    def resolve(match: re.Match[str]) -> str:
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(src), unquote(match[1])))
        path = posixpath.relpath(page_address(goal) or ".", page_address(src) or ".")
        return quote("./" if path == "." else f"{path}/", safe=_SAFE)

    return _FILE_LINK.sub(resolve, html)

"""Pages that open from a folder: a web server finds `index.html` in a folder by itself, a file manager does not.

Links are followed in the published files, not guessed: one that leads nowhere is left as it is.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from html import escape
from urllib.parse import unquote

__all__ = ["local_page", "module_scripts"]

#: Scripts and comments are left alone; of a tag, the attribute that holds an address.
_SKIPPED = re.compile(r"(<script\b.*?</script>|<!--.*?-->)", re.DOTALL)
_ADDRESS = re.compile(r'(<(?:a|area|link|form)\b[^<>]*?\s(?:href|action)=")([^"]*)(")')
_MODULE = re.compile(r'<script\b(?=[^>]*\stype="module")[^>]*\ssrc="([^"]+)"[^>]*></script>')
#: What the frame's script looks for before it starts a search.
_FRAME_SEARCH = re.compile(r' data-md-component="search[a-z-]*"| name="search"(?=[ >])')
#: Where the frame puts what concerns every page.
_ANNOUNCE = re.compile(r'<div data-md-component="announce">')
_HTML = re.compile(r"<html\b")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|$")


def local_page(
    html: str, name: str, exists: Callable[[str], bool], *, note: str = "", frame_search: bool = False
) -> str:
    """A page whose links lead to files, and whose scripts need no server.

    Args:
        html: The published page.
        name: Its file, relative to the site.
        exists: Whether the site has a file of that name.
        note: What is said at the top of the page, plain text.
        frame_search: Whether the search of the site's frame is to be taken away; it needs a server.
    """

    def to_file(match: re.Match[str]) -> str:
        return match[1] + _to_file(match[2], name, exists) + match[3]

    parts = _SKIPPED.split(html)
    parts[::2] = [_ADDRESS.sub(to_file, part) for part in parts[::2]]
    whole = _MODULE.sub(lambda match: f'<script src="{_classic(match[1])}" defer></script>', "".join(parts))
    if note:
        whole = _ANNOUNCE.sub(lambda match: f'{match[0]}<p class="kb-offline-note">{escape(note)}</p>', whole, count=1)
    if frame_search:
        whole = _FRAME_SEARCH.sub("", whole)
    return _HTML.sub(f'<html data-kb-offline="{"no-search" if frame_search else "yes"}"', whole, count=1)


def module_scripts(html: str, name: str) -> set[str]:
    """The ES modules that a page loads, relative to the site."""
    return {_below(name, match[1].split("?")[0]) for match in _MODULE.finditer(html)}


def _classic(address: str) -> str:
    return re.sub(r"\.m?js(?=$|\?)", ".classic.js", address)


def _to_file(address: str, name: str, exists: Callable[[str], bool]) -> str:
    if _ELSEWHERE.match(address) or address.startswith("/"):
        return address
    path, rest = re.fullmatch(r"([^?#]*)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
    goal = _below(name, path)
    if path.endswith(".html") or (goal and exists(goal)):
        return address
    if not exists(f"{goal}/index.html".lstrip("/")):
        return address
    folder = "" if path in (".", "./", "") else path.rstrip("/") + "/"
    return f"{folder}index.html{rest}"


def _below(name: str, path: str) -> str:
    """The file that an address on a page means, relative to the site; empty for the site itself."""
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
    return "" if goal == "." else goal

"""Addresses as writers put them into links: which there are in a link, and what the text of one says by itself.

Where a relative address leads is looked up in a handbook (`check/links.py`).
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from kb_tools.model.page import Link

__all__ = ["Address", "addresses", "read_address"]

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_DESCRIPTOR = re.compile(r"\s+[\d.]+[wx]\s*(?:,|\Z)")


class Address(NamedTuple):
    """An address taken apart.

    Attributes:
        kind: `empty`, `here` (only an anchor), `elsewhere` (another host), `absolute` or `relative`.
        path: File, as it was meant: without escapes and query.
        anchor: What stands after `#`.
    """

    kind: str
    path: str = ""
    anchor: str = ""


def addresses(link: Link) -> list[str]:
    """Addresses of a link of kind `link`, `image` or `html` (a `srcset` has several)."""
    if link.kind != "html":
        return [link.target]
    target = html.unescape(link.target.strip())
    if not _DESCRIPTOR.search(target):
        return [target] if target else []
    return [part.split()[0] for part in target.split(",") if part.strip()]


def read_address(address: str) -> Address:
    """Take an address apart."""
    if not address:
        return Address("empty")
    if address[0] == "#":
        return Address("here", "", unquote(address[1:]))
    if _ELSEWHERE.match(address):
        return Address("elsewhere")
    path, _, anchor = _ESCAPE.sub(r"\1", address).partition("#")
    path = unquote(path.partition("?")[0])
    return Address("absolute" if path.startswith(("/", "\\")) else "relative", path, unquote(anchor))

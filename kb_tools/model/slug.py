"""Anchors of headings: stable, readable, the same in every generator.

Chinese headings keep their characters (`## 变通办法` becomes `#变通办法`); the published Markdown carries the anchor
explicitly, so no generator computes one of its own.
"""

from __future__ import annotations

import re
import unicodedata

from kb_tools.model.wiki import WIKI_LINK

__all__ = ["plain_text", "slug", "unique"]

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_TAG = re.compile(r"<[^<>]{0,500}>")
_MARKS = re.compile(r"[*`~]|(?<!\w)_|_(?!\w)")
_DROP = re.compile(r"[^\w\s-]")
_SPACE = re.compile(r"[\s-]+")


def plain_text(markdown: str) -> str:
    """Inline Markdown as the reader sees it: links by their text, no emphasis marks, no tags."""
    text = WIKI_LINK.sub(lambda match: match[2] or match[1], markdown)
    text = _LINK.sub(r"\1", text)
    return _MARKS.sub("", _TAG.sub("", text)).strip()


def slug(text: str) -> str:
    """The anchor of a heading with this (plain) text; `section` when nothing of it can be used."""
    lowered = unicodedata.normalize("NFKC", text).lower()
    return _SPACE.sub("-", _DROP.sub("", lowered).strip()).strip("-") or "section"


def unique(anchor: str, taken: dict[str, int]) -> str:
    """`anchor`, or the first of `anchor_1`, `anchor_2`, ... that is not taken; it is taken afterwards.

    Args:
        anchor: What it should be.
        taken: Anchor -> the last number that was tried for it, so that a thousand equal headings cost a thousand steps.
    """
    candidate, number = anchor, taken.get(anchor, 0)
    while candidate in taken:
        number += 1
        candidate = f"{anchor}_{number}"
    taken[anchor] = number
    taken.setdefault(candidate, 0)
    return candidate

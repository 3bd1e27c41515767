"""Markdown as plain text in sections: what is searched and shown in results. Linear in the text, never wrong enough
to matter: a leftover asterisk finds nothing and hurts nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kb_tools.model.slug import slug, unique
from kb_tools.search.document import Section

__all__ = ["plain_text", "sections_of"]

_HEADING = re.compile(r"(#{1,6})[ \t]+(.{0,300}?)[ \t]*#*[ \t]*\Z")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[^{}\n]{0,200}\}[ \t]*\Z")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_WIKI = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,300}))?\]\]")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,1000}\)")
_TAG = re.compile(r"<[!/]?[a-zA-Z-][^<>\n]{0,1000}>")
_MARKS = re.compile(r"[*`|]{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)|~~|==")
_LINE_START = re.compile(
    r"^[ \t]*(?:>|[-+*][ \t]+(?:\[[ xX]\][ \t])?|\d{1,3}[.)][ \t]+|:?-{3,}:?[ \t|:-]*$)", re.MULTILINE
)
_SPACE = re.compile(r"\s+")
#: The line below a table's heads, and a line across the page.
_RULE = re.compile(r"^[ |:-]*-{2,}[ |:-]*$", re.MULTILINE)


def plain_text(markdown: str, name: Callable[[str], str] = lambda target: target) -> str:
    """A Markdown text without its markup, on one line.

    Args:
        markdown: The text.
        name: What a `[[id]]` without a text of its own reads as.
    """
    text = _WIKI.sub(lambda match: match[2] or name(match[1].strip()), markdown)
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub(" ", _RULE.sub("", text))
    text = _LINE_START.sub("", text)
    return _SPACE.sub(" ", _MARKS.sub(" ", text)).strip()


def sections_of(
    markdown: str, anchors: tuple[str, ...] | None = None, name: Callable[[str], str] = lambda target: target
) -> tuple[Section, ...]:
    """A body cut at its headings; the first section is what stands above them and has no heading.

    Args:
        markdown: The body.
        anchors: Anchor of each heading in order, when they are known; else they are made of the headings' texts.
        name: What a `[[id]]` without a text of its own reads as.
    """
    found: list[tuple[str, list[str]]] = [("", [])]
    fence = ""
    for line in markdown.split("\n"):
        opened = _FENCE.match(line)
        if opened and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else opened[1]
            continue
        heading = None if fence else _HEADING.match(line)
        if heading:
            found.append((_ATTRIBUTES.sub("", heading[2]), []))
        else:
            found[-1][1].append(line)
    known = ("", *anchors) if anchors is not None and len(anchors) == len(found) - 1 else None
    taken: dict[str, int] = {}
    result = []
    for number, (heading_text, lines) in enumerate(found):
        shown = plain_text(heading_text, name)
        anchor = known[number] if known else (unique(slug(shown), taken) if number else "")
        result.append(Section(f"h{number}" if number else "", anchor, shown, plain_text("\n".join(lines), name)))
    return tuple(result)

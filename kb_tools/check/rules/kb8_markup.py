"""The tags of a page as a browser will see them: what Markdown makes of a body, read by the rules of the HTML standard.

Nothing here trusts the line scanner: a fence that is never closed, or a comment inside a tag, turns "code" into live markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import markdown

from kb_tools.load.markdown import visible_lines
from kb_tools.model.dialect import EXTENSIONS
from kb_tools.model.page import Page

__all__ = ["Attribute", "Place", "Tag", "live_tags", "published", "read_tag", "shown_forms", "visible_text"]

#: Characters; converting a longer body takes too long to be worth it, so that it is taken at its worst.
LIMIT_CONVERSION = 300_000

_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)")
_BETWEEN = re.compile(r"[\s/]*")
# a browser would take `<` as part of a name; here it ends the tag as broken, which no harmless page needs
_ATTRIBUTE = re.compile(r"([^\s/<>][^\s/<>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s<>\"'][^\s<>]*)))?")
_COMMENT_END = re.compile(r"--!?>")
_WIKI = re.compile(r"\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\](\{)?")
_ESCAPED = re.compile(r"([\\`*_<>|])")


class Attribute(NamedTuple):
    """An attribute of a tag: name in lower case, decoded value, offset of its name in the text."""

    name: str
    value: str
    offset: int


class Tag(NamedTuple):
    """A tag.

    Attributes:
        name: In lower case; empty where `<` begins something that never becomes a tag.
        attributes: Those of an opening tag.
        start: Offset of the `<`.
        end: Offset after the `>`.
        closing: Whether it is a closing tag.
    """

    name: str
    attributes: tuple[Attribute, ...]
    start: int
    end: int
    closing: bool = False


class Place(NamedTuple):
    """A stretch of a body by line (of the file) and columns."""

    line: int
    column: int
    end_column: int


def read_tag(text: str, start: int) -> Tag:
    """The tag whose `<` stands at `start`."""
    head = _TAG_NAME.match(text, start)
    if not head:
        return Tag("", (), start, start + 1)
    found: list[Attribute] = []
    position = head.end()
    while True:
        position = _BETWEEN.match(text, position).end()  # type: ignore[union-attr]
        if text[position : position + 1] == ">":
            return Tag(head[2].lower(), () if head[1] else tuple(found), start, position + 1, bool(head[1]))
        match = _ATTRIBUTE.match(text, position)
        if not match:
            return Tag("", (), start, start + 1)
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.append(Attribute(match[1].lower(), html.unescape(value), position))
        position = match.end()


def openings(text: str) -> Iterator[Tag]:
    """What follows each `<` of a text, each looked at by itself, whether or not it lies in code, a comment or a tag."""
    for match in _OPENING.finditer(text):
        yield read_tag(text, match.start())


def live_tags(markup: str) -> Iterator[Tag]:
    """The tags of an HTML text in order; comments are passed over, as the HTML standard ends them."""
    position = 0
    while match := _OPENING.search(markup, position):
        if markup.startswith("<!--", match.start()) and (end := _comment_end(markup, match.start() + 4)):
            position = end
            continue
        tag = read_tag(markup, match.start())
        yield tag
        position = tag.end


def _comment_end(markup: str, start: int) -> int:
    """Where the comment ends whose text begins at `start`; 0 when it never does."""
    for short in (">", "->"):
        if markup.startswith(short, start):
            return start + len(short)
    end = _COMMENT_END.search(markup, start)
    return end.end() if end else 0


def shown_forms(body: str) -> tuple[str, ...]:
    """A body as generators may get it: with its comments and, where it has any, without; wiki links by their text."""
    flat = _WIKI.sub(_flat, body) if "[[" in body else body
    bare = _without_comments(flat)
    return (flat,) if bare == flat else (flat, bare)


@lru_cache(maxsize=2)
def published(body: str) -> tuple[str, ...] | None:
    """The HTML of a body in each of its forms; None when it cannot be converted."""
    if len(body) > LIMIT_CONVERSION:
        return None
    configs = {name: dict(options) for name, options in EXTENSIONS.items() if options}
    try:
        return tuple(
            markdown.markdown(form, extensions=list(EXTENSIONS), extension_configs=configs)
            for form in shown_forms(body)
        )
    except Exception:  # whatever the converter cannot digest is content, and content never stops a check
        return None


def visible_text(page: Page) -> str:
    """The body with code and comments blanked; lines and columns stay where they are."""
    lines = [""] * (page.body.count("\n") + 1)
    for number, _, masked in visible_lines(page.body, page.body_line):
        lines[number - page.body_line] = masked
    return "\n".join(lines)


def _without_comments(text: str) -> str:
    pieces, position = [], 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[position:start])
        position = end + 3
    return "".join([*pieces, text[position:]])


def _flat(match: re.Match[str]) -> str:
    text = _ESCAPED.sub(r"\\\1", match[2] or match[1])
    return f"[{text}](#){{" if match[3] else text

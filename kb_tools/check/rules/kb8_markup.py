"""The tags of a page as a browser will see them: what Markdown makes of a body, read as the HTML standard says.

Nothing here trusts the line scanner: a fence that is never closed, or a comment inside a tag, turns code into markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kb_tools.load.markdown import after_comment, body_lines, visible_lines
from kb_tools.model.allowed_html import URL_SCHEMES
from kb_tools.model.dialect import EXTENSIONS
from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["SCRIPT_SCHEMES", "Attribute", "Tag", "live_tags", "openings", "place", "published"]
__all__ += ["shown_forms", "unsafe_autolinks", "visible_text"]

#: Schemes that run a program, or show foreign content as if it were the page's own.
SCRIPT_SCHEMES = frozenset(
    {
        "about",
        "blob",
        "data",
        "filesystem",
        "jar",
        "javascript",
        "livescript",
        "mhtml",
        "mocha",
        "vbscript",
        "view-source",
    }
)

#: What Python-Markdown converts within a second or two; its time grows with the square of lines and brackets.
_LIMIT_BODY = 100_000
_LIMIT_MARKS = (("\n", 3_000), ("[", 1_500), ("<", 2_000), ("\n:", 300), ("  :", 300))

_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_OPENING_BUT_COMMENTS = re.compile(r"<(?=[A-Za-z/?]|!(?!--))")
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)")
_BETWEEN = re.compile(r"[\s/]*")
# a browser would take `<` as part of a name; here it ends the tag as broken, which no harmless page needs
_ATTRIBUTE = re.compile(r"([^\s/<>][^\s/<>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s<>\"'][^\s<>]*)))?")
_COMMENT_END = re.compile(r"--!?>")
_WIKI = re.compile(r"\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
_CODE_OR_COMMENT = re.compile(r"(`+[^`\n]+`+)|<!--.*?(?:-->|$)")
_ESCAPED = re.compile(r"([\\`*_<>|])")

#: An address in angle brackets.
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}):(//)?[^\s<>]*>")


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


def _read_tag(text: str, start: int) -> Tag:
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
    """What follows each `<` of a text, each looked at by itself, whether or not it lies in code, a comment or a tag.

    The opening of a comment is left out.
    """
    for match in _OPENING_BUT_COMMENTS.finditer(text):
        yield _read_tag(text, match.start())


def live_tags(markup: str) -> Iterator[Tag]:
    """The tags of an HTML text in order; comments are passed over, as the HTML standard ends them."""
    position = 0
    while match := _OPENING.search(markup, position):
        if markup.startswith("<!--", match.start()) and (end := _comment_end(markup, match.start() + 4)):
            position = end
            continue
        tag = _read_tag(markup, match.start())
        yield tag
        position = tag.end


def _comment_end(markup: str, start: int) -> int:
    """Where the comment ends whose text begins at `start`; 0 when it never does."""
    for short in (">", "->"):
        if markup.startswith(short, start):
            return start + len(short)
    end = _COMMENT_END.search(markup, start)
    return end.end() if end else 0


def shown_forms(page: Page) -> tuple[str, ...]:
    """A body as it stands, and as generators get it: no comments, anchors at headings, wiki links as links or text."""
    forms = [page.body, _prepared(page, r"\1")]
    if "[[" in page.body:
        forms.append(_prepared(page, r"[\1](#)"))
    return tuple(dict.fromkeys(forms))


def _prepared(page: Page, link: str) -> str:
    headings = {heading.line: heading.anchor for heading in page.headings}
    lines = []
    for number, raw, masked, kind in body_lines(page.body, page.body_line):
        line = raw
        if kind == "comment":
            continue
        if kind == "text":
            line, shown = after_comment(raw, masked)
            if "[[" in shown:
                line = _resolved(line, shown, link)
            line = _CODE_OR_COMMENT.sub(lambda match: match[1] or "", line)
            if number in headings:
                line = f"{line.rstrip('# ')} {{#{headings[number]}}}"
        lines.append(line)
    return "\n".join(lines)


def published(page: Page) -> tuple[str, ...] | None:
    """The HTML of a body in each of its forms; None when it cannot be converted in time."""
    body = page.body
    if len(body) > _LIMIT_BODY or any(body.count(mark) > limit for mark, limit in _LIMIT_MARKS):
        return None
    try:
        return tuple(_convert(form) for form in shown_forms(page))
    except Exception:  # whatever the converter cannot digest is content, and content never stops a check
        return None


@lru_cache(maxsize=4)
def _convert(text: str) -> str:
    import markdown  # noqa: PLC0415 - slow to import, and most runs convert nothing

    configs = {name: dict(options) for name, options in EXTENSIONS.items() if options}
    return markdown.markdown(text, extensions=list(EXTENSIONS), extension_configs=configs)


def visible_text(page: Page) -> str:
    """The body with code and comments blanked; lines and columns stay where they are."""
    lines = [" " * len(line) for line in page.body.split("\n")]
    for number, raw, masked in visible_lines(page.body, page.body_line):
        lines[number - page.body_line] = masked.ljust(len(raw))
    return "\n".join(lines)


def unsafe_autolinks(text: str) -> Iterator[re.Match[str]]:
    """Addresses in angle brackets that must not be published."""
    for match in _AUTOLINK.finditer(text):
        scheme = match[1].lower()
        if scheme in SCRIPT_SCHEMES or scheme == "file" or (match[2] and scheme not in URL_SCHEMES):
            yield match


def place(page: Page, start: int, end: int) -> Location:
    """A stretch of the body by its offsets; of several lines, the first."""
    line_start = page.body.rfind("\n", 0, start) + 1
    line = page.body_line + page.body.count("\n", 0, start)
    stop = page.body.find("\n", start, end)
    last = (end if stop < 0 else stop) - line_start
    return page.at_line(line, start - line_start + 1, max(last, start - line_start + 1) + 1)


def _resolved(raw: str, masked: str, link: str) -> str:
    pieces, position = [], 0
    for match in _WIKI.finditer(masked):
        text = _ESCAPED.sub(r"\\\1", match[2] or match[1])
        pieces += [raw[position : match.start()], link.replace(r"\1", text)]
        position = match.end()
    return "".join([*pieces, raw[position:]])

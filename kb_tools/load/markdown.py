"""Facts about a body: headings with their anchors, links, images, explicit ids, suppression comments, each with its
place.

A line scanner, not a parser: code (fenced, indented, inline) and comments are masked, the rest is matched. Every
pattern is linear in the length of a line, and lines have a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb_tools.load.waiver import parse_body_waiver
from kb_tools.model.location import Span
from kb_tools.model.page import Heading, Link, Waiver
from kb_tools.model.slug import plain_text, slug, unique
from kb_tools.model.wiki import WIKI_LINK

__all__ = ["LIMIT_LINE", "BodyFacts", "after_comment", "body_lines", "scan", "visible_lines"]

#: Characters; a longer line is not scanned and is a finding.
LIMIT_LINE = 20_000

_FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})(.*)$")
#: What indented lines below it belong to: a list item, an admonition, a definition, a footnote.
_LIST_ITEM = re.compile(r" {0,3}(?:(?:[-*+:]|\d{1,9}[.)]|!!!|\?\?\?\+?)[ \t]|\[\^[^\[\]]+\]:)")
_ATX = re.compile(r"(#{1,6})[ \t]*([^#\s].*?)[ \t]*#*[ \t]*$")
_SETEXT = re.compile(r"(=+|-+)[ \t]*$")
_HEADING_ATTRIBUTES = re.compile(r"[ \t]*\{:?([^{}]*)\}[ \t]*$")
_ATTRIBUTE_ID = re.compile(r"\{:?[^{}]*?#([^\s{}]+)[^{}]*\}")
_CODE_SPAN = re.compile(r"(?<!`)(`{1,3})(?!`)(.+?)(?<!`)\1(?!`)")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([ \t]*(<[^<>\n]*>|[^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*)"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*\)"
)
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\[\]]+\]:[ \t]*(<[^<>]*>|\S+)")
_HTML_TARGET = re.compile(r"\b(?:href|src|srcset|poster|data|action|formaction)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_HTML_ID = re.compile(r"<[a-zA-Z][^<>]*?\b(?:id|name)\s*=\s*[\"']([^\"'<>]+)[\"']")


@dataclass(slots=True)
class BodyFacts:
    """What `scan` found. `long_lines` are places of lines over the limit."""

    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    long_lines: list[Span] = field(default_factory=list)


def scan(body: str, first_line: int, taken: dict[str, int]) -> BodyFacts:
    """Read the facts of a body.

    Args:
        body: Markdown with `\\n` line ends.
        first_line: Line of the file on which the body starts, from 1.
        taken: Anchors that the page has anyway (activities, KPIs); those of the body are added.

    Returns:
        The facts, in the order of the page.
    """
    facts = BodyFacts()
    before = above = ""
    for number, raw, line in visible_lines(body, first_line):
        if len(raw) > LIMIT_LINE:
            facts.long_lines.append(Span(number, 1, number, LIMIT_LINE))
            before, above = above, ""
            continue
        if "kb:" in raw and (waiver := parse_body_waiver(_CODE_SPAN.sub(_blank, raw), number)):
            facts.waivers.append(waiver)
        shown = line if "<!--" in raw or "-->" in raw else raw  # code in a heading is part of it, a comment is not
        if line.startswith("#") and (match := _ATX.match(shown)):
            _heading(facts, len(match[1]), match[2], number, taken)
        elif _underlines(line, above, before):
            _heading(facts, 1 if line[0] == "=" else 2, above.strip(), number - 1, taken)
        if "[" in line:
            facts.links.extend(_links(line, number))
        if "<" in line:
            _html(facts, line, number)
        if "{" in line and not line.startswith("#"):
            facts.anchors.extend(match[1] for match in _ATTRIBUTE_ID.finditer(line))
        before, above = above, shown
    return facts


def _underlines(line: str, previous: str, before: str) -> bool:
    """Whether a line of `=` or `-` makes a heading of the line above: that is a paragraph of one line, not a list."""
    if not line or line[0] not in "=-" or not previous.strip() or before.strip():
        return False
    return bool(_SETEXT.match(line)) and not _LIST_ITEM.match(previous)


def visible_lines(body: str, first_line: int) -> Iterator[tuple[int, str, str]]:
    """Lines outside code blocks: number in the file, the line, and the line with code spans and comments blanked."""
    for number, raw, masked, kind in body_lines(body, first_line):
        if kind == "text":
            yield number, raw, masked


def body_lines(body: str, first_line: int) -> Iterator[tuple[int, str, str, str]]:
    """Every line: its number in the file, the line, the line masked, and its kind (`text`, `code` or `comment`)."""
    fence = ""
    in_comment = in_list = in_code = False
    blank_before = True
    for number, raw in enumerate(body.split("\n"), first_line):
        line = raw
        if fence:
            bare = raw.strip(" \t>")
            if bare.startswith(fence) and not bare.strip(fence[0]):
                fence = ""
            yield number, raw, "", "code"
            continue
        if in_comment:
            end = line.find("-->")
            if end < 0:
                yield number, raw, "", "comment"
                continue
            line = " " * (end + 3) + line[end + 3 :]
            in_comment = False
        if (match := _FENCE.match(line)) and not (match[1][0] == "`" and "`" in match[2]):
            fence = match[1]
            blank_before = False
            yield number, raw, "", "code"
            continue
        if not line.strip():
            blank_before = True
            yield number, raw, "", "text"
            continue
        indented = line.startswith(("    ", "\t"))
        in_list = bool(_LIST_ITEM.match(line)) or (in_list and (indented or line[0] == " " or not blank_before))
        in_code = indented and not in_list and (in_code or blank_before)
        blank_before = False
        if in_code:
            yield number, raw, "", "code"
            continue
        if "`" in line and len(line) <= LIMIT_LINE:
            line = _CODE_SPAN.sub(_blank, line)
        if "<!--" in line:
            line, in_comment = _without_comments(line)
        yield number, raw, line, "text"


def after_comment(raw: str, masked: str) -> tuple[str, str]:
    """A line and its masked twin behind the end of a comment that began on an earlier line; others as they are."""
    end = raw.find("-->") + 3
    if end > 2 and "`" not in raw[:end] and not masked[:end].strip():
        return raw[end:], masked[end:]
    return raw, masked


def _without_comments(line: str) -> tuple[str, bool]:
    """The line with comments blanked, and whether one is still open at its end."""
    pieces, position = [], 0
    while (start := line.find("<!--", position)) >= 0:
        end = line.find("-->", start + 4)
        pieces.append(line[position:start])
        if end < 0:
            return "".join(pieces), True
        pieces.append(" " * (end + 3 - start))
        position = end + 3
    return "".join([*pieces, line[position:]]), False


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _heading(facts: BodyFacts, level: int, text: str, line: int, taken: dict[str, int]) -> None:
    explicit = ""
    if text.endswith("}") and (attributes := _HEADING_ATTRIBUTES.search(text)):
        explicit = next((word[1:] for word in attributes[1].split() if word.startswith("#")), "")
        text = text[: attributes.start()]
    shown = plain_text(text)
    anchor = unique(explicit or slug(shown), taken)
    facts.headings.append(Heading(level, shown, anchor, line))
    facts.anchors.append(anchor)


def _links(line: str, number: int) -> Iterator[Link]:
    for match in WIKI_LINK.finditer(line):
        span = Span(number, match.start(1) + 1, number, match.end(1) + 1)
        yield Link("wiki", match[1].strip(), match[2] or "", span)
    if "[[" in line:
        line = WIKI_LINK.sub(_blank, line)
    if "](" in line:
        yield from _inline_links(line, number, 0)
    if definition := _DEFINITION.match(line):
        span = Span(number, definition.start(1) + 1, number, definition.end(1) + 1)
        yield Link("link", definition[1].strip("<>"), "", span)


def _inline_links(line: str, number: int, start: int) -> Iterator[Link]:
    for match in _LINK.finditer(line):
        span = Span(number, start + match.start(3) + 1, number, start + match.end(3) + 1)
        yield Link("image" if match[1] else "link", match[3].strip("<>"), match[2], span)
        if "](" in match[2]:  # an image inside a link
            yield from _inline_links(match[2], number, start + match.start(2))


def _html(facts: BodyFacts, line: str, number: int) -> None:
    for match in _HTML_TARGET.finditer(line):
        group = 1 if match[1] is not None else 2
        span = Span(number, match.start(group) + 1, number, max(match.end(group), match.start(group) + 1) + 1)
        facts.links.append(Link("html", match[group], "", span))
    facts.anchors.extend(match[1] for match in _HTML_ID.finditer(line))

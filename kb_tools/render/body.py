"""A body made ready for a generator: `[[id]]` becomes a link, every heading carries its anchor, comments are gone.

Code is left alone; the line scanner that checks bodies decides what is code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from kb_tools.load.markdown import after_comment, body_lines
from kb_tools.model.page import Page
from kb_tools.model.wiki import WIKI_LINK

__all__ = ["prepare_body", "prepare_sections"]

_HAS_ID = re.compile(r"\{:?[^{}]*#[^{}]*\}[ \t]*$")
_ATX = re.compile(r"(#{1,6})[ \t]*(.*?)[ \t]*#*[ \t]*$")
_CODE_OR_COMMENT = re.compile(r"(`+[^`\n]+`+)|<!--.*?(?:-->|$)")

#: Target (`id`, `id#anchor`, `page/kpi`) and text (may be empty) -> a Markdown link.
LinkMaker = Callable[[str, str], str]


def prepare_body(page: Page, link: LinkMaker) -> str:
    """The Markdown of a page's body for publication."""
    return "\n".join(line for _, line in _prepared(page, link)).strip("\n")


def prepare_sections(
    page: Page, link: LinkMaker, headings: Mapping[str, tuple[str, ...]], order: tuple[str, ...]
) -> str:
    """The body with some of its level-2 sections first.

    Args:
        page: The page.
        link: Makes links of `[[id]]`.
        headings: Section key -> headings by which it is recognised.
        order: Keys of the sections that come first, in this order; the rest follows as written.
    """
    key_of = {text.casefold(): key for key, texts in headings.items() for text in texts}
    starts = {heading.line: key_of.get(heading.text.casefold(), "") for heading in page.headings if heading.level <= 2}
    sections: list[tuple[str, list[str]]] = [("", [])]
    for number, line in _prepared(page, link):
        if number in starts:
            sections.append((starts[number], []))
        sections[-1][1].append(line)
    preamble, *others = sections
    first = [section for key in order for section in others if section[0] == key]
    rest = [section for section in others if section not in first]
    return "\n\n".join("\n".join(lines).strip("\n") for _, lines in (preamble, *first, *rest)).strip("\n")


def _prepared(page: Page, link: LinkMaker) -> Iterator[tuple[int, str]]:
    headings = {heading.line: heading for heading in page.headings}
    for number, raw, masked, kind in body_lines(page.body, page.body_line):
        line = raw
        if kind == "comment":
            continue
        if kind == "text":
            line = _resolve(*after_comment(raw, masked), link)
            line = _CODE_OR_COMMENT.sub(lambda match: match[1] or "", line)
            heading = headings.get(number)
            if heading and not _HAS_ID.search(line):
                line = _with_anchor(line, heading.anchor)
        yield number, line


def _resolve(raw: str, masked: str, link: LinkMaker) -> str:
    """Replace wiki links where the masked line (same columns, code blanked) shows them."""
    if "[[" not in masked:
        return raw
    pieces, position = [], 0
    for match in WIKI_LINK.finditer(masked):
        pieces.append(raw[position : match.start()])
        pieces.append(link(match[1].strip(), (match[2] or "").strip()))
        position = match.end()
    return "".join([*pieces, raw[position:]])


def _with_anchor(line: str, anchor: str) -> str:
    match = _ATX.match(line)
    text = f"{match[1]} {match[2]}" if match else line.rstrip()
    return f"{text} {{#{anchor}}}"

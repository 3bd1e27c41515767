"""What the rules about content share: sections of a body, numbered lines, Han characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb_tools.load.markdown import visible_lines
from kb_tools.model.page import Heading, Page

__all__ = ["HAN", "Numbered", "has_list", "looks_numbered", "sections"]

#: A Chinese character.
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_ITEM = re.compile(r"[ \t>]*(\d{1,9})\.[ \t]+\S")
_LOOKS_LIKE = re.compile(
    r"[ \t>*_-]*(?:\d{1,3}[、．)）]|[(（]\d{1,3}[)）]|[(（]?[一二三四五六七八九十]{1,3}[、)）]"
    r"|第[一二三四五六七八九十\d]{1,4}[条步])"
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


class Numbered(NamedTuple):
    """A line that is numbered for people but is no list to Markdown: its line and the number as written."""

    line: int
    number: str


def has_list(page: Page, at_least: int) -> bool:
    """Whether the body has an ordered list with that many items."""
    starts = {heading.line for heading in page.headings}
    count = 0
    for number, _, line in visible_lines(page.body, page.body_line):
        if number in starts:
            count = 0
        elif match := _ITEM.match(line):
            count = max(count + 1, min(int(match[1]), at_least))  # a list that something interrupts goes on counting
            if count >= at_least:
                return True
    return False


def looks_numbered(page: Page) -> Numbered | None:
    """The first line of the body that is numbered in a way that Markdown does not know."""
    for number, _, line in visible_lines(page.body, page.body_line):
        if match := _LOOKS_LIKE.match(line):
            return Numbered(number, match[0].strip())
    return None


def sections(page: Page, names: tuple[str, ...]) -> Iterator[tuple[Heading, bool]]:
    """Sections with one of these headings, and whether there is anything in them."""
    wanted = {name.casefold() for name in names}
    lines = page.body.split("\n")
    for index, heading in enumerate(page.headings):
        if heading.text.casefold() not in wanted:
            continue
        below = page.headings[index + 1 :]
        end = next((other.line for other in below if other.level <= heading.level), page.body_line + len(lines))
        titles = {other.line for other in below}
        text = [lines[n - page.body_line] for n in range(heading.line + 1, end) if n not in titles]
        yield heading, bool(_COMMENT.sub("", "\n".join(text)).strip(" \t\n=-"))

"""What the rules about secrets and personal data share: places in the whole file, and showing only the beginning."""

from __future__ import annotations

from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["in_text", "masked"]


def in_text(page: Page, start: int, end: int) -> Location:
    """A stretch of the file by its offsets."""
    line_start = page.text.rfind("\n", 0, start) + 1
    line = page.text.count("\n", 0, start) + 1
    column = start - line_start + 1
    return page.at_line(line, column, column + end - start)


def masked(value: str) -> str:
    """The first two characters; what was found must not be repeated in a report that others keep."""
    return f"{value[:2]}***"

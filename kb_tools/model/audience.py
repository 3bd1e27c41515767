"""Who a page is for: circles of readers, from the closest to the widest, and what of a page the wider ones see."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.model.page import Page

__all__ = ["AUDIENCES", "audience_of", "outside_lines", "reaches"]

#: From the closest to the widest circle; who stands in a wider one sees less.
AUDIENCES = ("internal", "customer", "public")
#: Headings up to this level begin a section.
_SECTION = 2


def audience_of(page: Page) -> str:
    """Who may see a page; `internal` unless it says otherwise."""
    written = page.brief.says.get("audience", "")
    return written if written in AUDIENCES else "internal"


def reaches(page: Page, audience: str) -> bool:
    """Whether a page is for these readers, or for a wider circle."""
    return AUDIENCES.index(audience_of(page)) >= AUDIENCES.index(audience)


def outside_lines(source: Page, text: Page) -> range | frozenset[int]:
    """Lines of the file whose body readers outside see.

    Args:
        source: The record.
        text: The page whose body it is: the source itself, or a translation of it.
    """
    first, last = text.body_line, text.body_line + text.body.count("\n")
    keys = source.record.outside_sections()
    if keys is None:
        return range(first, last + 1)
    known = {heading.casefold(): key for key, headings in source.schema.sections.items() for heading in headings}
    return frozenset(_lines_of(text, last, {heading for heading, key in known.items() if key in keys}))


def _lines_of(text: Page, last: int, wanted: set[str]) -> Iterator[int]:
    starts = [heading for heading in text.headings if heading.level <= _SECTION]
    ends = [heading.line for heading in starts[1:]] + [last + 1]
    for heading, end in zip(starts, ends, strict=False):  # a body without headings has one end and no start
        if heading.text.casefold() in wanted:
            yield from range(heading.line, end)

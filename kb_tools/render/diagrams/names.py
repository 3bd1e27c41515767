"""What diagrams say about records: plain names, and links where a record has a page in this edition."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup, escape

from kb_tools.content.scalars import DurationValue
from kb_tools.render.address import relative
from kb_tools.render.edition_view import EditionView

__all__ = ["Named", "duration", "named", "plain"]


class Named(NamedTuple):
    """A name and where it leads; an empty address for what has no page."""

    text: str
    href: str = ""

    def html(self) -> Markup:
        """The name as a link in a table, on one line whatever was written."""
        text = escape(" ".join(self.text.split()))
        return Markup('<a href="{}">{}</a>').format(self.href, text) if self.href else text


def plain(view: EditionView, text: str | None) -> str:
    """A text of front matter without markup: `[[id]]` reads as the record's title."""
    return view.prose("index.md", text).striptags() if text else ""


def named(view: EditionView, src: str, target: str | None, to: tuple[str, ...] = ()) -> Named:
    """A record's name in this language with a link from the page `src`.

    Args:
        view: The edition.
        src: Page that the diagram stands on.
        target: Id as written.
        to: Types that may stand there; empty for any.
    """
    if not target:
        return Named("")
    found = view.handbook.resolve(target, to) if to else view.handbook.lookup(target)
    if found is None:
        return Named(" ".join(target.split()))
    published = found.page is not None and found.page.id in view.edition.by_id
    href = relative(src, found.page.src, found.anchor) if found.page and published else ""
    return Named(" ".join(view.target_text(found).split()), href)


def duration(view: EditionView, value: DurationValue | None) -> str:
    """A span of time in words; nothing for none."""
    if value is None:
        return ""
    return view.words(f"duration.{value.unit}" + ("" if value.amount == 1 else "_many"), count=value.amount)

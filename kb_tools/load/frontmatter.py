"""Where the front matter of a page ends and its body begins.

python-frontmatter splits; its YAML loader is replaced, because positions and strictness are ours (see `tree`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from frontmatter.default_handlers import YAMLHandler

from kb_tools.model.location import Span

__all__ = ["Split", "split"]

_OPENING = re.compile(r"\A---[ \t]*\n")


class _Fences(YAMLHandler):
    """Only a line of exactly three dashes is a fence; `----` is a rule of the body."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Split:
    """A page cut in two.

    Attributes:
        yaml: Text between the fences; empty when there is no front matter.
        body_offset: Where the body starts in the page's text.
        body_line: Line of the file on which it starts, from 1.
        present: Whether the page has front matter.
        unclosed: Place of an opening fence that is never closed.
    """

    yaml: str
    body_offset: int
    body_line: int
    present: bool
    unclosed: Span | None = None


_HANDLER = _Fences()


def split(text: str) -> Split:
    """Cut a page (with `\\n` line ends) into front matter and body; a page without fences is all body."""
    if not _OPENING.match(text):
        return Split("", 0, 1, present=False)
    try:
        block, body = _HANDLER.split(text)
    except ValueError:  # only one fence in the whole file
        return Split("", len(text), text.count("\n") + 1, present=True, unclosed=Span(1, 1, 1, 4))
    offset = len(text) - len(body)
    if body.startswith("\n"):
        offset += 1
    yaml = block[1:] if block.startswith("\n") else block
    return Split(yaml, offset, text.count("\n", 0, offset) + 1, present=True)

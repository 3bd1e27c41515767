"""What is wrong with YAML text, and what the parser's words mean to somebody who wrote a page."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from kb_tools.model.location import Span

__all__ = ["Problem", "colons", "syntax"]

_FULLWIDTH_COLON = re.compile(r"^(?P<indent>[ ]*(?:- )?)(?P<key>[A-Za-z_][\w-]*)\s*(?P<colon>：)", re.MULTILINE)
#: What libyaml says -> the sentence that helps the person who wrote the page.
_SYNTAX_HINTS = (
    (r"mapping values are not allowed", "colon"),
    (r"cannot start any token|alphabetic or numeric character|(whitespace|comment) or line break", "quote"),
    (r"unexpected end of stream|found unexpected document indicator|mapping keys are not allowed", "quote"),
    (r"unknown escape character", "escape"),
    (r"block sequence entries are not allowed", "dash"),
    (r"did not find expected (key|'-' indicator)", "indent"),
    (r"did not find expected (',' or|node content)", "bracket"),
    (r"could not find expected ':'", "missing-colon"),
    (r"expected <document start>", "documents"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the YAML itself: a code, a variant of its sentence, a place, and what fills the sentence."""

    code: str
    variant: str
    span: Span
    args: tuple[tuple[str, str], ...] = ()


def _place(text: str, offset: int, first_line: int) -> tuple[int, int]:
    return first_line + text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1) + 1


def colons(text: str, first_line: int, error: yaml.YAMLError | None = None) -> list[Problem]:
    """Full-width colons after keys of a text that cannot be read; in one that can, they are punctuation.

    With an error, one of them must stand where the parser stumbled, and list items elsewhere count as prose.
    """
    if "：" not in text:
        return []
    rows = text.split("\n")
    stumbled: set[int] = set()
    for mark in (getattr(error, "context_mark", None), getattr(error, "problem_mark", None)):
        if mark and mark.line < len(rows):  # a line without a colon of its own goes on from the one before
            stumbled |= {mark.line} if ": " in rows[mark.line][: mark.column] else {mark.line - 1, mark.line}
    found = []
    for match in _FULLWIDTH_COLON.finditer(text):
        line, column = _place(text, match.start("colon"), 0)
        if line in stumbled or not match["indent"].endswith("- "):
            span = Span(line + first_line, column, line + first_line, column + 1)
            found.append((line, Problem("KB005", "", span, (("key", match["key"]),))))
    hit = error is None or any(line in stumbled for line, _ in found)
    return [problem for _, problem in found] if hit else []


def syntax(error: yaml.YAMLError, first_line: int, text: str) -> Problem:
    """What the parser refused, and where; a hint where its words say enough."""
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable").strip()
    variant = next((name for pattern, name in _SYNTAX_HINTS if re.search(pattern, said)), "")
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    rows = text.split("\n")
    before = rows[mark.line][: mark.column].rstrip() if mark and mark.line < len(rows) else ""
    if variant == "indent" and before.endswith(("'", '"', "]", "}")):  # text after a value that was closed
        variant = "quote"
    elif variant == "colon" and ": " not in before:  # not a second colon, but a line that belongs elsewhere
        variant = "indent"
    elif start and (variant in ("bracket", "missing-colon") or "end of stream" in said):
        mark = start  # what was opened, not where the text ended
    line = min(mark.line, len(rows) - 1) if mark else 0
    column = mark.column + 1 if mark else 1
    span = Span(line + first_line, column, line + first_line, column + 1)
    return Problem("KB001", variant, span, (("problem", said),))

"""The numbered steps of a body, taken apart for places that have room for little: cards, checklists.

Pages show a body as its author wrote it; here it is read again, line by line, with the scanner that checks bodies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kb_tools.load.markdown import body_lines
from kb_tools.model.page import Page

__all__ = ["Piece", "Step", "Steps", "steps_of"]

_ITEM = re.compile(r"\d{1,3}[.)][ \t]+(.*)")
_POINT = re.compile(r"[ \t]+[-*+][ \t]+(.*)")
_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})")
_BLOCK = re.compile(r"[|!>#]|\[\^")


class Piece(NamedTuple):
    """A part of a step: a `text`, a `point` of a list, or `code` with its lines; in the Markdown of its author."""

    kind: Literal["text", "point", "code"]
    text: str


@dataclass(frozen=True)
class Step:
    """One step: what to do, and everything below it in the author's order."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Its first paragraph."""
        return self.pieces[0].text

    @property
    def brief(self) -> tuple[Piece, ...]:
        """The first paragraph and the list that belongs to it; commands only where the paragraph announces them."""
        rest = self.pieces[1:]
        announced = self.text.endswith((":", "：")) and rest and rest[0].kind == "code"
        if announced:
            return self.pieces[:2]
        points = next((rest[:n] for n, piece in enumerate(rest) if piece.kind != "point"), rest)
        return (self.pieces[0], *points)


@dataclass(frozen=True)
class Steps:
    """The steps of a section, and the paragraphs before and after them."""

    before: tuple[str, ...]
    steps: tuple[Step, ...]
    after: tuple[str, ...]


def steps_of(page: Page, headings: tuple[str, ...] = ()) -> Steps:
    """The steps of a page.

    Args:
        page: The page, in any language.
        headings: Headings of the section that holds them; when empty, the section with the most steps counts.
    """
    wanted = {text.casefold() for text in headings}
    starts = {heading.line: heading.text.casefold() for heading in page.headings if heading.level <= 2}
    sections: list[tuple[str, list[tuple[str, str]]]] = [("", [])]
    for number, raw, _, kind in body_lines(page.body, page.body_line):
        if number in starts:
            sections.append((starts[number], []))
        elif kind != "comment":
            sections[-1][1].append((raw, kind))
    found = [_read(lines) for name, lines in sections if not wanted or name in wanted]
    return max(found, key=lambda entry: len(entry.steps), default=Steps((), (), ()))


def _read(lines: list[tuple[str, str]]) -> Steps:
    before: list[str] = []
    after: list[str] = []
    steps: list[Step] = []
    blank = True
    for raw, kind in lines:
        line, inner = raw.rstrip(), raw[:1] in (" ", "\t")
        if steps and not after and (inner or not line):
            if line:
                steps[-1] = _grown(steps[-1], line, kind, blank)
        elif kind == "text" and line and (match := _ITEM.match(line)) and not after:
            steps.append(Step((Piece("text", match[1].strip()),)))
        elif kind == "text" and line and not inner and not _BLOCK.match(line):
            paragraphs = after if steps else before
            if blank or not paragraphs:
                paragraphs.append(line.strip())
            else:
                paragraphs[-1] = _joined(paragraphs[-1], line)
        blank = not line
    whole = tuple(Step(tuple(piece for piece in step.pieces if piece.text)) for step in steps if step.text)
    return Steps(tuple(before), whole, tuple(after))


def _grown(step: Step, line: str, kind: str, blank: bool) -> Step:
    """A step with another line of its own; `blank` is whether the line above it is blank."""
    last = step.pieces[-1]
    if kind == "code":
        if _FENCE.match(line):
            return Step((*step.pieces, Piece("code", ""))) if last.kind != "code" or last.text else step
        line = re.sub(r"^(?: {4}|\t| {1,3})", "", line)
        if last.kind == "code":
            return Step((*step.pieces[:-1], Piece("code", f"{last.text}\n{line}" if last.text else line)))
        return Step((*step.pieces, Piece("code", line)))
    if line.lstrip().startswith("|"):
        return _with_row(step, line, heading=blank or last.kind == "code")
    pieces = step.pieces if last != Piece("code", "") else step.pieces[:-1]
    if match := _POINT.match(line):
        return Step((*pieces, Piece("point", match[1].strip())))
    if blank or last.kind == "code":
        return Step((*pieces, Piece("text", line.strip())))
    return Step((*pieces[:-1], Piece(last.kind, _joined(last.text, line))))


def _with_row(step: Step, line: str, *, heading: bool) -> Step:
    """A row of a table as a point; its heading and the line below that are left out."""
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if heading or all(re.fullmatch(r":?-+:?", cell) for cell in cells):
        return step
    return Step((*step.pieces, Piece("point", " → ".join(cell for cell in cells if cell))))


def _joined(first: str, line: str) -> str:
    """Two lines as one; between Han characters no blank is needed."""
    line = line.strip()
    blank = "" if first and ord(first[-1]) > 0x2E7F else " "
    return f"{first}{blank}{line}"

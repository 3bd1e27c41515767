"""Help as text in columns of a terminal: a Chinese character takes two of them, and a line may break after it."""

from __future__ import annotations

import inspect
import re
import unicodedata
from collections.abc import Iterable

import click

__all__ = ["WideFormatter", "columns", "wrap"]

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_OPENS, _CLOSES = "（「『【《〈“‘", "，。、；：？！）」』】》〉”’…"
#: The smallest pieces that a line break may fall between: a wide character with its punctuation, or a run of others.
_PIECE = re.compile(rf"[ ]+|[{_OPENS}]*(?:[{_WIDE}]|[^ {_WIDE}{_OPENS}{_CLOSES}]+)[{_CLOSES}]*|[{_OPENS}{_CLOSES}]+")
_PARAGRAPH = re.compile(r"\n[ ]*\n")
#: As in click: a paragraph under this line keeps its lines.
_AS_IT_STANDS = "\b\n"


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrap(text: str, width: int) -> list[str]:
    """The lines of a paragraph, none wider than `width` columns unless a single piece is."""
    lines, line = [], ""
    for piece in _PIECE.findall(" ".join(text.split())):
        if line and columns(line) + columns(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


class WideFormatter(click.HelpFormatter):
    """click's formatter, for texts in any script."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """`Usage: kb check [OPTIONS] [PATHS]...`, continued below the arguments."""
        head = f"{prefix or ''}{prog} "
        indent = columns(head)
        rows = wrap(args, max(self.width - indent, 20)) or [""]
        self.write("".join(f"{head if not number else ' ' * indent}{row}\n" for number, row in enumerate(rows)))

    def write_heading(self, heading: str) -> None:
        """A heading, which brings its own colon."""
        self.write(f"{'':>{self.current_indent}}{heading}\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, indented as far as we are."""
        indent = " " * self.current_indent
        blocks = []
        for paragraph in _PARAGRAPH.split(inspect.cleandoc(text)):
            rows = (
                paragraph.removeprefix(_AS_IT_STANDS).split("\n")
                if paragraph.startswith(_AS_IT_STANDS)
                else wrap(paragraph, self.width - self.current_indent)
            )
            blocks.append("\n".join(f"{indent}{row}".rstrip() for row in rows))
        self.write("\n\n".join(blocks) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms on the left, what they mean on the right."""
        given = list(rows)
        first = min(max((columns(term) for term, _ in given), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, meaning in given:
            lines = wrap(meaning, max(self.width - first - self.current_indent, 10))
            if columns(term) > first - col_spacing:
                self.write(f"{indent}{term}\n")
            else:
                head = f"{indent}{term}{' ' * (first - columns(term))}"
                self.write(f"{head}{lines.pop(0) if lines else ''}".rstrip() + "\n")
            self.write("".join(f"{indent}{' ' * first}{line}\n" for line in lines))

"""`full`: each finding with the line it is about, as a person at a terminal wants it."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from click import style

from kb_tools.model.diagnostic import Diagnostic, Severity
from kb_tools.report import Report
from kb_tools.report.summary import summary

__all__ = ["render"]

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
#: Columns of a source line that are shown around the place.
_WIDTH = 100


def render(report: Report) -> str:
    """Every finding as a block, then one line that counts them."""
    blocks = []
    for path, items in groupby(report.diagnostics, key=lambda item: item.where.path):
        lines = report.lines(path)
        blocks += [_block(item, lines, report) for item in items]
    return "\n".join([*blocks, summary(report)]) + "\n"


def _block(item: Diagnostic, lines: list[str], report: Report) -> str:
    finding = item.finding
    message, hint = report.words.finding(finding.code, finding.variant, dict(finding.args))
    where = item.where

    def paint(text: str, **how: object) -> str:
        return style(text, **how) if report.color else text  # type: ignore[arg-type]

    head = f"{paint(f'{item.code} {report.names[item.code]}', fg=_COLORS[item.severity], bold=True)}: {message}"
    place = f"  {paint('-->', fg='blue')} {where.path}:{where.line}:{where.column}"
    rows = [head, place]
    if 0 < where.line <= len(lines):
        number = str(where.line)
        gutter = " " * len(number)
        text, before, length = _window(lines[where.line - 1], where.column, where.end_column)
        bar = paint("|", fg="blue")
        rows.append(f" {gutter} {bar}")
        rows.append(f" {number} {bar} {text}")
        rows.append(f" {gutter} {bar} {' ' * before}{paint('^' * length, fg=_COLORS[item.severity])} {hint}".rstrip())
        rows.append(f" {gutter} {bar}")
    elif hint:
        rows.append(f"   = {hint}")
    rows.append(f"   = {report.words('report.help', command=f'kb explain {item.code}')}\n")
    return "\n".join(rows)


def _window(line: str, column: int, end_column: int) -> tuple[str, int, int]:
    """A piece of the line around the place, where the marker starts, and how long it is, in terminal columns."""
    start = max(0, column - 1 - _WIDTH // 2) if len(line) > _WIDTH else 0
    piece = line[start : start + _WIDTH].replace("\t", " ")
    before = piece[: max(0, column - 1 - start)]
    marked = piece[len(before) : max(len(before) + 1, end_column - 1 - start)] or " "
    return piece, _columns(before), max(1, _columns(marked))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)

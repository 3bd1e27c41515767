"""Rows of a CSV file with the place of each; what cannot be read ends the file with a finding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from kb_tools.model.diagnostic import Finding
from kb_tools.model.location import Location

__all__ = ["rows_of"]


def rows_of(
    text: str, path: str, code: str, needed: Sequence[str], columns: Sequence[str], findings: list[Finding]
) -> Iterator[tuple[list[str], Location]]:
    """Rows below the header, without blank ones, cells stripped.

    Args:
        text: The file.
        path: Path relative to the handbook's root.
        code: Rule that faults are reported under, in its variants `header` and `csv`.
        needed: Names that the header begins with.
        columns: All names that it may have.
        findings: Where faults go.
    """
    rows = csv.reader(io.StringIO(text), strict=True)  # an unclosed quotation mark would swallow every line after it
    lines = text.split("\n")
    line = 1
    try:
        header = [cell.strip() for cell in next(rows, [])]
        if header[: len(needed)] != list(needed) or len(header) > len(columns):
            findings.append(Finding(Location(path), code, "header", (("found", ",".join(header)),)))
            return
        line = rows.line_num + 1
        for row in rows:
            if row and any(cell.strip() for cell in row):
                yield [cell.strip() for cell in row], _line(path, line, lines)
            line = rows.line_num + 1
    except csv.Error as error:
        findings.append(Finding(_line(path, line, lines), code, "csv", (("problem", str(error)),)))


def _line(path: str, line: int, lines: Sequence[str]) -> Location:
    return Location(path, line, 1, line, len(lines[line - 1]) + 1)

"""Reads `data/asked/*.csv`: what readers asked, and the page that answers it."""

from __future__ import annotations

from kb_tools.load.rows import rows_of
from kb_tools.model.asked import Asked
from kb_tools.model.diagnostic import Finding

__all__ = ["ASKED_FOLDER", "read_asked"]

#: Folder below the data folder.
ASKED_FOLDER = "asked/"
_COLUMNS = ("page", "asked")
#: A question is not a letter.
_LONGEST = 200


def read_asked(text: str, path: str) -> tuple[list[Asked], list[Finding]]:
    """Questions of one file; a row that cannot be one is left out with a finding (KB214)."""
    asked: list[Asked] = []
    findings: list[Finding] = []
    for row, where in rows_of(text, path, "KB214", _COLUMNS, _COLUMNS, findings):
        if len(row) != len(_COLUMNS):
            findings.append(Finding(where, "KB214", "columns", (("count", str(len(row))),)))
        elif not all(row):
            findings.append(Finding(where, "KB214", "empty"))
        elif len(row[1]) > _LONGEST:
            findings.append(Finding(where, "KB214", "long", (("longest", str(_LONGEST)), ("count", str(len(row[1]))))))
        else:
            asked.append(Asked(row[0], row[1], path, where.line))
    return asked, findings

"""`json`: a list of findings with stable keys, for programs."""

from __future__ import annotations

import json

from kb_tools.report import Report

__all__ = ["render"]


def render(report: Report) -> str:
    """A JSON list of `code, name, severity, message, hint, path, line, column, end_line, end_column, id, owner`."""
    rows = []
    for item in report.diagnostics:
        finding, where = item.finding, item.where
        message, hint = report.words.finding(finding.code, finding.variant, dict(finding.args))
        rows.append(
            {
                "code": item.code,
                "name": report.names[item.code],
                "severity": str(item.severity),
                "message": message,
                "hint": hint,
                **where._asdict(),
                "id": item.page_id,
                "owner": item.owner,
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"

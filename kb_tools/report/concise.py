"""`concise`: one line per finding, for editors and for counting."""

from __future__ import annotations

from kb_tools.report import Report
from kb_tools.report.summary import summary

__all__ = ["render"]


def render(report: Report) -> str:
    """`path:line:column: CODE message (hint)` per finding, then the count."""
    rows = []
    for item in report.diagnostics:
        finding, where = item.finding, item.where
        message, hint = report.words.finding(finding.code, finding.variant, dict(finding.args))
        tail = f" ({hint})" if hint else ""
        rows.append(f"{where.path}:{where.line}:{where.column}: {item.severity} {item.code} {message}{tail}")
    return "\n".join([*rows, summary(report)]) + "\n"

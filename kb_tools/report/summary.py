"""The line that ends every report for people: how many findings, of which severity, in how many pages."""

from __future__ import annotations

from kb_tools.model.diagnostic import Severity
from kb_tools.report import Report

__all__ = ["summary"]


def summary(report: Report) -> str:
    """`2 errors, 1 warning in 310 pages`, or that all is well."""
    words = report.words
    if not report.diagnostics:
        return words("report.clean", pages=report.pages)
    parts = []
    for severity in sorted(Severity, reverse=True):
        number = sum(item.severity is severity for item in report.diagnostics)
        if number:
            parts.append(words(f"report.{severity}{'' if number == 1 else '_many'}", count=number))
    return words("report.found", counts=words("report.and").join(parts), pages=report.pages)

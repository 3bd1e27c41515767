"""KB404 bad-actuals."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator
from typing import Any

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.insight.periods import first_day, frequency_of
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Actual, Handbook
from kb_tools.model.location import Location

__all__ = ["bad_actuals"]

#: How a period of each frequency looks.
_FORMS = {"daily": "2026-10-08", "weekly": "2026-W41", "monthly": "2026-10", "quarterly": "2026-Q4", "yearly": "2026"}


@handbook_rule("KB404", "bad-actuals", Severity.ERROR, bodies=False)
def bad_actuals(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A file of measured values cannot be read as it stands, or a value belongs to no KPI, no period, or the future.

    The first line is `kpi,period,value` and may end with `note`; every other line is one value of one KPI.

    ## Why it matters
    A value that is skipped in silence makes the monthly report lie. ISO/IEC 20000-1 (9.1, 9.4): what is measured is
    kept as evidence.

    ## Example
    ```text
    kpi,period,value
    incident-management/p1-respons,2026-10,96.2
    incident-management/p1-response,2026-Q3,95
    ```

    ## Fix
    Write the KPI as `page/kpi`, the period as the KPI's frequency asks (`2026-10-08`, `2026-W41`, `2026-10`,
    `2026-Q4`, `2026`) and a plain number in the KPI's unit, without `%` and without thousands separators.
    """
    known = handbook.ids_for(("kpi",)) if handbook.actuals else []
    for kpi_id, rows in handbook.actuals.items():
        kpi = handbook.kpi(kpi_id)
        if kpi is None and handbook.part(kpi_id):
            continue  # it is there, but its definition has a finding of its own
        if kpi is None:
            yield from _unknown(kpi_id, rows, known)
        else:
            yield from _periods(kpi_id, kpi, rows, context.as_of)
        yield from _twice(kpi_id, rows)


def _unknown(kpi_id: str, rows: tuple[Actual, ...], known: list[str]) -> Iterator[Finding]:
    near = difflib.get_close_matches(kpi_id, known, n=1, cutoff=0.6)
    by_file: dict[str, list[Actual]] = {}
    for row in rows:
        by_file.setdefault(row.path, []).append(row)
    for found in by_file.values():
        args = (("kpi", kpi_id), ("guess", near[0] if near else ""), ("count", str(len(found))))
        first = min(found, key=lambda row: row.line)
        yield Finding(_where(first), "KB404", "unknown" if near else "unknown-no-guess", args)


def _periods(kpi_id: str, kpi: Any, rows: tuple[Actual, ...], as_of: dt.date) -> Iterator[Finding]:
    for row in rows:
        frequency, begins = frequency_of(row.period), first_day(row.period)
        if frequency == kpi.frequency and begins and begins <= as_of:
            continue
        args = (("kpi", kpi_id), ("period", row.period), ("value", row.period))
        if begins is None:
            yield Finding(_where(row), "KB404", "period", args)
        elif frequency != kpi.frequency:
            wanted = (("frequency", kpi.frequency), ("form", _FORMS[kpi.frequency]))
            yield Finding(_where(row), "KB404", "frequency", (*args, *wanted))
        else:
            yield Finding(_where(row), "KB404", "future", (*args, ("as_of", str(as_of))))


def _twice(kpi_id: str, rows: tuple[Actual, ...]) -> Iterator[Finding]:
    """The same period in two files; within one file the loader has found it."""
    first: dict[str, Actual] = {}
    if all(row.path == rows[0].path for row in rows):
        return
    for row in sorted(rows, key=lambda item: (item.path, item.line)):
        before = first.setdefault(row.period, row)
        if before is not row:
            args = (("kpi", kpi_id), ("period", row.period), ("file", before.path), ("line", str(before.line)))
            yield Finding(_where(row), "KB404", "duplicate-file", args)


def _where(row: Actual) -> Location:
    return Location(row.path, row.line, 1, row.line, len(row.kpi) + 1)

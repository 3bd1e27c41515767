"""KB401 missing-kpis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["missing_kpis"]

_EMPTY_LIST = re.compile(r"\[\s*\]")


@page_rule("KB401", "missing-kpis", Severity.ERROR, types=("process",))
def missing_kpis(page: Page) -> Iterator[Finding]:
    """A process has no KPI.

    ## Why it matters
    Without a figure nobody can tell whether the process does what it is for, and every discussion about it is one about
    opinions. ISO/IEC 20000-1 (9.1) and FitSM (GR6) ask that processes are measured.

    ## Example
    ```yaml
    type: process
    title: 能力管理
    kpis: []
    ```

    ## Fix
    Add at least one figure that shows whether the process reaches its goal:
    ```yaml
    kpis:
      - {id: early-warning, name: 容量预警提前量, kind: effectiveness, unit: 天, direction: higher, target: 30}
    ```
    """
    if not page.values.get("kpis") and kept(page) and ("kpis" not in page.written_keys or _written_empty(page)):
        yield Finding(page.at("kpis"), "KB401", "", (("title", page.title),))


def _written_empty(page: Page) -> bool:
    """Whether the list was written without items; when all of them failed their type, that has been said already."""
    if page.values.get("kpis") is None:
        return False
    span = page.span("kpis")
    lines = page.text.split("\n")[span.line - 1 :]
    return bool(_EMPTY_LIST.match("\n".join(lines)[span.column - 1 :]))

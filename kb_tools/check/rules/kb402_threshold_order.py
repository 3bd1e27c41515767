"""KB402 threshold-order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["threshold_order"]


@page_rule("KB402", "threshold-order", Severity.ERROR, types=("process", "service"))
def threshold_order(page: Page) -> Iterator[Finding]:
    """Target and amber of a KPI contradict its direction.

    Where more is better, amber lies at or below the target; where less is better, at or above it. For `direction:
    range` both are `[low, high]`, and amber encloses the target.

    ## Why it matters
    With the two exchanged the dashboard shows green for what is bad and red for what is good, and nobody notices for
    months, because the figure looks like any other.

    ## Example
    ```yaml
    - id: emergency-share
      direction: lower
      target: 10
      amber: 5       # better than the target, yet worse is what amber means
    ```

    ## Fix
    Exchange the two, or correct the direction:
    ```yaml
      target: 5
      amber: 10
    ```
    """
    if not kept(page) or b'"kpis":[' not in page.front:
        return
    for number, kpi in enumerate(page.record.kpis):
        shapes = [key for key in ("target", "amber") if _wrong_shape(getattr(kpi, key), kpi.direction)]
        for key in shapes:
            variant = "pair" if kpi.direction == "range" else "single"
            yield _finding(page, number, kpi, key, variant)
        if not shapes:
            yield from _order(page, number, kpi)


def _wrong_shape(value: Any, direction: str) -> bool:
    return value is not None and isinstance(value, tuple) is not (direction == "range")


def _order(page: Page, number: int, kpi: Any) -> Iterator[Finding]:
    target, amber = kpi.target, kpi.amber
    if kpi.direction == "range":
        reversed_ = [key for key in ("target", "amber") if (pair := getattr(kpi, key)) and not pair[0] < pair[1]]
        for key in reversed_:
            yield _finding(page, number, kpi, key, "reversed")
        if not reversed_ and amber and not (amber[0] <= target[0] and target[1] <= amber[1]):
            yield _finding(page, number, kpi, "amber", "range")
    elif amber is not None and (amber > target if kpi.direction == "higher" else amber < target):
        yield _finding(page, number, kpi, "amber", kpi.direction)


def _finding(page: Page, number: int, kpi: Any, key: str, variant: str) -> Finding:
    args = (
        ("kpi", kpi.name),
        ("key", key),
        ("value", _shown(getattr(kpi, key))),
        ("target", _shown(kpi.target)),
        ("amber", _shown(kpi.amber)),
        ("direction", kpi.direction),
    )
    return Finding(page.at("kpis", number, key), "KB402", variant, args)


def _shown(value: Any) -> str:
    return f"[{value[0]}, {value[1]}]" if isinstance(value, tuple) else str(value)

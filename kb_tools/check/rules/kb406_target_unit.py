"""KB406 target-unit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["target_unit"]

#: Spellings of one unit; the first of each row stands for all.
_SPELLINGS = (
    ("%", "percent", "per cent", "百分比"),
    ("s", "sec", "second", "seconds", "秒"),
    ("min", "minute", "minutes", "分", "分钟"),
    ("h", "hour", "hours", "小时", "个小时"),
    ("day", "days", "d", "天", "日"),
    ("week", "weeks", "周"),
    ("month", "months", "月", "个月"),
    ("year", "years", "年"),
)
_SAME = {spelling: row[0] for row in _SPELLINGS for spelling in row}


@handbook_rule("KB406", "target-unit", Severity.ERROR, bodies=False)
def target_unit(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A promised value has no unit, or another unit than the KPI that measures it.

    Spellings of one unit (`min`, `分钟`) are the same.

    ## Why it matters
    A promise in hours that is measured in minutes can never be compared; somebody converts by hand, and once wrongly.
    ISO/IEC 20000-1 (8.3.3) asks for targets that can be measured.

    ## Example
    ```yaml
    # agreements/sla-mail.md; mail/availability is measured in %
    - {id: availability, name: 可用率, metric: mail/availability, value: 43, unit: 分钟}
    ```

    ## Fix
    Promise in the KPI's unit, or measure in the unit of the promise.
    """
    for page in handbook.by_type.get("agreement", ()):
        if kept(page):
            yield from _on_page(handbook, page)


def _on_page(handbook: Handbook, page: Page) -> Iterator[Finding]:
    for number, target in enumerate(page.record.targets):
        found = handbook.resolve(target.metric, ("kpi",), page) if target.metric else None
        kpi = handbook.kpi(found.id) if found else None
        args = (
            ("target", target.name),
            ("value", str(target.value)),
            ("unit", target.unit or ""),
            ("kpi", found.id if found else ""),
            ("wanted", kpi.unit if kpi else ""),
        )
        if target.unit is None:
            if target.value is not None:
                yield Finding(page.at("targets", number, "value"), "KB406", "no-unit-kpi" if kpi else "no-unit", args)
        elif kpi and _plain(target.unit) != _plain(kpi.unit):
            yield Finding(page.at("targets", number, "unit"), "KB406", "", args)


def _plain(unit: str) -> str:
    text = unicodedata.normalize("NFKC", unit).strip().casefold()
    return _SAME.get(text, text)

"""KB414 target-loosened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb_tools.check.measures import amount, measured_kpis, said
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.insight.honesty import decided, loosened
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["target_loosened"]


class _Texts(Mapping[str, str]):
    """Path -> text of pages; a text is read when it is asked for."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._pages = pages

    def __getitem__(self, path: str) -> str:
        return self._pages[path].text

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


@handbook_rule("KB414", "target-loosened", Severity.WARNING)
def target_loosened(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """The target of a KPI was made easier shortly before a value that would have missed the old one.

    Shortly is up to two periods before the value; or right after its period, where the change turned the miss into a
    hit. What the target was, git knows: the last 400 days are looked at, and outside of git nothing is found. A change
    that a review had decided on in the 92 days before, with the new target as what is `expected` in its evidence, is
    in order.

    ## Why it matters
    Green by moving the line is the oldest trick of reporting. A target may change; but with reasons, by those who
    answer for it, and not when the figure is about to miss it.

    ## Example
    ```yaml
    # on 2026-09-28; September was 99.91, October became 99.86
    - {id: availability, name: 可用率, unit: "%", direction: higher, target: 99.8}     # was 99.95
    ```

    ## Fix
    Set the old target again and report the miss; or write down the review that decided on the new one: evidence with
    the KPI and the new target as `expected`.
    """
    wanted = {one.id: one for one in measured_kpis(handbook, context)}
    past = context.past(_Texts({one.page.path: one.page for one in wanted.values()})) if wanted else {}
    agreed = decided(handbook) if past else {}
    for full_id, one in wanted.items():
        known = past.get(one.page.path, {}).get(one.kpi.id, ())
        for change in loosened(one.kpi, one.values, known, context.as_of, agreed.get(full_id, ())):
            args = (
                ("kpi", one.kpi.name),
                ("id", full_id),
                ("day", str(change.day)),
                ("old", said(change.old)),
                ("new", said(change.new)),
                ("value", amount(change.value, one.kpi.unit)),
                ("period", change.period),
            )
            yield Finding(one.where, "KB414", "", args)

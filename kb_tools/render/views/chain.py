"""The arithmetic of an SLA on the pages of its chain: each promise, the sum of what carries it, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.content.scalars import DurationValue
from kb_tools.insight.chain import Carried, carried, supporters, working
from kb_tools.render.generated.tables import Row, mark, table

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = ["chain_sums"]


def chain_sums(page: PageView) -> Markup:
    """On an SLA each promise that something carries; on an OLA or contract those that it is part of, SLA by SLA."""
    own = page.record.kind == "SLA"
    rows = [
        Row([*([] if own else [page.link(sla)]), *_cells(page, item)])
        for sla, item in _items(page, [page.local.id] if own else page.record.supports)
        if own or page.local.id in [link.agreement for link in item.links]
    ]
    keys = [*([] if own else ["sla"]), "promise", "working", "verdict", "links"]
    columns = [page.words(f"chain_sum.{key}") for key in keys]
    return table(page.words("chain_sum.label"), columns, rows) if rows else Markup("")


def _items(page: PageView, slas: list[str]) -> Iterator[tuple[str, Carried]]:
    handbook = page.view.handbook
    for name in slas:
        sla = handbook.by_id.get(name)
        if sla is not None and sla.readable and sla.type == "agreement":
            below = [(other.id, other.record) for other in supporters(handbook, name, page.view.as_of)]
            yield from ((name, item) for item in carried(sla.record, below))


def _cells(page: PageView, item: Carried) -> list[str | Markup]:
    said = page.words
    kind, priority = item.key
    sum_ = working(item, lambda minutes: _time(page, round(minutes)))
    return [
        said(f"diagram.chain.{kind}", priority=priority),
        f"{sum_}%" if kind == "availability" else sum_,
        mark("good" if item.holds else "bad", said("diagram.chain.enough" if item.holds else "diagram.chain.short")),
        page.links(link.agreement for link in item.links),
    ]


def _time(page: PageView, minutes: int) -> str:
    sizes = {"day": 1440, "h": 60, "min": 1}
    unit = next(name for name, size in sizes.items() if minutes % size == 0)
    amount = DurationValue(minutes // sizes[unit], unit)
    return page.words(f"diagram.short.{amount.unit}", count=amount.amount)

"""The arithmetic of an SLA on the pages of its chain: each promise, the sum of what carries it, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.content.scalars import DurationValue
from kb_tools.insight.chain import Carried, carried, supporters, working
from kb_tools.render.generated.tables import Row, mark, stacked, table

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
            yield from ((name, item) for item in carried(sla.record, below, _needed(page, sla.record.service)))


def _needed(page: PageView, service: str | None) -> tuple[str, ...]:
    """Services that the one of the SLA depends on."""
    found = page.view.handbook.by_id.get(service or "")
    return tuple(found.record.depends_on) if found and found.readable and found.type == "service" else ()


def _cells(page: PageView, item: Carried) -> list[str | Markup]:
    said = page.words
    kind, priority = item.key
    sum_ = working(item, lambda minutes: _time(page, round(minutes)))
    return [
        said(f"diagram.chain.{kind}", priority=priority),
        f"{sum_}%" if kind == "availability" else sum_,
        _verdict(page, item),
        page.links(link.agreement for link in item.links),
    ]


def _verdict(page: PageView, item: Carried) -> Markup:
    """Enough, not enough, or enough as far as the links say anything; and which ones do not."""
    said = page.words
    if not item.holds:
        return mark("bad", said("diagram.chain.short"))
    if not item.silent:
        return mark("good", said("diagram.chain.enough"))
    missing = Markup("{}{}").format(said("chain_sum.not_stated"), page.links(item.silent))
    return stacked(mark("unknown", said("chain_sum.silent")), missing)


def _time(page: PageView, minutes: int) -> str:
    sizes = {"day": 1440, "h": 60, "min": 1}
    unit = next(name for name, size in sizes.items() if minutes % size == 0)
    amount = DurationValue(minutes // sizes[unit], unit)
    return page.words(f"diagram.short.{amount.unit}", count=amount.amount)

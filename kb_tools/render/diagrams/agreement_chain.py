"""The chain of an agreement: SLAs above, the OLAs and contracts that carry them below, compared line by line.

Each line is compared alone; what they come to together is `kb_tools.insight.chain`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from kb_tools.content.scalars import DurationValue
from kb_tools.insight.chain import Key, order_of, promises
from kb_tools.load.edition import LocalPage
from kb_tools.render.diagrams.cells import Cell, Entry, cell_height, draw_cell, entry_lines
from kb_tools.render.diagrams.names import Named, named
from kb_tools.render.diagrams.svg import PAD, Figure, Rect, arrow, path
from kb_tools.render.edition_view import EditionView

__all__ = ["agreement_chain"]

_CARD, _NARROWEST, _GAP, _ROW = 226.0, 168.0, 14.0, 40.0
_PARTIES = ("team", "party")


def agreement_chain(view: EditionView, local: LocalPage) -> Markup:
    """An SLA with what carries it, or an OLA or contract with the SLAs that it carries; nothing for other pages."""
    kind = local.record.kind if local.type == "agreement" else None
    if kind is None:
        return Markup("")
    chain = _Chain(view, local)
    if kind == "SLA":
        upper, lower = [local], [other for other in chain.others if local.id in other.record.supports]
    else:
        upper, lower = [other for other in chain.others if other.id in local.record.supports], [local]
    return chain.figure(upper, lower)


class _Chain:
    """Draws a chain on the page of one of its agreements.

    Args:
        view: The edition.
        local: The agreement whose page it is.
    """

    def __init__(self, view: EditionView, local: LocalPage) -> None:
        self.view, self.local = view, local
        self.others = [
            other
            for other in view.edition.pages
            if other.type == "agreement"
            and other.id != local.id
            and other.record.kind
            and other.record.status != "retired"
        ]

    def figure(self, upper: list[LocalPage], lower: list[LocalPage]) -> Markup:
        """Cards in two rows and arrows from what carries to what is carried."""
        said = self.view.words
        keys = sorted({key for page in (*upper, *lower) for key in _promises(page.record)}, key=order_of)
        top = [self._card(page, keys, lower if page is not self.local else []) for page in upper]
        bottom = [self._card(page, keys, upper if page is not self.local else [], below=True) for page in lower]
        top = top or [Cell(said("diagram.chain.agreement"), (), said("diagram.chain.no_sla"))]
        bottom = bottom or [Cell(said("diagram.chain.agreement"), (), said("diagram.chain.no_supports"))]
        most = max(len(top), len(bottom))
        width = max(720.0, most * (_NARROWEST + _GAP) - _GAP + 2)
        top, above, upper_height = _cards(top, 1.0, width)
        bottom, below, lower_height = _cards(bottom, upper_height + 1 + _ROW, width)
        arrows = _arrows(above, below) if upper and lower else []
        drawn = [draw_cell(cell, rect) for cell, rect in zip([*top, *bottom], [*above, *below], strict=True)]
        caption = said("diagram.chain.caption") if upper and lower else ""
        figure = Figure(
            "agreement-chain",
            said("diagram.chain.title", title=self.local.title),
            said("diagram.chain.desc"),
            width,
            upper_height + lower_height + _ROW + 2,
            self._table([*upper, *lower], keys),
            said("diagram.as_table"),
            caption,
        )
        return figure.markup(*arrows, *drawn)

    def _card(self, page: LocalPage, keys: list[Key], against: list[LocalPage], *, below: bool = False) -> Cell:
        said = self.view.words
        record = page.record
        service = named(self.view, self.local.src, record.service, ("service",))
        href = "" if page is self.local else named(self.view, self.local.src, page.id, ("agreement",)).href
        entries = [
            Entry(page.title, href, most=3),
            Entry(self._parties(record), most=3),
            Entry(service.text, service.href),
        ]
        entries += [self._line(key, record, [other.record for other in against], below) for key in keys]
        return Cell(said(f"diagram.chain.kind.{record.kind}"), tuple(entries))

    def _line(self, key: Key, record: Any, against: list[Any], below: bool) -> Entry:
        """A promise, and whether it is carried (or carries) what the agreements `against` it promise."""
        said = self.view.words
        mine = _promises(record)
        text = said(
            "diagram.chain.line", name=self._name(key), value=self._value(key, mine[key]) if key in mine else "–"
        )
        if not against:
            return Entry(text)
        others = [_promises(other) for other in against]
        pairs = [(mine, other) if below else (other, mine) for other in others]
        known = [verdict for pair in pairs if (verdict := _carries(key, *pair)) is not None]
        if not known:
            missing = key not in mine and any(key in other for other in others)
            return Entry(text, status="unknown" if missing else "blank")
        if all(known):
            return Entry(text, status="good", status_word=said("diagram.chain.enough"))
        word = said("diagram.chain.short")
        return Entry(f"{text} · {word}", status="bad", status_word=word)

    def _parties(self, record: Any) -> str:
        names = [named(self.view, self.local.src, party, _PARTIES).text for party in (record.provider, record.customer)]
        return self.view.words("diagram.chain.parties", provider=names[0] or "–", customer=names[1] or "–")

    def _name(self, key: Key) -> str:
        return self.view.words(f"diagram.chain.{key[0]}", priority=key[1])

    def _value(self, key: Key, value: Any) -> str:
        if value is None:
            return self.view.words("diagram.chain.unsaid")
        return self.view.wording.amount(value, "%") if key[0] == "availability" else self._time(value)

    def _time(self, value: DurationValue) -> str:
        return self.view.words(f"diagram.short.{value.unit}", count=value.amount)

    def _table(self, pages: list[LocalPage], keys: list[Key]) -> tuple[tuple[str | Markup, ...], ...]:
        said = self.view.words
        links = [
            Named(page.title, named(self.view, self.local.src, page.id, ("agreement",)).href).html() for page in pages
        ]
        rows: list[tuple[str | Markup, ...]] = [(said("diagram.chain.item"), *links)]
        rows.append((said("field.kind"), *(page.record.kind for page in pages)))
        rows.append((said("field.service"), *(self._service(page) for page in pages)))
        rows.append((said("diagram.chain.who"), *(self._parties(page.record) for page in pages)))
        rows += [
            (self._name(key), *(self._value(key, _promises(page.record).get(key)) for page in pages)) for key in keys
        ]
        return tuple(rows)

    def _service(self, page: LocalPage) -> Markup:
        return named(self.view, self.local.src, page.record.service, ("service",)).html()


def _promises(record: Any) -> dict[Key, Any]:
    return {key: value for key, (_, value) in promises(record).items()}


def _carries(key: Key, lower: dict[Key, Any], upper: dict[Key, Any]) -> bool | None:
    """Whether a promise below is at least as good as the one above; None where one of them says nothing."""
    below, above = lower.get(key), upper.get(key)
    if below is None or above is None:
        return None
    return bool(below >= above) if key[0] == "availability" else bool(below.minutes <= above.minutes)


def _level(cells: list[Cell], width: float) -> list[Cell]:
    """Cells whose lines stand at the same height: as many lines for each entry as the longest of its row takes."""
    rows = zip(*(cell.entries for cell in cells), strict=True)
    least = [max(entry_lines(entry, width) for entry in row) for row in rows]
    return [
        replace(cell, entries=tuple(replace(e, least=n) for e, n in zip(cell.entries, least, strict=True)))
        for cell in cells
    ]


def _cards(cells: list[Cell], y: float, width: float) -> tuple[list[Cell], list[Rect], float]:
    """Cells made level, their places side by side in the middle, and their height."""
    count = len(cells)
    card = min(max((width - 2 - _GAP * (count - 1)) / count, _NARROWEST), _CARD)
    level = _level(cells, card)
    height = max(cell_height(cell, card) for cell in level) + PAD / 2
    x = (width - count * (card + _GAP) + _GAP) / 2
    return level, [Rect(x + (card + _GAP) * number, y, card, height) for number in range(count)], height


def _arrows(upper: list[Rect], lower: list[Rect]) -> list[Markup]:
    """Up from each card below, by way of one line between the rows."""
    middle = (upper[0].bottom + lower[0].y) / 2
    found = []
    for start in lower:
        for goal in upper:
            points = [(start.cx, start.y), (start.cx, middle), (goal.cx, middle), (goal.cx, goal.bottom + 1)]
            found.append(arrow("agreement-chain", path(points)))
    return found

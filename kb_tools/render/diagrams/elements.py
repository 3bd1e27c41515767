"""The four elements as bars: a row per process, a column per element, with the same as a table."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kb_tools.insight.elements import ELEMENTS, Element, ProcessElements
from kb_tools.render.address import relative
from kb_tools.render.diagrams.lettering import LINE, wrap
from kb_tools.render.diagrams.svg import MINOR, SIZE, Figure, el, lines_at, link, tip
from kb_tools.render.edition_view import EditionView

__all__ = ["elements_figure"]

_NAME, _COLUMN, _BAR, _ROW, _HEAD = 220.0, 150.0, 84.0, 42.0, 30.0


def elements_figure(view: EditionView, src: str, found: Sequence[ProcessElements]) -> Markup:
    """The figure, for the page `src`."""
    said = view.words
    heads = [said(f"element.{name}") for name in ELEMENTS]
    table: list[tuple[str | Markup, ...]] = [(said("type.process"), *heads)]
    parts = [
        lines_at(_NAME + number * _COLUMN, 6, (head,), MINOR, class_="kb-t-head") for number, head in enumerate(heads)
    ]
    for number, process in enumerate(found):
        top = _HEAD + number * _ROW
        local = view.local(process.process)
        href = relative(src, local.src, "") if local else ""
        title = view.page_title(process.process)
        shown = wrap(title, _NAME - 16, SIZE, 2)
        text = lines_at(0, top + (_ROW - len(shown.lines) * SIZE * LINE) / 2, shown.lines, SIZE, class_="kb-t")
        name = link(href, title, tip(title) + text if shown.shortened else text)
        bars = [_bar(view, element, _NAME + place * _COLUMN, top) for place, element in enumerate(process.elements)]
        parts.append(el("g", name, *bars))
        table.append((view.link(src, process.process), *(_told(view, element) for element in process.elements)))
    figure = Figure(
        name="elements",
        title=said("element.title"),
        desc=said("element.desc"),
        width=_NAME + _COLUMN * len(ELEMENTS),
        height=_HEAD + _ROW * len(found) + 4,
        table=tuple(table),
        table_name=said("element.table"),
        caption=said("element.caption"),
    )
    return figure.markup(*parts)


def _bar(view: EditionView, element: Element, x: float, top: float) -> Markup:
    y = top + _ROW / 2 - 6
    state = "good" if element.share == 1 else "watch" if element.share >= 0.5 else "bad"
    filled = el("rect", x=x, y=y, width=_BAR * element.share, height=12.0, class_=f"kb-element kb-element-{state}")
    frame = el("rect", x=x, y=y, width=_BAR, height=12.0, class_="kb-element-frame")
    count = lines_at(x + _BAR + 8, y - 2, (f"{element.met}/{len(element.checks)}",), MINOR, class_="kb-t-minor")
    return el("g", tip(f"{view.words(f'element.{element.name}')}: {_told(view, element)}"), filled, frame, count)


def _told(view: EditionView, element: Element) -> str:
    said = view.words
    count = f"{element.met}/{len(element.checks)}"
    if not element.missing:
        return count
    names = said("page.list_join").join(said(f"element_check.{key}") for key in element.missing)
    return said("element.missing", count=count, names=names)

"""What every diagram is made of: escaped elements, boxes with wrapped text, arrows, and the figure around them.

One unit is one pixel at natural size; colours, weights and sizes on screen come from the stylesheet through classes.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kb_tools.render.diagrams.lettering import LINE, Wrapped, wrap
from kb_tools.render.own import own

__all__ = ["MINOR", "SIZE", "Figure", "Rect", "arrow", "box", "el", "lines_at", "link", "node", "path", "tip"]

#: Font sizes of what is read first and of notes.
SIZE, MINOR = 13.0, 11.5
#: Natural widths for which the stylesheet has a class; a drawing is centred in the next one.
_WIDTHS = (360, 480, 600, 720, 840, 960, 1200, 1440, 1920, 2400)
#: Space between a box's border and its text.
PAD = 8.0


@dataclass(frozen=True)
class Rect:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    w: float
    h: float

    @property
    def cx(self) -> float:
        """Middle, from left to right."""
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        """Middle, from top to bottom."""
        return self.y + self.h / 2

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.h

    def inset(self, by: float) -> Rect:
        """The rectangle that lies `by` inside this one."""
        return Rect(self.x + by, self.y + by, self.w - 2 * by, self.h - 2 * by)

    def overlaps(self, other: Rect) -> bool:
        """Whether both share some area."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


def el(name: str, *children: str | Markup, **attributes: str | float | None) -> Markup:
    """An element: texts escaped, numbers short; `class_` and `aria_label` become `class` and `aria-label`."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _value(value))
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    inside = Markup("").join(child if isinstance(child, Markup) else " ".join(child.split()) for child in children)
    if not inside and name not in ("th", "td", "g"):
        return Markup("<{}{}/>").format(Markup(name), written)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), written, inside)


def tip(text: str) -> Markup:
    """A tooltip for the element around it."""
    return el("title", " ".join(text.split()))


def lines_at(x: float, y: float, lines: tuple[str, ...], size: float = SIZE, **attributes: str) -> Markup:
    """Lines of text below each other, the top of the first at `y`."""
    return Markup(" ").join(
        el("text", line, x=x, y=y + size * (LINE * number + 1.0), font_size=size, **attributes)
        for number, line in enumerate(lines)
    )


def link(href: str, name: str, content: Markup) -> Markup:
    """Content as a link; `name` says in full what its text shortens. The content alone when it leads nowhere."""
    if not href:
        return content
    # a label that repeats the text would only have to agree with how its lines are broken
    written = "".join(content.striptags().split())
    return el("a", content, href=href, aria_label="" if "".join(name.split()) in written else " ".join(name.split()))


def box(rect: Rect, kind: str = "", *, double: bool = False) -> Markup:
    """A frame: `kind` is one of the classes of the stylesheet; a double border says that more is inside."""
    shape = {"x": rect.x, "y": rect.y, "width": rect.w, "height": rect.h}
    outer = el("rect", class_=f"kb-box-frame {kind}".strip(), rx=4.0, **shape)
    if not double:
        return outer
    inner = rect.inset(3)
    return outer + el("rect", class_="kb-box-inner", rx=2.5, x=inner.x, y=inner.y, width=inner.w, height=inner.h)


def node(
    rect: Rect,
    text: str,
    *,
    note: str = "",
    href: str = "",
    kind: str = "",
    double: bool = False,
    most: int = 2,
    full: str = "",
) -> Markup:
    """A box with a centred text of at most `most` lines and a note of one line below it.

    Args:
        rect: Its place.
        text: What it says.
        note: Smaller, below.
        href: Where it leads.
        kind: Class of the frame.
        double: Whether it has a double border.
        most: Lines of the text.
        full: What a tooltip says in any case.
    """
    width = rect.w - 2 * PAD
    said = wrap(text, width, SIZE, most)
    remark = wrap(note, width, MINOR, 1) if note else Wrapped((), shortened=False)
    height = len(said.lines) * SIZE * LINE + len(remark.lines) * MINOR * LINE
    top = rect.cy - height / 2
    parts = [box(rect, kind, double=double)]
    if full or said.shortened or remark.shortened:
        parts.insert(0, tip(full or f"{text} {note}"))
    parts.append(lines_at(rect.cx, top, said.lines, SIZE, text_anchor="middle", class_="kb-t"))
    below = top + len(said.lines) * SIZE * LINE
    parts.append(lines_at(rect.cx, below, remark.lines, MINOR, text_anchor="middle", class_="kb-t-minor"))
    name = full or f"{text} {note}".strip()
    return el("g", link(href, name, Markup(" ").join(parts)), class_="kb-box")


def path(points: list[tuple[float, float]]) -> str:
    """Path data of a line through points."""
    return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in points)


def arrow(figure: str, data: str, *, both: bool = False, end: bool = True, name: str = "", kind: str = "") -> Markup:
    """A line with an arrowhead at its end, or at both.

    Args:
        figure: Name of the figure, whose definitions hold the arrowhead.
        data: Path data.
        both: Whether the start has an arrowhead as well.
        end: Whether the end has one.
        name: What a tooltip says.
        kind: More classes.
    """
    marker = f"url(#kb-{figure}-arrow)"
    line = {"d": data, "marker_end": marker if end else None, "marker_start": marker if both else None}
    inside = (tip(name),) if name else ()
    return el("path", *inside, class_=f"kb-arrow {kind}".strip(), **line)


@dataclass(frozen=True)
class Figure:
    """A diagram with its names and its table.

    Attributes:
        name: Class and stem of the ids: one figure of a name on a page.
        title: What is drawn.
        desc: How to read it.
        width: Natural width.
        height: Natural height.
        table: The same as a table, head first; every cell a text or a link.
        table_name: What opens the table.
        caption: A legend below the drawing.
        linked: Whether there are links inside; then it is no image for assistive technology, but a group.
        kind: Class of the figure, where a page may have several of a kind; the name when it is empty.
    """

    name: str
    title: str
    desc: str
    width: float
    height: float
    table: tuple[tuple[str | Markup, ...], ...]
    table_name: str
    caption: str = ""
    linked: bool = True
    kind: str = ""

    def markup(self, *content: Markup) -> Markup:
        """The figure as a block of a page."""
        step = next((step for step in _WIDTHS if step >= self.width), _WIDTHS[-1])
        wide = max(float(step), self.width)
        arrowhead = f"kb-{self.name}-arrow"
        drawing = el(
            "svg",
            el("title", self.title, id=f"kb-{self.name}-title"),
            el("desc", self.desc, id=f"kb-{self.name}-desc"),
            *([el("defs", _arrowhead(arrowhead))] if any(arrowhead in part for part in content) else []),
            *content,
            class_=f"kb-svg kb-svg-{step}",
            viewBox=f"{_short((self.width - wide) / 2)} 0 {_short(wide)} {_short(self.height)}",
            role="group" if self.linked else "img",
            aria_labelledby=f"kb-{self.name}-title kb-{self.name}-desc",
        )
        scroll = el("div", drawing, class_="kb-scroll", tabindex="0", role="region", aria_label=self.title)
        legend = el("figcaption", self.caption) if self.caption else Markup("")
        return own(
            el("figure", scroll, legend, self._details(), class_=f"kb-figure kb-figure-{self.kind or self.name}")
        )

    def _details(self) -> Markup:
        head, *rows = self.table
        top = el("thead", el("tr", *(el("th", cell, scope="col") for cell in head)))
        body = el("tbody", *(el("tr", *(el("td", cell) for cell in row)) for row in rows))
        label = f"{self.title} · {self.table_name}"
        region = el("div", el("table", top, body), class_="kb-table", tabindex="0", role="region", aria_label=label)
        return el("details", el("summary", self.table_name), region, class_="kb-alt")


def _arrowhead(name: str) -> Markup:
    shape = el("path", d="M0 0L9 4.5L0 9z", class_="kb-arrowhead")
    size = {"refX": 8.5, "refY": 4.5, "markerWidth": 9.0, "markerHeight": 9.0}
    fixed = {"viewBox": "0 0 9 9", "orient": "auto-start-reverse", "markerUnits": "userSpaceOnUse"}
    return el("marker", shape, id=name, **fixed, **size)


def _value(value: str | float | None) -> str:
    return _short(value) if isinstance(value, (int, float)) else " ".join(str(value).split())


def _short(number: float) -> str:
    """At most one decimal, none that says nothing."""
    text = f"{number:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text

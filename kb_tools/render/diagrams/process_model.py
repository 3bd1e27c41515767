"""The general process model of one process: control above, the process itself, enablers below.

An empty box is drawn dashed and says what is missing: the model shows what a process lacks, not only what it has.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kb_tools.insight.kpi import kpi_state
from kb_tools.load.edition import LocalPage
from kb_tools.render.diagrams.cells import Cell, Entry, cell_height, draw_cell
from kb_tools.render.diagrams.lettering import LINE, wrap
from kb_tools.render.diagrams.names import Named, named, plain
from kb_tools.render.diagrams.svg import PAD, SIZE, Figure, Rect, arrow, el, lines_at, node, path
from kb_tools.render.edition_view import EditionView

__all__ = ["process_model"]

_W = 720.0
_GAP = 10.0
_BAND_HEAD = 24.0
_BETWEEN = 26.0
_SIDE = 186.0
_ARROW = 26.0
_SOURCES = ("process", "party", "team", "role", "service")
_MOST_ROLES = 8


def process_model(view: EditionView, local: LocalPage) -> Markup:
    """The general process model of a process; nothing for a page of another type."""
    if local.type != "process":
        return Markup("")
    model = _Model(view, local)
    control, control_h = _row(model.control(), (150.0, 196.0, 154.0, 170.0))
    middle, middle_h = _process(model)
    enablers, enablers_h = _row(model.enablers(), (130.0, 130.0, 130.0, 110.0, 170.0))
    said = view.words
    content, y = [], 0.0
    for key, drawn, height in (("control", control, control_h), ("process", middle, middle_h)):
        content.append(_band(said(f"diagram.process_model.{key}"), drawn, y, height))
        y += height + _BAND_HEAD + PAD + _BETWEEN
    content.append(_band(said("diagram.process_model.enablers"), enablers, y, enablers_h))
    down = control_h + _BAND_HEAD + PAD
    for start, end in ((down + 3, down + _BETWEEN - 3), (y - 3, y - _BETWEEN + 3)):
        content.append(arrow("process-model", path([(_W / 2, start), (_W / 2, end)])))
    figure = Figure(
        "process-model",
        said("diagram.process_model.title", title=local.title),
        said("diagram.process_model.desc"),
        _W,
        y + enablers_h + _BAND_HEAD + PAD,
        model.table(),
        said("diagram.as_table"),
    )
    return figure.markup(*content)


class _Model:
    """What stands in the boxes.

    Args:
        view: The edition.
        local: The process.
    """

    def __init__(self, view: EditionView, local: LocalPage) -> None:
        self.view, self.local, self.record = view, local, local.record

    def control(self) -> list[Cell]:
        """Owner, goal, quality standards, KPIs."""
        purpose = plain(self.view, self.record.purpose)
        standards = [Entry(plain(self.view, item.characteristic)) for item in self.record.quality_standards]
        return [
            self._cell("owner", [self._role(self.record.owner)] if self.record.owner else []),
            self._cell("goal", [Entry(purpose, most=8)] if purpose else []),
            self._cell("quality_standards", standards, "#kb-quality-standards"),
            self._cell("kpis", [self._kpi(kpi) for kpi in self.record.kpis], "#kb-kpis"),
        ]

    def inputs(self) -> Cell:
        """What comes in, and from where."""
        return self._cell(
            "inputs", [self._flow(item, item.from_, "from") for item in self.record.inputs], "#kb-interfaces"
        )

    def outputs(self) -> Cell:
        """What goes out, and to whom."""
        return self._cell(
            "outputs", [self._flow(item, item.to, "to") for item in self.record.outputs], "#kb-interfaces"
        )

    def enablers(self) -> list[Cell]:
        """The four kinds of resources, and the roles."""
        resources = self.record.resources
        cells = []
        for key in ("people", "tools", "information", "budget"):
            value = getattr(resources, key) if resources else None
            texts = value if isinstance(value, tuple) else (value,) if value else ()
            entries = [Entry(plain(self.view, text), most=9 if len(texts) == 1 else 3) for text in texts]
            cells.append(self._cell(key, entries, "#kb-resources"))
        ids = self.roles()
        entries = [self._role(role) for role in ids[:_MOST_ROLES]]
        if len(ids) > _MOST_ROLES:
            entries.append(Entry(self.view.words("diagram.more", count=len(ids) - _MOST_ROLES), "#kb-activities"))
        return [*cells, self._cell("roles", entries)]

    def roles(self) -> list[str]:
        """Roles that do the work, in the order in which they come up; manager first."""
        activities = [role for activity in self.record.activities for role in activity.responsible]
        return list(dict.fromkeys([*([self.record.manager] if self.record.manager else []), *activities]))

    def table(self) -> tuple[tuple[str | Markup, ...], ...]:
        """Layer, box, content."""
        said = self.view.words
        layers = (
            ("control", self.control()),
            ("process", [self.inputs(), self._activities(), self.outputs()]),
            ("enablers", self.enablers()),
        )
        rows: list[tuple[str | Markup, ...]] = [
            tuple(said(f"diagram.process_model.{key}") for key in ("layer", "box", "content"))
        ]
        for layer, cells in layers:
            rows += [(said(f"diagram.process_model.{layer}"), cell.heading, self._content(cell)) for cell in cells]
        return tuple(rows)

    def _content(self, cell: Cell) -> Markup:
        lines = []
        for entry in cell.entries:
            note = Named(entry.note, entry.note_href).html() if entry.note else ""
            text = Named(entry.text, entry.href).html()
            status = f" ({entry.status_word})" if entry.status_word else ""
            lines.append(Markup("{}{}{}").format(text, status, Markup(" · {}").format(note) if note else ""))
        if not lines:
            return Markup("{}").format(cell.missing)
        if len(lines) == 1:
            return lines[0]
        return el("ul", *(el("li", line) for line in lines))

    def _activities(self) -> Cell:
        entries = [Entry(plain(self.view, item.name), f"#{item.id}") for item in self.record.activities]
        return self._cell("activities", entries)

    def _cell(self, key: str, entries: list[Entry], href: str = "") -> Cell:
        said = self.view.words
        missing = said(f"diagram.process_model.no_{key}")
        return Cell(said(f"diagram.process_model.{key}"), tuple(entries), missing, href if entries else "")

    def _role(self, role: str) -> Entry:
        who = named(self.view, self.local.src, role, ("role",))
        return Entry(who.text, who.href)

    def _kpi(self, kpi: Any) -> Entry:
        status = kpi_state(self.view.handbook, f"{self.local.id}/{kpi.id}", self.view.as_of).status
        return Entry(
            plain(self.view, kpi.name),
            f"#{kpi.id}",
            status=status,
            status_word=self.view.words(f"kpi.{status}"),
        )

    def _flow(self, item: Any, other: str | None, key: str) -> Entry:
        text = plain(self.view, item.name)
        if not other:
            return Entry(text)
        who = named(self.view, self.local.src, other, _SOURCES)
        return Entry(text, note=self.view.words(f"diagram.process_model.{key}", name=who.text), note_href=who.href)


def _row(cells: list[Cell], widths: tuple[float, ...]) -> tuple[Markup, float]:
    """Cells beside each other, stretched to the width of a band, all of one height."""
    free = _W - 2 * PAD - _GAP * (len(cells) - 1)
    scale = free / sum(widths)
    height = max(cell_height(cell, width * scale) for cell, width in zip(cells, widths, strict=True))
    drawn, x = [], PAD
    for cell, width in zip(cells, widths, strict=True):
        drawn.append(draw_cell(cell, Rect(x, 0, width * scale, height)))
        x += width * scale + _GAP
    return Markup("").join(drawn), height


def _band(name: str, content: Markup, y: float, height: float) -> Markup:
    """A layer with its name, its content moved into place."""
    frame = el("rect", class_="kb-band", x=0.5, y=y + 0.5, width=_W - 1, height=height + _BAND_HEAD + PAD - 1, rx=6.0)
    label = lines_at(PAD, y + 5, (name,), SIZE, class_="kb-t-strong")
    return frame + label + el("g", content, transform=f"translate(0 {y + _BAND_HEAD:.1f})")


def _process(model: _Model) -> tuple[Markup, float]:
    """Inputs, activities, outputs."""
    inputs, outputs = model.inputs(), model.outputs()
    middle = _W - 2 * PAD - 2 * (_SIDE + _ARROW)
    steps = _steps(model, middle)
    needed = sum(height for _, _, height in steps) + _GAP * (len(steps) - 1)
    height = max(cell_height(inputs, _SIDE), cell_height(outputs, _SIDE), needed)
    left, right = Rect(PAD, 0, _SIDE, height), Rect(_W - PAD - _SIDE, 0, _SIDE, height)
    x = left.right + _ARROW
    gap = min((height - needed) / max(len(steps) - 1, 1), 14.0) + _GAP if len(steps) > 1 else 0
    y = (height - needed - (gap - _GAP) * (len(steps) - 1)) / 2
    drawn = [draw_cell(inputs, left), draw_cell(outputs, right)]
    for number, (text, options, tall) in enumerate(steps):
        drawn.append(node(Rect(x, y, middle, tall), text, **options))
        if number < len(steps) - 1:
            drawn.append(arrow("process-model", path([(x + middle / 2, y + tall), (x + middle / 2, y + tall + gap)])))
        y += tall + gap
    drawn.append(arrow("process-model", path([(left.right + 3, left.cy), (x - 3, left.cy)])))
    drawn.append(arrow("process-model", path([(x + middle + 3, left.cy), (right.x - 3, left.cy)])))
    return Markup("").join(drawn), height


def _steps(model: _Model, width: float) -> list[tuple[str, dict[str, Any], float]]:
    """Text, options and height of each activity's box; one dashed box when there are none."""
    said = model.view.words
    found: list[tuple[str, dict[str, Any], float]] = []
    for number, activity in enumerate(model.record.activities, 1):
        text = f"{number} {plain(model.view, activity.name)}"
        sub = activity.kind == "subprocess"
        note = said("diagram.subprocess") if sub else ""
        lines = wrap(text, width - 2 * PAD, SIZE, 2).lines
        height = len(lines) * SIZE * LINE + (16 if note else 0) + 12
        found.append((text, {"href": f"#{activity.id}", "note": note, "double": sub}, height))
    missing = said("diagram.process_model.no_activities")
    return found or [(missing, {"kind": "kb-is-missing"}, 44.0)]

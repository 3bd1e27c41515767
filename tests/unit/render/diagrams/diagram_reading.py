"""Reads drawings back: their XML, and where each text stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from kb_tools.render.diagrams.agreement_chain import agreement_chain
from kb_tools.render.diagrams.landscape import landscape
from kb_tools.render.diagrams.lettering import text_width
from kb_tools.render.diagrams.process_model import process_model
from kb_tools.render.diagrams.service_map import service_map, service_neighbours
from kb_tools.render.diagrams.swim_lane import swim_lane
from kb_tools.render.diagrams.trend import trend_large, trend_small
from kb_tools.render.edition_view import EditionView

#: (pages by file, actuals as CSV) -> an English edition on 2026-11-15.
MakeView = Callable[..., EditionView]

_OWN = re.compile(r"<div><!-- kb:own -->(.*)<!-- /kb:own --></div>\Z")


class Text(NamedTuple):
    """A line of text and the box that it stands in."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    box: tuple[float, float, float, float]


def figure(markup: str) -> ET.Element:
    match = _OWN.match(markup)
    assert match, "one line, wrapped as ours"
    assert "\n" not in markup
    return ET.fromstring(match[1])


def all_drawings(view: EditionView) -> dict[str, str]:
    """Every drawing that a view has, by what it shows."""
    drawn = {"landscape": landscape(view, "landscape.md"), "map": service_map(view, "map.md")}
    for local in view.edition.pages:
        for draw in (process_model, swim_lane, service_neighbours, agreement_chain):
            drawn[f"{draw.__name__} {local.id}"] = draw(view, local)
        for kpi in getattr(local.record, "kpis", ()) if local.type in ("process", "service") else ():
            drawn[f"large {local.id}/{kpi.id}"] = trend_large(view, f"{local.id}/{kpi.id}")
            drawn[f"small {local.id}/{kpi.id}"] = trend_small(view, f"{local.id}/{kpi.id}")
    return {name: str(markup) for name, markup in drawn.items() if markup}


def boxed_texts(root: ET.Element) -> Iterator[Text]:
    for group in root.iter("g"):
        if group.get("class") == "kb-box":
            frame = next(group.iter("rect"))
            x, y, w, h = (float(frame.get(key, "0")) for key in ("x", "y", "width", "height"))
            for item in group.iter("text"):
                size = float(item.get("font-size", "0"))
                bold = item.get("class") in ("kb-t-head", "kb-t-strong")
                width = text_width(item.text or "", size, bold=bold)
                at = float(item.get("x", "0")) - (width / 2 if item.get("text-anchor") == "middle" else 0)
                base = float(item.get("y", "0"))
                yield Text(item.text or "", at, at + width, base - size, base + size * 0.3, (x, y, x + w, y + h))

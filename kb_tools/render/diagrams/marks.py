"""Marks of a status: a shape of its own for each, so that colour is never all that tells them apart."""

from __future__ import annotations

from markupsafe import Markup

from kb_tools.render.diagrams.svg import el

__all__ = ["mark"]


def mark(status: str, x: float, y: float, r: float = 5.0) -> Markup:
    """The mark of a KPI's status around a point: disc, triangle, diamond; a ring when nothing is known."""
    kind = f"kb-mark kb-mark-{status}"
    if status == "watch":
        points = [(x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8)]
    elif status == "bad":
        points = [(x, y - r * 1.15), (x + r * 1.15, y), (x, y + r * 1.15), (x - r * 1.15, y)]
    else:
        return el("circle", cx=x, cy=y, r=r * 0.9, class_=kind)
    return el("polygon", points=" ".join(f"{px:.1f},{py:.1f}" for px, py in points), class_=kind)

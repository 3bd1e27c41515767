"""Places: nothing lies on anything else, whatever the number of boxes."""

from __future__ import annotations

import itertools
import math

import pytest
from diagram_reading import MakeView, figure

from kb_tools.render.diagrams.landscape import landscape
from kb_tools.render.diagrams.layers import arrange
from kb_tools.render.diagrams.lettering import text_width, wrap
from kb_tools.render.diagrams.svg import Rect


def ring_of(count: int, reach: int) -> dict[str, dict[str, object]]:
    """Processes that each hand something to the next `reach` ones."""
    return {
        f"processes/p{number:02}.md": {
            "title": f"Process number {number} of many",
            "outputs": [{"name": f"o{step}", "to": f"p{(number + step) % count:02}"} for step in range(1, reach + 1)],
        }
        for number in range(count)
    }


@pytest.mark.parametrize(("count", "reach"), [(2, 1), (3, 2), (5, 4), (6, 5), (8, 4), (12, 3), (20, 3)])
def test_boxes_and_counts_of_the_landscape_do_not_overlap(make_view: MakeView, count: int, reach: int) -> None:
    root = figure(str(landscape(make_view(ring_of(count, reach)), "index.md")))
    frames = [item for item in root.iter("rect") if "kb-box-frame" in (item.get("class") or "")]
    rects = [Rect(*(float(item.get(key, "")) for key in ("x", "y", "width", "height"))) for item in frames]
    assert len(rects) == count
    assert not any(one.overlaps(other) for one, other in itertools.combinations(rects, 2))
    discs = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in root.iter("circle")]
    assert len(discs) == count * reach
    assert all(math.dist(one, other) >= 18.9 for one, other in itertools.combinations(discs, 2))
    for x, y in discs:
        assert not any(Rect(x - 9, y - 9, 18, 18).overlaps(rect) for rect in rects)
    view_box = [float(part) for part in (next(root.iter("svg")).get("viewBox") or "").split()]
    assert all(view_box[0] <= rect.x and rect.right <= view_box[0] + view_box[2] for rect in rects)


def test_the_landscape_counts_outputs(make_view: MakeView) -> None:
    pages = ring_of(2, 1)
    pages["processes/p00.md"]["outputs"] = [{"name": "a", "to": "p01"}, {"name": "b", "to": "p01"}]
    pages["processes/p01.md"]["outputs"] = [{"name": "c", "to": "p01"}]
    root = figure(str(landscape(make_view(pages), "index.md")))
    rows = [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")]
    assert rows[1:] == [["Process number 0 of many", "Process number 1 of many", "2", "a, b"]]
    arrows = [item for item in root.iter("path") if item.get("class") == "kb-arrow"]
    assert [(item.get("marker-start"), item.get("marker-end")) for item in arrows] == [
        (None, "url(#kb-landscape-arrow)")
    ]


def test_one_process_is_no_landscape(make_view: MakeView) -> None:
    assert landscape(make_view({"processes/p.md": {"title": "P"}}), "index.md") == ""


def test_layers_stand_above_what_they_need() -> None:
    below = {"a": ["b", "c"], "b": ["c"], "c": [], "d": ["c"]}
    layout = arrange("abcd", below, 6)
    assert [[item for item in row if isinstance(item, str)] for row in layout.rows] == [["a"], ["b", "d"], ["c"]]
    assert len(layout.routes["a", "c"]) == 1


def test_a_wide_layer_takes_several_rows_and_cycles_end() -> None:
    names = [f"n{number}" for number in range(14)]
    layout = arrange(names, {"n0": ["n1"], "n1": ["n0"]}, 4)
    assert max(sum(isinstance(item, str) for item in row) for row in layout.rows) <= 4
    assert sorted(item for row in layout.rows for item in row if isinstance(item, str)) == sorted(names)


@pytest.mark.parametrize(
    "text", ["一线诊断与查已知错误，以及“升级”。", "Availability-and-continuity management", "W" * 50]
)
@pytest.mark.parametrize("width", [40.0, 80.0, 200.0])
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    wrapped = wrap(text, width, 13, 99)
    assert all(text_width(line, 13) <= width for line in wrapped.lines)
    assert "".join(wrapped.lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line[0] in "，。、”" for line in wrapped.lines)


def test_what_does_not_fit_is_cut_with_an_ellipsis() -> None:
    wrapped = wrap("one two three four five six", 60, 13, 2)
    assert wrapped.shortened
    assert len(wrapped.lines) == 2
    assert wrapped.lines[-1].endswith("…")
    assert text_width(wrapped.lines[-1], 13) <= 60

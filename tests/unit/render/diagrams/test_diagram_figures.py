"""What holds for every diagram: well-formed, named, escaped, inside its boxes, the same every time."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from diagram_reading import MakeView, all_drawings, boxed_texts, figure

from kb_tools.render.edition_view import EditionView

EVIL = "<script>x()</script>\"&'--> <!-- /kb:own --> ]]> </svg> [[a]] `b`"
LONG = "W" * 90 + " 一二三四五六七八九十，一二三四五六七八九十。" * 4


def hostile(text: str) -> dict[str, dict[str, Any]]:
    """A handbook in which every free text is `text`."""
    kpi = {"id": "k", "name": text, "unit": text, "direction": "higher", "target": "95", "amber": "90"}
    activity = {"id": "a", "name": text, "responsible": ["r"], "procedure": "p", "time_limit": "15 min"}
    process = {
        "title": text,
        "owner": "r",
        "purpose": text,
        "inputs": [{"name": text, "from": "two"}],
        "outputs": [{"name": text, "to": "two"}],
        "activities": [activity, {**activity, "id": "b", "kind": "subprocess", "responsible": ["s", "r"]}],
        "resources": {"people": text, "tools": [text], "information": [text], "budget": text},
        "quality_standards": [{"characteristic": text, "requirement": text}],
        "kpis": [kpi],
    }
    target = {"id": "availability", "name": text, "value": "99.9", "unit": "%"}
    times = {"id": "p1", "name": text, "priority": "P1", "respond_within": "15 min", "restore_within": "4 h"}
    agreement = {"title": text, "kind": "OLA", "service": "base", "targets": [target, times], "supports": ["sla"]}
    return {
        "processes/one.md": process,
        "processes/two.md": {**process, "outputs": [{"name": text, "to": "one"}, {"name": text, "to": text}]},
        "roles/r.md": {"title": text},
        "roles/s.md": {"title": text},
        "procedures/p.md": {"title": text},
        "services/base.md": {"title": text, "criticality": "5", "kpis": [kpi]},
        "services/top.md": {"title": text, "depends_on": ["base"], "stage": "design"},
        "agreements/sla.md": {**agreement, "kind": "SLA", "supports": []},
        "agreements/ola.md": agreement,
        "agreements/uc.md": {**agreement, "kind": "UC"},
    }


ACTUALS = "one/k,2026-08,91,<b>\none/k,2026-10,97,\n"


def test_every_kind_of_diagram_is_drawn_for_the_example(example_view: EditionView) -> None:
    kinds = Counter(name.split(" ")[0] for name in all_drawings(example_view))
    assert kinds["process_model"] == kinds["swim_lane"] == 6
    assert kinds["service_neighbours"] == 5
    assert kinds["agreement_chain"] == 9
    assert kinds["large"] == kinds["small"] > 20
    assert {"landscape", "map"} <= kinds.keys()


def check(drawings: dict[str, str]) -> None:
    for name, markup in drawings.items():
        root = figure(markup)
        assert (root.get("class") or "").startswith("kb-figure kb-figure-"), name
        drawing = next(root.iter("svg"))
        assert [child.tag for child in drawing][:2] == ["title", "desc"], name
        assert all(child.text for child in drawing[:2]), name
        assert drawing.get("viewBox"), name
        assert not {"width", "height", "style"} & set(drawing.keys()), name
        ids = [item.get("id") for item in root.iter() if item.get("id")]
        assert len(ids) == len(set(ids)), name
        assert all(str(found).startswith("kb-") for found in ids), name
        assert not any(item.get("style") for item in root.iter()), name
        if not name.startswith("small"):
            assert drawing.get("aria-labelledby", "").split() == ids[:2], name
            assert len(list(root.iter("tr"))) > 1, name
            assert len({item.get("aria-label") for item in root.iter("div") if item.get("role")}) == 2, name


def check_boxes(drawings: dict[str, str]) -> None:
    seen = 0
    for name, markup in drawings.items():
        for text in boxed_texts(figure(markup)):
            seen += 1
            left, top, right, bottom = text.box
            assert text.left >= left - 0.2, (name, text)
            assert text.right <= right + 0.2, (name, text)
            assert text.top >= top - 0.2, (name, text)
            assert text.bottom <= bottom + 0.2, (name, text)
    assert seen > 20


def test_drawings_of_the_example_are_sound(example_view: EditionView) -> None:
    drawings = all_drawings(example_view)
    check(drawings)
    check_boxes(drawings)
    assert "diagram." not in "".join(drawings.values()), "a word is missing in the locale"


@pytest.mark.parametrize("text", [EVIL, LONG, "x", "多行\n\n文字"])
def test_odd_texts_are_escaped_and_stay_inside(make_view: MakeView, text: str) -> None:
    drawings = all_drawings(make_view(hostile(text), ACTUALS))
    assert len(drawings) >= 14
    check(drawings)
    check_boxes(drawings)
    for markup in drawings.values():
        assert markup.count("kb:own -->") == 2
        assert "<script" not in markup


def test_nothing_but_the_ids_of_one_page_is_shared(example_view: EditionView) -> None:
    local = example_view.edition.by_id["incident-management"]
    page = [
        markup
        for name, markup in all_drawings(example_view).items()
        if name in ("landscape", "map") or local.id in name or name.endswith(" identity")
    ]
    ids = [item.get("id") for markup in page for item in figure(markup).iter() if item.get("id")]
    assert len(page) > 8
    assert len(ids) == len(set(ids))


def test_drawings_are_the_same_every_time(example_view: EditionView) -> None:
    assert all_drawings(example_view) == all_drawings(example_view)


def test_links_lead_to_files_and_sections(example_view: EditionView) -> None:
    markup = all_drawings(example_view)["process_model incident-management"]
    links = {link.get("href") for link in figure(markup).iter("a")}
    assert {"problem-management.md", "../roles/incident-process-owner.md", "#kb-kpis", "#log", "#p1-response"} <= links
    lanes = {link.get("href") for link in figure(all_drawings(example_view)["swim_lane incident-management"]).iter("a")}
    assert {"../procedures/log-an-incident.md", "../roles/service-desk-analyst.md", "#escalate"} <= lanes


def test_what_is_missing_is_dashed_and_said(make_view: MakeView) -> None:
    view = make_view({"processes/bare.md": {"title": "Bare"}, "agreements/a.md": {"title": "A", "kind": "SLA"}})
    drawings = all_drawings(view)
    assert set(drawings) == {"process_model bare", "agreement_chain a"}
    root = figure(drawings["process_model bare"])
    assert sum("kb-is-missing" in (item.get("class") or "") for item in root.iter("rect")) == 12
    said = {item.text for item in root.iter("text")}
    assert {"no quality standard", "no KPI", "no activity", "no budget"} <= said
    assert "no OLA or UC supports it" in {item.text for item in figure(drawings["agreement_chain a"]).iter("text")}

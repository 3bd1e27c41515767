"""Front matter against its type: what is wrong is named at its place, and the rest is still there."""

from __future__ import annotations

import pytest
from load_reading import codes, page, places

from kb_tools.load.schema import closest

KPI = "{id: a, name: 甲, unit: '%', direction: higher, target: 95}"


def process(front: str) -> str:
    return f"---\ntitle: 流程\n{front}\n---\n\n正文\n"


def faults(front: str, src: str = "processes/p.md") -> list[tuple[str, int, int]]:
    return places(page(process(front), src).findings)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("ownr: x", [("KB102", 3, 1)]),
        ("owner: [a, b]", [("KB104", 3, 8)]),
        ("criticality: 6", [("KB104", 3, 14)]),
        ("criticality: 0123", [("KB104", 3, 14)]),
        ("status: no", [("KB104", 3, 9)]),
        ("review_every: 15", [("KB104", 3, 15)]),
        ("reviewed: {by: a, date: 2026-02-30}", [("KB104", 3, 25)]),
        ("reviewed: {by: a, date: 1735689600}", [("KB104", 3, 25)]),
        ("reviewed: {by: a, day: 2026-02-03}", [("KB101", 3, 11), ("KB102", 3, 19)]),
        ("kpis: 甲", [("KB104", 3, 7)]),
        (f"kpis: [{KPI}, 乙]", [("KB104", 3, 10 + len(KPI))]),
        ("kpis: [{id: a, name: 甲, unit: '%', direction: up, target: 95}]", [("KB104", 3, 47)]),
        ("kpis: [{id: a, name: 甲, unit: '%', direction: higher, target: 9.4.0}]", [("KB104", 3, 63)]),
        ("activities: [{id: 一, name: 甲}]", [("KB104", 3, 19)]),
        ("activities: [{id: a, name: 甲, time_limit: 15}]", [("KB104", 3, 43)]),
        ("activities: [{id: a}]", [("KB101", 3, 14)]),
        ("triggers: [甲, , 乙]", [("KB001", 3, 15)]),
        ("triggers:\n  - 甲\n  -\n  - 乙", [("KB104", 5, 4)]),
        ("scope: {in: 甲, out: {a: b}}", [("KB104", 3, 21)]),
        ("frameworks: {iso9001: a}", [("KB104", 3, 23)]),
    ],
)
def test_faults_and_their_places(front: str, expected: list[tuple[str, int, int]]) -> None:
    assert faults(front) == expected


def test_what_is_wrong_is_left_out_and_the_rest_is_kept() -> None:
    result = page(
        process(f"criticality: 9\npurpose: 目标\nkpis:\n  - {KPI}\n  - {{id: b, name: 乙}}\n"), "processes/p.md"
    )
    assert result.values["purpose"] == "目标"
    assert "criticality" not in result.values
    assert [kpi.id for kpi in result.record.kpis] == ["a"]
    assert [part.id for part in result.parts] == ["a", "b"]


def test_a_key_that_was_written_wrongly_is_not_reported_as_missing() -> None:
    assert "owner" in page(process("owner: {a: b}"), "processes/p.md").written_keys


def test_names_of_other_fields_are_suggested() -> None:
    (finding,) = page(process("purpos: x"), "processes/p.md").findings
    assert dict(finding.args)["guess"] == "purpose"


def test_a_full_width_colon_in_an_item_is_no_missing_field() -> None:
    assert codes(process("kpis:\n  - id：a\n"), "processes/p.md") == ["KB005"]


def test_free_keys_are_free() -> None:
    assert faults("x-anything: {at: [all]}") == []


def test_a_pair_where_a_number_or_a_pair_may_stand() -> None:
    kpi = "{id: a, name: 甲, unit: '%', direction: range, target: [1, 2], amber: [0, x]}"
    result = page(process(f"kpis: [{kpi}]"), "processes/p.md")
    assert places(result.findings) == [("KB104", 3, 81)]
    assert result.record.kpis[0].target == (1, 2)


def test_thousands_of_wrong_items_are_one_pass() -> None:
    items = ", ".join("{}" for _ in range(5_000))
    result = page(process(f"triggers: [{items}]"), "processes/p.md")
    assert len(result.findings) == 5_000
    assert result.record.triggers == ()


def test_closest() -> None:
    assert closest("ownr", ["owner", "purpose"]) == "owner"
    assert closest("zzz", ["owner", "purpose"]) == ""

"""Ten differences: what is counted, where the bounds lie, and grades over the years."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from insight_small import load_small

from kb_tools.content.comparison import COMPARISONS
from kb_tools.insight.grades import assessments
from kb_tools.insight.self_check import BOUNDS, Difference, bounds_of, differences
from kb_tools.model.handbook import Handbook

AS_OF = dt.date(2026, 11, 15)


def row(handbook: Handbook, key: str) -> Difference:
    return next(found for found in differences(handbook, AS_OF) if found.key == key)


def test_an_empty_handbook_stands_nowhere(tmp_path: Path) -> None:
    found = differences(load_small(tmp_path, {"a.md": "---\ntitle: A\n---\n"}), AS_OF)
    assert tuple(entry.key for entry in found) == COMPARISONS
    assert {entry.status for entry in found} == {"unknown"}
    assert {sign.key for entry in found for sign in entry.signs} == {"nothing"}


@pytest.mark.parametrize(("having", "status"), [(4, "good"), (3, "watch"), (2, "bad")])
def test_four_fifths_is_the_new_way_and_under_a_half_the_old(tmp_path: Path, having: int, status: str) -> None:
    files = {
        f"services/s{n}.md": f"---\ntitle: 服务 {n}\n{'business_outcome: 有用' if n < having else ''}\n---\n"
        for n in range(5)
    }
    sign = row(load_small(tmp_path, files), "business").signs[0]
    assert (sign.status, sign.facts) == (status, {"count": having, "all": 5})
    assert sign.ids == tuple(f"s{n}" for n in range(having, 5))


def test_what_is_a_matter_of_balance_needs_less() -> None:
    assert bounds_of("leading") < BOUNDS
    assert bounds_of("written") == BOUNDS


def test_customers_that_nobody_can_ask_do_not_count(tmp_path: Path) -> None:
    kinds = ("internal", "external", "former", "prospect", "competitor")
    party = "{0}: {{kind: customer, name: {{en: {0}}}, customer_kind: {0}}}\n"
    files = {
        "data/parties.yml": "".join(party.format(kind) for kind in kinds),
        "requirements/req.md": "---\ntitle: 需求\ncustomer: internal\nmethod: survey\n---\n",
    }
    found = row(load_small(tmp_path, files), "customers").signs
    assert [(sign.key, sign.facts["all"]) for sign in found] == [("buyer_and_users", 2), ("asked", 2)]
    assert found[1].ids == ("external",)


def test_an_activity_needs_a_procedure_and_one_who_answers_for_it(tmp_path: Path) -> None:
    process = """---
title: 流程
activities:
- {id: one, name: 一, responsible: [r], accountable: r, procedure: how}
- {id: two, name: 二, responsible: [r]}
---
"""
    files = {"processes/p.md": process, "procedures/how.md": "---\ntitle: 规程\n---\n"}
    handbook = load_small(tmp_path, files)
    assert row(handbook, "formal").signs[0].ids == ("p/two",)
    assert row(handbook, "repeatable").signs[0].ids == ("p/two",)


def test_a_kpi_that_the_handbook_names_counts_by_its_status(tmp_path: Path) -> None:
    files = {
        "services/s.md": '---\ntitle: 服务\nkpis: [{id: k, name: K, unit: "%", direction: higher, target: 9}]\n---\n',
        "data/actuals/a.csv": "kpi,period,value\ns/k,2026-10,3\n",
        "data/self-check.yml": "prevention: {kpis: [s/k]}\n",
    }
    found = row(load_small(tmp_path, files), "prevention")
    assert [(sign.status, sign.key) for sign in found.signs] == [("unknown", "nothing"), ("bad", "measured")]
    assert found.status == "bad"


def test_assessments_come_in_the_order_of_their_days_and_none_from_the_future(tmp_path: Path) -> None:
    page = "---\ntitle: 自评 {day}\nkind: itsm-assessment\nheld_on: {day}\ngrades:\n{grades}---\n"
    grades = "- {dimension: process, grade: 3}\n- {dimension: information, grade: 1}\n"
    days = ("2026-11-11", "2025-11-13", "2026-12-01")
    files = {f"reviews/r-{day}.md": page.format(day=day, grades=grades) for day in days}
    found = assessments(load_small(tmp_path, files), AS_OF)
    assert [entry.day.year for entry in found] == [2025, 2026]
    assert found[-1].grades == {"process": 3, "information": 1}
    assert found[-1].overall == 1

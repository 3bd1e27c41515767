"""The key-person report: states, single points by person, accepted gaps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from insight_small import load_small

from kb_tools.insight.key_person import key_person_report, post_state
from kb_tools.insight.staffing import Post
from kb_tools.model.handbook import Handbook

AS_OF = dt.date(2026, 11, 15)


def post(holders: str, deputies: str, able: str, proven: str, required: int = 2) -> Post:
    return Post("r", 4, required, tuple(holders), tuple(deputies), tuple(able), tuple(proven))


def test_a_role_has_the_worst_state_that_fits() -> None:
    assert post_state(post("", "b", "b", "b")) == "vacant"
    assert post_state(post("a", "b", "", "")) == "unqualified"
    assert post_state(post("a", "b", "a", "a")) == "single"
    assert post_state(post("ab", "", "ab", "ab", required=3)) == "short"
    assert post_state(post("a", "b", "ab", "a")) == "paper"
    assert post_state(post("a", "b", "ab", "ab")) == "covered"
    assert post_state(post("a", "", "a", "a", required=1)) == "covered"


def test_single_points_are_gathered_by_person(company: Handbook, company_day: dt.date) -> None:
    found = {entry.person: entry for entry in key_person_report(company, company_day).single_points()}
    assert set(found) == {"xu-feng", "zhang-chi"}
    xu = found["xu-feng"]
    assert set(xu.roles) == {"availability-manager", "capacity-manager", "database-administrator"}
    assert set(xu.processes) == {"availability-and-continuity-management", "capacity-management"}
    assert set(xu.known_errors) == {"ke-0005", "ke-0013"}
    assert found["zhang-chi"].processes == ("budgeting-and-accounting",)


def test_the_weakest_come_first(company: Handbook, company_day: dt.date) -> None:
    report = key_person_report(company, company_day)
    single = [entry for entry in report.weak_roles if post_state(entry) == "single"]
    assert [entry.criticality for entry in single] == [5, 5, 3, 2]
    assert [entry.id for entry in report.weak_errors] == ["ke-0006", "ke-0005", "ke-0013"]
    assert report.coverage_percent == 100 * 22 / 24


def test_accepted_risks_and_suppressions_with_a_reason_are_waivers_until_they_end(tmp_path: Path) -> None:
    role = "---\ntitle: {title}\nkind: operator\ncriticality: 5\nresponsibilities: [做事]\nholders: []{comment}\n---\n"
    risk = (
        "---\ntitle: 空缺\nkind: key-person\nlikelihood: 2\nimpact: 3\ntreatment: accept\nowner: {role}\n"
        "accepted_by: {role}\naccepted_until: {until}\nlinked: [{role}]\n---\n"
    )
    files = {
        "roles/a.md": role.format(title="甲", comment="  # kb: ignore[KB306] 正在招人 until 2027-01-31"),
        "roles/b.md": role.format(title="乙", comment="  # kb: ignore[KB306] 早该招到 until 2026-10-31"),
        "roles/c.md": role.format(title="丙", comment="  # kb: ignore[KB101] 与人手无关"),
        "roles/f.md": role.format(title="己", comment="  # kb: ignore[KB306] 日子写错了 until 2027-02-30"),
        "roles/d.md": role.format(title="丁", comment=""),
        "roles/e.md": role.format(title="戊", comment=""),
        "risks/rsk-001.md": risk.format(role="d", until="2027-03-31"),
        "risks/rsk-002.md": risk.format(role="e", until="2026-03-31"),
    }
    found = key_person_report(load_small(tmp_path, files), AS_OF).waived
    assert [(one.id, one.by, one.rule, one.until) for one in found] == [
        ("d", "rsk-001", "", dt.date(2027, 3, 31)),
        ("a", "a", "KB306", dt.date(2027, 1, 31)),
    ]
    assert found[1].reason == "正在招人"


def test_a_handbook_without_roles_has_nothing_to_report(tmp_path: Path) -> None:
    report = key_person_report(load_small(tmp_path, {"a.md": "---\ntitle: 一页\n---\n"}), AS_OF)
    assert report.coverage_percent == 100
    assert report.deputy_depth == 0
    assert not report.weak_roles
    assert not report.weak_processes
    assert not report.single_points()
    assert not report.waived
    assert report.truck_factor.value == 0

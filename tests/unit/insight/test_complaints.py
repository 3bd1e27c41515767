"""Complaints by kind: what keeps them in check, what was recorded, what is still to be done."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from insight_small import load_small

from kb_tools.content.complaint import COMPLAINTS
from kb_tools.insight.complaints import ComplaintKind, complaint_kinds, recorded_complaints
from kb_tools.insight.control import control_sign
from kb_tools.model.handbook import Handbook

AS_OF = dt.date(2026, 11, 15)
FILES = {
    "data/people.yml": "lin: {name: {zh: 林浩}}\n",
    "data/complaints.yml": "unreachable: {controls: [boss, mail/up], note: {zh: 找岗位}}\n",
    "data/actuals/a.csv": "kpi,period,value\nmail/up,2026-10,98\n",
    "roles/boss.md": "---\ntitle: 负责人\nkind: owner\nholders: [{person: lin, since: 2024-01-01}]\n---\n",
    "services/mail.md": '---\ntitle: M\nkpis: [{id: up, name: 可用, unit: "%", direction: higher, target: 99}]\n---\n',
    "agreements/sla.md": "---\ntitle: 协议\nkind: SLA\nservice: mail\n---\n",
    "requirements/req.md": "---\ntitle: 需求\nservice: mail\ncomplaint: unreachable\ncollected_on: 2026-07-08\n---\n",
    "improvements/run.md": "---\ntitle: 在改\nsource: req\nstage: do\n---\n",
    "improvements/done.md": "---\ntitle: 改完\nsource: req\nstage: closed\n---\n",
    "reviews/rev.md": """---
title: 评审
kind: service-review
subject: [boss]
held_on: 2026-10-22
findings:
- {id: f1, kind: observation, text: 没人接, about: sla, complaint: unreachable}
- {id: f2, kind: observation, text: 别的}
actions:
- {id: a1, text: 转接, owner: boss, due: 2026-12-01, finding: f1}
- {id: a2, text: 做完了, owner: boss, due: 2026-11-01, done_on: 2026-11-01, finding: f1}
- {id: a3, text: 无关, owner: boss, due: 2026-12-01, finding: f2}
---
""",
}


def kind_of(handbook: Handbook, name: str) -> ComplaintKind:
    return next(kind for kind in complaint_kinds(handbook, AS_OF) if kind.kind == name)


def test_all_seven_kinds_are_there_in_their_order(tmp_path: Path) -> None:
    assert (
        tuple(kind.kind for kind in complaint_kinds(load_small(tmp_path, {"a.md": "---\ntitle: A\n---\n"}), AS_OF))
        == COMPLAINTS
    )
    assert len(COMPLAINTS) == 7


def test_controls_stand_as_what_they_are(tmp_path: Path) -> None:
    found = kind_of(load_small(tmp_path, FILES), "unreachable")
    assert [(sign.status, sign.key) for sign in found.controls] == [("watch", "covered"), ("bad", "measured")]
    assert found.said is not None


def test_complaints_are_found_where_they_were_dealt_with_newest_first(tmp_path: Path) -> None:
    found = recorded_complaints(load_small(tmp_path, FILES), AS_OF)
    assert [(entry.page.id, entry.part, entry.services) for entry in found] == [
        ("rev", "f1", ("mail",)),
        ("req", "", ("mail",)),
    ]


def test_only_what_is_not_done_is_still_open(tmp_path: Path) -> None:
    first, second = recorded_complaints(load_small(tmp_path, FILES), AS_OF)
    assert [item.action.id for item in first.waiting] == ["a1"]
    assert second.planned == ("run",)
    assert kind_of(load_small(tmp_path, FILES), "unreachable").open_ends == 2


def test_a_complaint_counts_for_a_year(tmp_path: Path) -> None:
    handbook = load_small(tmp_path, FILES)
    assert len(recorded_complaints(handbook, dt.date(2027, 7, 8))) == 2
    assert len(recorded_complaints(handbook, dt.date(2027, 7, 9))) == 1
    assert recorded_complaints(handbook, dt.date(2026, 7, 7)) == ()


def test_a_service_nobody_can_reach_is_a_sign_without_any_complaint(tmp_path: Path) -> None:
    sign = kind_of(load_small(tmp_path, FILES), "unreachable").signs[0]
    assert (sign.status, sign.facts["count"], sign.ids) == ("bad", 1, ("mail",))


def test_each_kind_of_control_is_judged_by_what_it_is(tmp_path: Path) -> None:
    handbook = load_small(
        tmp_path,
        {
            **FILES,
            "procedures/drill.md": "---\ntitle: 应急\nemergency: true\nlast_exercised: 2025-11-14\n---\n",
            "procedures/never.md": "---\ntitle: 没练过\nemergency: true\n---\n",
            "policies/old.md": "---\ntitle: 停用\nstatus: retired\n---\n",
            "policies/late.md": "---\ntitle: 方针\nreviewed: {by: lin, date: 2025-10-01}\n---\n",
            "policies/unread.md": "---\ntitle: 新方针\n---\n",
            "agreements/over.md": "---\ntitle: 旧协议\nvalid_to: 2026-11-14\n---\n",
            "processes/p.md": "---\ntitle: P\nkpis: [{id: k, name: K, unit: 件, direction: lower, target: 3}]\n---\n",
            "data/actuals/b.csv": "kpi,period,value\np/k,2026-10,2\n",
        },
    )
    wanted = {
        "drill": ("watch", "exercised"),
        "never": ("watch", "unexercised"),
        "old": ("bad", "retired"),
        "late": ("watch", "read_late"),
        "unread": ("unknown", "unread"),
        "over": ("bad", "valid"),
        "p": ("good", "figures"),
        "nobody-knows": ("unknown", "gone"),
    }
    found = {name: control_sign(handbook, name, AS_OF) for name in wanted}
    assert {name: (sign.status, sign.key) for name, sign in found.items()} == wanted


def test_a_service_whose_kpis_have_no_value_is_not_counted_as_stable(tmp_path: Path) -> None:
    measured = kind_of(load_small(tmp_path / "a", FILES), "unstable").signs
    assert [(sign.status, sign.facts) for sign in measured] == [("bad", {"count": 1, "all": 1})]
    silent = {**FILES, "data/actuals/a.csv": "kpi,period,value\n"}
    assert kind_of(load_small(tmp_path / "b", silent), "unstable").signs == ()

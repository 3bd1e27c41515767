"""What stops when somebody goes: the worked example, and each of the twelve questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from insight_small import load_small

from kb_tools.insight.absence import stretches
from kb_tools.insight.assignments import assignments
from kb_tools.insight.handover import leaving_day
from kb_tools.insight.what_if import FAILURES, Impact, Question, due_day, what_if
from kb_tools.model.handbook import Handbook

AVAILABILITY, CAPACITY = "availability-and-continuity-management", "capacity-management"


@pytest.fixture(scope="module")
def leave(company: Handbook, company_day: dt.date) -> Callable[..., Impact]:
    def ask(*people: str) -> Impact:
        return what_if(company, Question(tuple(sorted(people)), company_day), company_day)

    return ask


def roles(impact: Impact, state: str) -> set[str]:
    return {change.role.id for change in impact.roles_in(state)}


def processes(impact: Impact, after: int) -> set[str]:
    return {change.process for change in impact.processes if change.after == after}


def orphaned(impact: Impact) -> set[str]:
    return {change.id for change in impact.known_errors if not change.left}


def test_xu_feng_leaves(leave: Callable[..., Impact]) -> None:
    impact = leave("xu-feng")
    assert roles(impact, "none") == {"availability-manager", "capacity-manager", "database-administrator"}
    assert processes(impact, 0) == {AVAILABILITY, CAPACITY}
    assert processes(impact, 1) == {"problem-management", "service-level-management", "knowledge-management"}
    assert orphaned(impact) == {"ke-0005", "ke-0013"}
    owners = {(lost.id, lost.role) for lost in impact.contacts if lost.type == "service" and lost.field == "owner"}
    assert owners == {("database", "availability-manager")}


def test_wang_lei_and_feng_xue_are_away_together(company: Handbook, company_day: dt.date) -> None:
    last = company_day + dt.timedelta(days=6)
    impact = what_if(company, Question(("feng-xue", "wang-lei"), company_day, last), company_day)
    assert roles(impact, "none") == {"network-engineer", "network-service-owner"}
    assert processes(impact, 0) == {"service-level-management", CAPACITY}
    assert orphaned(impact) == {"ke-0003", "ke-0004", "ke-0009"}
    services = {lost.id for lost in impact.contacts if lost.type == "service" and lost.field == "owner"}
    assert services == {"network", "wifi", "vpn"}
    assert [(gap.role, gap.first, gap.last) for gap in impact.roster] == [
        ("network-engineer", company_day, last),
        ("network-service-owner", company_day, last),
    ]


def test_when_chen_li_leaves_nothing_dies_but_much_hangs_on_deputies(leave: Callable[..., Impact]) -> None:
    impact = leave("chen-li")
    assert not roles(impact, "none")
    assert not processes(impact, 0)
    assert not orphaned(impact)
    assert len(roles(impact, "deputy")) == 6
    assert all(role.endswith("-process-owner") for role in roles(impact, "deputy"))
    assert len(processes(impact, 1)) == 13


def test_failures_name_what_happened(leave: Callable[..., Impact]) -> None:
    happened = {name for name, failed in FAILURES.items() if failed(leave("chen-li"))}
    assert happened == {"deputy-only", "bus-factor-1"}
    happened = {name for name, failed in FAILURES.items() if failed(leave("xu-feng"))}
    assert happened == {"no-cover", "bus-factor-0", "bus-factor-1", "known-error-lost"}


def test_figures_before_and_after(leave: Callable[..., Impact]) -> None:
    impact = leave("xu-feng")
    assert (impact.before.covered, impact.before.critical) == (22, 24)
    # the service owner of ERP and the third line lose the second person as well
    assert (impact.after.covered, impact.after.critical) == (20, 24)
    assert round(impact.before.hhi, 4) == 0.0672
    assert impact.after.hhi != impact.before.hhi
    assert impact.before.truck_factor == 4
    assert impact.after.truck_factor < 4


def test_nobody_goes_and_nothing_changes(company: Handbook, company_day: dt.date) -> None:
    impact = what_if(company, Question((), company_day, company_day), company_day)
    assert not impact.roles
    assert not impact.processes
    assert not impact.known_errors
    assert impact.before == impact.after


PEOPLE = """
ann: {name: {zh: 安}, absences: [{from: 2026-12-01, to: 2026-12-03}], skills: [{skill: sql, level: 4}]}
ben: {name: {zh: 本}, absences: [{from: 2026-12-03, to: 2026-12-05}]}
cai: {name: {zh: 蔡}, active_until: 2026-12-04}
"""
ROLE = """---
title: 角色{name}
kind: operator
criticality: {level}
responsibilities: [做事]
holders: {holders}
{rest}---
"""


def holders(*people: str) -> str:
    return "[" + ", ".join(f"{{person: {person}, since: 2024-01-01}}" for person in people) + "]"


def handbook_with(root: Path, **roles: str) -> Handbook:
    files = {f"roles/{name}.md": text for name, text in roles.items()}
    return load_small(root, {"data/people.yml": PEOPLE, **files})


def test_a_roster_is_checked_day_by_day(tmp_path: Path) -> None:
    two = ROLE.format(name=1, level=4, holders=holders("ann", "ben"), rest="")
    one = ROLE.format(name=2, level=5, holders=holders("cai"), rest="")
    low = ROLE.format(name=3, level=3, holders=holders("ann"), rest="")
    handbook = handbook_with(tmp_path, two=two, one=one, low=low)
    question = Question((), dt.date(2026, 12, 1), dt.date(2026, 12, 6))
    impact = what_if(handbook, question, dt.date(2026, 11, 15))
    assert [(gap.role, gap.first.day, gap.last.day, gap.away) for gap in impact.roster] == [
        ("one", 5, 6, ("cai",)),
        ("two", 3, 3, ("ann", "ben")),
    ]
    assert [(entry.person, entry.first.day, entry.last.day) for entry in impact.away] == [
        ("ann", 1, 3),
        ("ben", 3, 5),
        ("cai", 5, 6),
    ]
    assert roles(impact, "none") == {"low", "one", "two"}


def test_stretches_cover_each_day_of_the_period_once(tmp_path: Path) -> None:
    handbook = handbook_with(tmp_path)
    first, last = dt.date(2026, 12, 2), dt.date(2026, 12, 5)
    found = stretches(handbook, ["cai"], first, last)
    assert [(one.first.day, one.last.day, sorted(one.gone)) for one in found] == [
        (2, 2, ["ann", "cai"]),
        (3, 3, ["ann", "ben", "cai"]),
        (4, 4, ["ben", "cai"]),
        (5, 5, ["ben", "cai"]),
    ]


def test_whoever_left_before_is_not_away(tmp_path: Path) -> None:
    handbook = handbook_with(tmp_path, one=ROLE.format(name=1, level=4, holders=holders("cai"), rest=""))
    question = Question((), dt.date(2026, 12, 7), dt.date(2026, 12, 8))
    impact = what_if(handbook, question, dt.date(2026, 11, 15))
    assert not impact.away
    assert [(gap.role, gap.away) for gap in impact.roster] == [("one", ())]


def test_somebody_on_duty_and_away_is_a_clash(tmp_path: Path) -> None:
    turns = (("2026-11-30", "2026-12-02"), ("2026-12-04", "2026-12-05"))
    duty = "".join(f"- {{from: {first}, to: {last}, role: one, person: ann}}\n" for first, last in turns)
    text = ROLE.format(name=1, level=4, holders=holders("ann"), rest="")
    handbook = load_small(tmp_path, {"data/people.yml": PEOPLE, "data/duty.yml": duty, "roles/one.md": text})
    impact = what_if(handbook, Question((), dt.date(2026, 12, 1), dt.date(2026, 12, 6)), dt.date(2026, 11, 15))
    assert [(clash.person, clash.first.day, clash.last.day) for clash in impact.clashes] == [("ann", 1, 2)]


def test_presence_is_judged_on_the_day_and_skills_today(tmp_path: Path) -> None:
    people = (
        "ann: {name: {zh: 安}, skills: [{skill: sql, level: 4, assessed_on: 2026-01-15}]}\n"
        "ben: {name: {zh: 本}, active_from: 2027-02-01}\n"
    )
    rest = "skills: [{skill: sql, level: 3}]\n"
    files = {
        "roles/one.md": ROLE.format(name=1, level=4, holders=holders("ann"), rest=rest),
        "roles/two.md": ROLE.format(name=2, level=4, holders=holders("ben"), rest=""),
    }
    handbook = load_small(tmp_path, {"data/people.yml": people, **files})
    later = what_if(handbook, Question(("ben",), dt.date(2027, 3, 1)), dt.date(2026, 11, 15))
    assert roles(later, "none") == {"two"}
    assert later.before.critical == 2
    ann = what_if(handbook, Question(("ann",), dt.date(2027, 3, 1)), dt.date(2026, 11, 15))
    assert roles(ann, "none") == {"one"}


def test_skills_that_only_they_have_are_lost(tmp_path: Path) -> None:
    people = (
        "ann: {name: {zh: 安}, skills: [{skill: sql, level: 4}, {skill: mail, level: 2}]}\n"
        "ben: {name: {zh: 本}, skills: [{skill: sql, level: 2}, {skill: mail, level: 2}]}\n"
    )
    rest = "skills: [{skill: sql, level: 3}]\n"
    text = ROLE.format(name=1, level=4, holders=holders("ann"), rest=rest)
    handbook = load_small(tmp_path, {"data/people.yml": people, "roles/one.md": text})
    impact = what_if(handbook, Question(("ann",), dt.date(2026, 11, 15)), dt.date(2026, 11, 15))
    assert [(loss.skill, loss.level, loss.left, loss.roles) for loss in impact.skills] == [("sql", 4, 2, ("one",))]


def test_candidates_are_ranked_by_skills_then_card_then_load(tmp_path: Path) -> None:
    def person(name: str, level: int) -> str:
        return f"{name}: {{name: {{zh: {name}}}, skills: [{{skill: sql, level: {level}, assessed_on: 2026-06-01}}]}}\n"

    people = "".join(person(name, level) for name, level in (("a", 4), ("b", 3), ("c", 3), ("d", 1), ("e", 3)))
    people += "f: {name: {zh: f}}\n"
    dba = ROLE.format(
        name=1,
        level=4,
        holders=holders("a"),
        rest="deputies: [{person: c}]\nskills: [{skill: sql, level: 3}]\nconflicts_with: [auditor]\n",
    )
    busy = ROLE.format(name=2, level=5, holders=holders("b"), rest="")
    auditor = ROLE.format(name=3, level=2, holders=holders("e"), rest="")
    files = {"roles/dba.md": dba, "roles/busy.md": busy, "roles/auditor.md": auditor}
    handbook = load_small(tmp_path, {"data/people.yml": people, **files})
    impact = what_if(handbook, Question(("a",), dt.date(2026, 11, 15)), dt.date(2026, 11, 15))
    found = impact.successors["dba"]
    assert [(c.person, round(c.match, 2), c.post, c.load, c.load_after) for c in found] == [
        ("c", 1.0, "deputy", 2.0, 4.0),
        ("b", 1.0, "", 5.0, 9.0),
        ("d", 0.33, "", 0.0, 4.0),
    ]
    assert [(step.skill, step.needed, step.level, step.outdated) for step in found[0].skills] == [("sql", 3, 3, False)]


def test_maturity_is_worked_out_by_whoever_asks(company: Handbook, company_day: dt.date) -> None:
    def levels(handbook: Handbook) -> dict[str, int]:
        left = handbook.people["xu-feng"].value.active_until
        return {"a": 3, "b": 2 if left is None else 1}

    question = Question(("xu-feng",), company_day)
    impact = what_if(company, question, company_day, levels=levels)
    assert impact.maturity == {"b": (2, 1)}
    assert what_if(company, question, company_day).maturity is None
    assert company.people["xu-feng"].value.active_until is None


def test_what_is_handed_over_is_due_earlier_the_more_critical_the_role(tmp_path: Path) -> None:
    day = dt.date(2026, 11, 15)
    assert due_day(5, day, day + dt.timedelta(days=100)) == day + dt.timedelta(days=65)
    assert due_day(1, day, day + dt.timedelta(days=100)) == day + dt.timedelta(days=93)
    assert due_day(5, day, day + dt.timedelta(days=12)) == day + dt.timedelta(days=2)
    assert due_day(5, day, day) == day
    text = ROLE.format(name=1, level=5, holders=holders("ann"), rest="handover: [口令, 厂商]\n")
    handbook = handbook_with(tmp_path, one=text)
    impact = what_if(handbook, Question(("ann",), day + dt.timedelta(days=100)), day)
    assert [(item.role, item.text, item.due) for item in impact.hand_over] == [
        ("one", "口令", day + dt.timedelta(days=65)),
        ("one", "厂商", day + dt.timedelta(days=65)),
    ]


def test_open_things_of_people_and_of_their_roles_are_listed_by_date(example: Handbook) -> None:
    day = dt.date(2026, 11, 15)
    impact = what_if(example, Question(("xu-feng",), day), day)
    dues = [entry.due for entry in impact.assignments if entry.due]
    assert dues == sorted(dues)
    assert {entry.kind for entry in impact.assignments} >= {"action", "attestation", "kpi"}
    assert {entry.who for entry in impact.assignments} <= {"xu-feng", "availability-manager", "database-administrator"}
    everything = assignments(example)
    assert len({(a.kind, a.page, a.part, a.who) for a in everything}) == len(everything)
    away = what_if(example, Question(("xu-feng",), day, day + dt.timedelta(days=30)), day)
    assert away.assignments == tuple(
        entry for entry in impact.assignments if entry.due and entry.due <= day + dt.timedelta(days=30)
    )


def test_somebody_whose_end_is_known_still_leaves_a_gap(tmp_path: Path) -> None:
    people = (
        "ann: {name: {zh: 安}, active_until: 2027-03-31}\n"
        "ben: {name: {zh: 本}, active_until: 2027-03-31}\n"  # cannot take over: gone on the same day
    )
    held = "[{person: ann, since: 2024-01-01, until: 2027-03-31}, {person: ben, since: 2024-01-01}]"
    one = ROLE.format(name=1, level=4, holders=held, rest="handover: [钥匙]\n")
    handbook = load_small(tmp_path, {"data/people.yml": people, "roles/one.md": one})
    day = dt.date(2026, 11, 15)
    impact = what_if(handbook, Question(("ann",), leaving_day(handbook, "ann", day)), day)
    assert impact.question.first == dt.date(2027, 4, 1)
    assert roles(impact, "none") == {"one"}
    assert [item.text for item in impact.hand_over] == ["钥匙"]

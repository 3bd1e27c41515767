"""The key-person figures of the worked example, number by number."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from kb_tools.insight.concentration import concentration, coverage, deputy_depth, loads, truck_factor
from kb_tools.insight.knowledge import KnownErrorHolders, known_error_holders
from kb_tools.insight.staffing import Post, Staffing, staffing
from kb_tools.insight.weak_points import approvals, tasks, workflows
from kb_tools.model.handbook import Handbook


@pytest.fixture(scope="module")
def staff(company: Handbook, company_day: dt.date) -> Staffing:
    return staffing(company, company_day)


@pytest.fixture(scope="module")
def errors(company: Handbook, company_day: dt.date) -> tuple[KnownErrorHolders, ...]:
    return known_error_holders(company, company_day)


def test_bus_factor_is_one_for_three_processes_and_two_for_all_others(company: Handbook, staff: Staffing) -> None:
    found = {flow.id: flow.bus_factor for flow in workflows(company, staff)}
    single = {"availability-and-continuity-management", "capacity-management", "budgeting-and-accounting"}
    assert {name for name, factor in found.items() if factor == 1} == single
    assert {factor for name, factor in found.items() if name not in single} == {2}
    assert len(found) == 16


def test_role_risk(staff: Staffing) -> None:
    found = {post.id: round(post.risk, 9) for post in staff.roles.values() if post.risk}
    assert found == {
        "availability-manager": 0.5,
        "database-administrator": 0.5,
        "capacity-manager": 0.3,
        "it-finance": 0.2,
    }


def test_process_risk_is_the_share_of_short_roles_weighted_by_criticality(company: Handbook, staff: Staffing) -> None:
    found = {flow.id: flow.risk for flow in workflows(company, staff) if flow.risk}
    assert found == {
        "availability-and-continuity-management": pytest.approx(5 / 5 * 2 / 4),
        "budgeting-and-accounting": pytest.approx(2 / 5 * 1 / 2),
        "capacity-management": pytest.approx(3 / 5 * 1 / 4),
    }


def test_coverage_of_critical_roles_is_22_of_24(staff: Staffing) -> None:
    assert coverage(staff) == (22, 24)


def test_deputy_depth_is_the_mean_cover_less_one(staff: Staffing) -> None:
    covers = [post.cover for post in staff.roles.values()]
    assert deputy_depth(staff) == pytest.approx(sum(covers) / 40 - 1)
    assert deputy_depth(Staffing(frozenset(), {})) == 0


def test_key_person_index(staff: Staffing, errors: tuple[KnownErrorHolders, ...]) -> None:
    index = sorted(concentration(staff, errors).index.items(), key=lambda entry: -entry[1])
    assert [(person, round(share, 3)) for person, share in index] == [
        ("xu-feng", 0.109),
        ("kong-mingda", 0.009),
        ("zhang-chi", 0.009),
    ]


def test_concentration_of_load(staff: Staffing, errors: tuple[KnownErrorHolders, ...]) -> None:
    found = concentration(staff, errors)
    assert round(found.hhi, 4) == 0.0672
    assert round(found.uniform, 4) == 0.0476
    top = max(found.load, key=lambda person: found.load[person])
    assert top == "chen-li"
    assert round(found.load[top] / sum(found.load.values()), 3) == 0.144
    assert found.flagged == ("chen-li", "xu-feng")


def test_orphans_and_single_holders_of_known_errors(errors: tuple[KnownErrorHolders, ...]) -> None:
    assert [entry.id for entry in errors if not entry.holders] == ["ke-0006"]
    single = {entry.id: entry.holders for entry in errors if len(entry.holders) == 1}
    assert single == {"ke-0005": ("xu-feng",), "ke-0013": ("xu-feng",)}


def test_greedy_truck_factor_equals_the_exact_one_and_misses_the_key_person(
    errors: tuple[KnownErrorHolders, ...],
) -> None:
    found = truck_factor(errors)
    assert len(found.people) == found.exact == found.value == 4
    assert "xu-feng" not in found.people
    assert found.people == ("feng-xue", "lin-hao", "shen-jie", "wang-lei")


def known_error(number: int, *holders: str) -> KnownErrorHolders:
    return KnownErrorHolders(f"ke-{number:04}", 3, holders, holders, float(len(holders)), {})


def test_exact_truck_factor_can_be_smaller_than_the_greedy_one() -> None:
    # b and c orphan four of seven; a knows most but orphans nothing alone
    held = [("a", "b"), ("a", "c"), ("a", "d"), ("a", "e"), ("b", "c"), ("b",), ("c",)]
    held += [("b", "c")]
    found = truck_factor([known_error(number, *people) for number, people in enumerate(held)])
    assert found.people[0] == "a"
    assert found.exact is not None
    assert found.exact <= len(found.people)
    brute = next(
        size
        for size in range(6)
        for gone in itertools.combinations("abcde", size)
        if sum(set(people) <= set(gone) for people in held) > len(held) / 2
    )
    assert found.exact == brute


def test_truck_factor_of_a_large_handbook_is_an_upper_bound_only() -> None:
    found = truck_factor([known_error(number, f"p{number:02}") for number in range(26)])
    assert found.exact is None
    assert found.value == len(found.people) == 14
    assert found.people[0] == "p00"


def test_truck_factor_without_known_errors_is_zero() -> None:
    assert truck_factor([]).value == 0
    assert truck_factor([known_error(1), known_error(2, "a")]).people == ("a",)
    assert truck_factor([known_error(1), known_error(2), known_error(3, "a")]).people == ()


def test_load_counts_deputies_half() -> None:
    post = Post("r", 5, 2, ("a",), ("b",), ("a", "b"), ("a",))
    assert loads(Staffing(frozenset("ab"), {"r": post})) == {"a": 5.0, "b": 2.5}


def test_known_error_risk_falls_with_quality_and_with_holders(errors: tuple[KnownErrorHolders, ...]) -> None:
    by_id = {entry.id: entry for entry in errors}
    orphan, single, shared = by_id["ke-0006"], by_id["ke-0005"], by_id["ke-0001"]
    assert orphan.quality == {
        "environment": True,
        "cause": True,
        "tested": False,
        "second_person": False,
        "valid": True,
    }
    assert orphan.risk == pytest.approx(5 / 5 * (1 - 3 / 5))
    assert single.risk == pytest.approx(5 / 5 * (1 - 4 / 5))  # verified, but by its author
    assert shared.risk == 0
    assert KnownErrorHolders("k", 4, ("a", "b"), (), 2.0, {"cause": True}).risk == pytest.approx(4 / 5 * 4 / 5 / 2)


def test_a_task_is_covered_by_everybody_who_can_act_in_a_responsible_role(company: Handbook, staff: Staffing) -> None:
    found = {task.key: task for task in tasks(company, staff)}
    task = found["availability-and-continuity-management", "step-1"]
    assert (task.doers, task.answerable) == (frozenset({"xu-feng"}), frozenset({"xu-feng"}))


def test_the_same_decision_with_the_same_limit_counts_once(example: Handbook) -> None:
    found = approvals(example, staffing(example, dt.date(2026, 11, 15)))
    assert len({entry.key for entry in found}) == len(found)
    assert all(entry.people == staffing(example, dt.date(2026, 11, 15)).able(entry.roles) for entry in found)


def test_a_role_that_needs_nobody_has_no_risk() -> None:
    assert Post("r", 5, 0, (), (), (), ()).risk == 0


def test_of_several_absences_each_role_shows_its_worst() -> None:
    posts = {
        "one": Post("one", 4, 2, ("a",), ("b",), ("a", "b"), ("a",)),
        "two": Post("two", 4, 2, ("b",), ("c",), ("b", "c"), ("b",)),
    }
    staff = Staffing(frozenset("abc"), posts)
    left = staff.without([frozenset("a"), frozenset("ab"), frozenset("c")])
    assert {role: post.on_paper for role, post in left.roles.items()} == {"one": (), "two": ("c",)}
    assert left.people == frozenset("abc")
    assert staff.without([frozenset("ab")]).people == frozenset("c")
    assert staff.without([]) == staff

"""Every check on real pages: evidence is taken away, the check fails, the level falls, and the working says why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from mature_small import AS_OF, MATURE, after, facts, load, orders

from kb_tools.insight.maturity import CHECKS, Ground, levels
from kb_tools.insight.what_if import without_people

Edit = tuple[str, str, str]
PROCESS, ROLES, SPRING, AUTUMN = "processes/orders", "roles/", "reviews/rev-1", "reviews/rev-2"
GAIN, VALUES, PEOPLE, STEPS = "improvements/imp-1", "data/actuals/orders", "data/people", "procedures/take-order"

FILE = "name: File, responsible: [clerk], accountable: orders-manager"
CID = "  name: {en: Cid}\n  training: [{process: orders, on: 2026-02-01}]"
TOLD = "follow_up:\n  - {review: rev-1, action: a1, state: done}\n  - {review: rev-1, action: a2, state: done}\n"
STANDARDS = (
    "quality_standards:\n  - {characteristic: On time, requirement: 95 of 100 orders, measured_by: on-time}\nkpis:"
)
LOCKED = "locked_in:\n  - {page: take-order, on: 2026-09-20, before: 1a2b3c4d}\n"

#: What fails, with which facts, after which edits.
GONE: list[tuple[str, list[str], list[Edit]]] = [
    ("M2.1", ["no_manager"], [(PROCESS, "manager: orders-manager\n", "")]),
    (
        "M2.1",
        ["not_held"],
        [(f"{ROLES}orders-owner", "since: 2025-01-01}]\ndeputies", "since: 2027-01-01}]\ndeputies")],
    ),
    ("M2.2", ["inputs_named"], [(PROCESS, ", from: stock", ""), (PROCESS, ", from: customer", "")]),
    ("M2.2", ["outputs_named"], [(PROCESS, "  - {name: Picked goods, to: stock}", "  - {name: Picked goods}")]),
    (
        "M2.3",
        ["nobody_does", "nobody_does", "nobody_does", "nobody_does"],
        [(f"{ROLES}clerk", "holders: [{person: cid, since: 2025-01-01}]", "holders: []")],
    ),
    ("M2.4", ["measures"], [(PROCESS, STANDARDS, "other:")]),
    ("M2.6", ["records"], [(PROCESS, "  - {name: Order, system: Order system}", "  - {name: Order}")]),
    ("M2.6", ["records"], [(PROCESS, "records:\n  - {name: Order, system: Order system}\n", "")]),
    ("M3.1", ["status"], [(PROCESS, "authors: [ann]", "authors: [ann]\nstatus: draft")]),
    ("M3.1", ["no_author"], [(PROCESS, "authors: [ann]\n", "")]),
    ("M3.1", ["own_work"], [(PROCESS, "authors: [ann]", "authors: [bob]")]),
    ("M3.1", ["next_reading"], [(PROCESS, "review_every: 1 year", "review_every: 2 weeks")]),
    ("M3.2", ["not_one_answers"], [(PROCESS, FILE, FILE.replace("orders-manager", "[orders-manager, orders-owner]"))]),
    ("M3.2", ["not_one_answers"], [(PROCESS, FILE, FILE.replace(", accountable: orders-manager", ""))]),
    ("M3.3", ["steps", "no_steps"], [(PROCESS, "## Pick the goods", "## How goods are picked")]),
    ("M3.3", ["steps", "no_steps"], [(PROCESS, "2. Go along the shelves.", "")]),
    ("M3.3", ["never_tried"], [(STEPS, "beginner_tested_by: cid\n", "")]),
    ("M3.4", ["theirs_from"], [(PROCESS, "  - {name: Stock list, from: stock}\n", "")]),
    ("M3.4", ["ours_from"], [("processes/stock", "outputs:\n  - {name: Stock list, to: orders}\n", "")]),
    ("M3.4", ["ours_to", "theirs_to"], [("processes/stock", "name: Picked goods", "name: Goods")]),
    ("M3.5", ["element_technology"], [(PROCESS, "tools: [Order system], ", "")]),
    ("M3.5", ["element_information"], [(PROCESS, "information: [Price list]", "people: Two")]),
    ("M3.6", ["no_effect"], [(PROCESS, "kind: effectiveness", "kind: efficiency")]),
    (
        "M3.6",
        ["complete_kpis", "kpi_lacks", "kpi_lacks"],
        [(PROCESS, "    formula: on time / all\n", ""), (PROCESS, "    formula: wrong / all\n", "")],
    ),
    ("M3.7", ["one_person"], [(f"{ROLES}orders-owner", "deputies: [{person: bob, since: 2025-01-01}]\n", "")]),
    ("M3.7", ["one_person"], [(f"{ROLES}clerk", "deputies: [{person: bob, since: 2025-01-01}]\n", "")]),
    ("M3.8", ["trained", "untrained"], [(PEOPLE, CID, "  name: {en: Cid}")]),
    ("M3.9", ["no_policy"], [(PROCESS, "policies: [order-policy]\n", "")]),
    ("M3.9", ["no_framework"], [(PROCESS, 'frameworks: {iso20000: ["8.6.2"]}\n', "")]),
    ("M4.1", ["no_values"], [(VALUES, "orders/errors", "orders/other")]),
    ("M4.1", ["short_series"], [(VALUES, "orders/errors,2026-09,1.5\n", "")]),
    ("M4.1", ["old_series"], [(VALUES, "orders/errors,2026-10,1.5\n", "")]),
    (
        "M4.2",
        ["not_compared"],
        [(AUTUMN, ", actual: 96", ""), (AUTUMN, ", expected: 2}", "}"), (SPRING, ", actual: 91", "")],
    ),
    ("M4.2", ["owner_away"], [(AUTUMN, "led_by: orders-owner\n", ""), (SPRING, "orders-owner, ", "")]),
    (
        "M4.2",
        ["no_review"],
        [(AUTUMN, "kind: process-review", "kind: lesson"), (SPRING, "kind: process-review", "kind: lesson")],
    ),
    (
        "M4.2",
        ["no_review"],
        [(AUTUMN, "subject: [orders]", "subject: [stock]"), (SPRING, "kind: process-review", "kind: lesson")],
    ),
    ("M4.3", ["red"], [(VALUES, "orders/errors,2026-10,1.5", "orders/errors,2026-10,9")]),
    ("M4.4", ["held_up"], [(PROCESS, "target: 2\n    amber: 4", "target: 1\n    amber: 1.4")]),
    (
        "M4.5",
        ["tuned", "not_tuned"],
        [(PROCESS, "    reviewed_on: 2026-06-01\n  - id: errors", "    reviewed_on: 2025-06-01\n  - id: errors")],
    ),
    ("M4.6", ["late_action"], [(SPRING, ", done_on: 2026-06-20", "")]),
    ("M5.1", ["none_closed"], [(GAIN, "stage: closed", "stage: act")]),
    ("M5.1", ["none_closed"], [(GAIN, "closed_on: 2026-09-30", "closed_on: 2025-11-14")]),
    ("M5.1", ["not_achieved"], [(GAIN, "verdict: achieved", "verdict: partly")]),
    ("M5.1", ["not_better"], [(GAIN, "baseline: 91\n", "baseline: 97\n")]),
    ("M5.2", ["not_locked"], [(GAIN, LOCKED, "")]),
    ("M5.2", ["not_locked"], [(GAIN, "page: take-order", "page: order-policy")]),
    ("M5.2", ["not_read_since"], [(GAIN, "on: 2026-09-20", "on: 2026-10-10")]),
    ("M5.2", ["read_too_early"], [(GAIN, "closed_on: 2026-09-30", "closed_on: 2026-10-06")]),
    ("M5.2", ["not_read_since"], [(GAIN, "on: 2026-09-20", "on: 2026-03-01")]),
    ("M5.2", ["not_changed"], [(GAIN, ", before: 1a2b3c4d", "")]),
    ("M5.3", ["few_reviews"], [(SPRING, "held_on: 2026-03-10", "held_on: 2025-03-10")]),
    ("M5.3", ["untold"], [(AUTUMN, "  - {review: rev-1, action: a2, state: done}\n", "")]),
    ("M5.3", ["nothing_to_tell"], [(AUTUMN, "previous: rev-1\n", ""), (AUTUMN, TOLD, "")]),
    (
        "M5.4",
        ["course", "worse"],
        [
            (VALUES, "2026-10,96", "2026-10,80"),
            (VALUES, "2026-09,96", "2026-09,84"),
            (VALUES, "2026-08,95", "2026-08,88"),
            (VALUES, "2026-07,94", "2026-07,91"),
            (VALUES, "2026-05,3\n", "2026-05,0.5\n"),
            (VALUES, "2026-06,2.5", "2026-06,0.8"),
            (VALUES, "2026-07,2\n", "2026-07,1\n"),
            (VALUES, "2026-08,2\n", "2026-08,1.3\n"),
        ],
    ),
    (
        "M5.5",
        ["none_preventive"],
        [(GAIN, "kind: preventive", "kind: corrective"), (GAIN, "source: [rsk-1]", "source: [orders/on-time]")],
    ),
]


def test_with_all_evidence_every_check_passes() -> None:
    found = orders(load(MATURE))
    assert {check: result.state for check, result in found.results.items()} == {check.id: "passed" for check in CHECKS}
    assert (found.level, found.ratings) == (5, {2: "F", 3: "F", 4: "F", 5: "F"})
    assert not found.overstated


@pytest.mark.parametrize(("check", "keys", "edits"), GONE, ids=[f"{case[0]} {case[1][0]}" for case in GONE])
def test_without_its_evidence_a_check_fails_and_says_why(
    tmp_path: Path, check: str, keys: list[str], edits: list[Edit]
) -> None:
    found = orders(after(tmp_path / "hand", *edits))
    assert found.results[check].state == "failed"
    assert facts(found.results[check]) == keys


def test_every_check_is_made_to_fail() -> None:
    assert {check.id for check in CHECKS} - {case[0] for case in GONE} == {"M2.5"}  # the test below


#: The worked cases of the scale, on pages.
CASES: list[tuple[str, list[Edit], int]] = [
    (
        "no execution evidence",
        [
            (VALUES, "orders/", "stock/"),
            (SPRING, "subject: [orders]", "subject: [stock]"),
            (AUTUMN, "subject: [orders]", "subject: [stock]"),
        ],
        1,
    ),
    ("two minor gaps at 3", [(PROCESS, "policies: [order-policy]\n", ""), (PEOPLE, CID, "  name: {en: Cid}")], 3),
    ("minor gap at 3", [(PROCESS, "policies: [order-policy]\n", "")], 5),
    ("no deputy", [(f"{ROLES}orders-owner", "deputies: [{person: bob, since: 2025-01-01}]\n", "")], 2),
    ("no lock-in", [(GAIN, ", before: 1a2b3c4d", "")], 4),
    (
        "training and no review",
        [(PEOPLE, CID, "  name: {en: Cid}"), (AUTUMN, "led_by: orders-owner\n", ""), (SPRING, "orders-owner, ", "")],
        3,
    ),
    ("nothing named that is measured", [(PROCESS, STANDARDS, "other:")], 2),
]


@pytest.mark.parametrize(("name", "edits", "level"), CASES, ids=[case[0] for case in CASES])
def test_the_worked_cases_on_real_pages(tmp_path: Path, name: str, edits: list[Edit], level: int) -> None:
    found = orders(after(tmp_path / "hand", *edits))
    assert found.level == level
    assert found.overstated == (level < 5)


def test_execution_is_proven_by_values_or_reviews_of_the_last_12_months(tmp_path: Path) -> None:
    handbook = after(
        tmp_path / "hand", (VALUES, "orders/", "stock/"), (SPRING, "subject: [orders]", "subject: [stock]")
    )
    result = orders(handbook).results["M2.5"]
    assert (result.state, result.facts[0].values["count"]) == ("failed", 1)
    assert result.facts[1].key == "newest_review"
    year_later = orders(load(MATURE), dt.date(2027, 11, 15)).results["M2.5"]
    assert year_later.state == "failed"
    assert year_later.facts[0].values["count"] == 0


def test_evidence_from_after_the_day_does_not_exist_yet() -> None:
    found = orders(load(MATURE), dt.date(2026, 4, 15))
    failed = {check.id for check in found.standing.failing()}
    assert {"M3.1", "M4.1", "M5.1", "M5.3"} <= failed
    assert "M4.2" not in failed


def test_what_was_attested_must_still_be_there(tmp_path: Path) -> None:
    handbook = after(tmp_path / "hand", (PROCESS, "1. Print the list.", "1. Print `all` lists."), attest=False)
    assert facts(orders(handbook).results["M3.1"]) == ["changed_since"]
    unhashed = after(tmp_path / "again", attest=False)
    reviewed = unhashed.by_id["orders"].values["reviewed"]
    bare = after(tmp_path / "again", (PROCESS, f", hash: {reviewed['hash']}", ""), attest=False)
    assert facts(orders(bare).results["M3.1"]) == ["not_recorded"]
    never = after(tmp_path / "again", (PROCESS, "reviewed: {by: bob, date: 2026-10-20}\n", ""), attest=False)
    assert facts(orders(never).results["M3.1"]) == ["not_read"]


def test_a_red_kpi_is_answered_by_an_open_improvement_or_risk(tmp_path: Path) -> None:
    red = (VALUES, "orders/errors,2026-10,1.5", "orders/errors,2026-10,9")
    by_risk = orders(after(tmp_path / "risk", red, ("risks/rsk-1", "closed_on: 2026-07-01\n", "")))
    assert by_risk.results["M4.3"].facts[0].values["answers"] == ("rsk-1",)
    beside = (
        red,
        ("risks/rsk-1", "closed_on: 2026-07-01\nlinked: [orders]\nkpis: [orders/errors]\n", "linked: [orders]\n"),
    )
    assert facts(orders(after(tmp_path / "beside", *beside)).results["M4.3"]) == ["red"], "the process is not the KPI"
    work = (
        (GAIN, "stage: closed", "stage: do"),
        (GAIN, "closed_on: 2026-09-30\n", ""),
        (GAIN, "kpi: orders/on-time", "kpi: orders/errors"),
    )
    assert orders(after(tmp_path / "work", red, *work)).results["M4.3"].facts[0].values["answers"] == ("imp-1",)


def test_a_process_without_neighbours_or_actions_has_nothing_to_judge(tmp_path: Path) -> None:
    alone = after(
        tmp_path / "hand",
        (PROCESS, ", from: stock", ""),
        (PROCESS, ", to: stock", ", to: customer"),
        ("processes/stock", "from: orders", "from: customer"),
        ("processes/stock", "to: orders", "to: customer"),
    )
    assert orders(alone).results["M3.4"].state == "not-applicable"
    quiet = after(
        tmp_path / "hand",
        (SPRING, "subject: [orders]", "subject: [stock]"),
        (AUTUMN, "subject: [orders]", "subject: [stock]"),
    )
    assert orders(quiet).results["M4.6"].state == "not-applicable"


def test_a_sub_process_is_done_and_answered_for_by_its_own_process(tmp_path: Path) -> None:
    delegated = "- {id: file, name: File, kind: subprocess, process: stock}"
    plain = "- {id: file, name: File, responsible: [clerk], accountable: orders-manager}"
    found = orders(after(tmp_path / "hand", (PROCESS, plain, delegated)))
    assert found.level == 5
    assert found.results["M3.3"].facts[0].values["count"] == 5


def test_a_deputy_without_the_skills_is_no_substitute(tmp_path: Path) -> None:
    found = orders(
        after(
            tmp_path / "hand",
            (
                f"{ROLES}clerk",
                "responsibilities: [Clerk]",
                "responsibilities: [Clerk]\nskills: [{skill: packing, level: 3}]",
            ),
        )
    )
    assert facts(found.results["M3.7"]) == ["no_person"]


def test_who_leaves_takes_maturity_along() -> None:
    handbook = load(MATURE)
    assert levels(handbook, AS_OF) == {"orders": 5, "stock": 1}
    assert levels(without_people(handbook, ["cid"], AS_OF), AS_OF)["orders"] == 1
    assert levels(without_people(handbook, ["bob"], AS_OF), AS_OF)["orders"] == 1


def test_retired_processes_are_left_out(tmp_path: Path) -> None:
    handbook = after(tmp_path / "hand", ("processes/stock", "title: Stock", "title: Stock\nstatus: retired"))
    assert list(levels(handbook, AS_OF)) == ["orders"]


def test_a_page_that_has_the_fingerprint_of_before_was_not_changed(tmp_path: Path) -> None:
    now = after(tmp_path / "hand").by_id["take-order"].substance
    found = orders(after(tmp_path / "hand", (GAIN, "before: 1a2b3c4d", f"before: {now}")))
    assert facts(found.results["M5.2"]) == ["not_changed"]


def test_a_review_of_everything_does_not_close_the_circle_of_a_process(tmp_path: Path) -> None:
    sweeping = [
        (SPRING, "kind: process-review", "kind: itsm-assessment"),
        (SPRING, "subject: [orders]", "subject: [orders, stock]"),
    ]
    found = orders(after(tmp_path / "hand", *sweeping)).results["M5.3"]
    assert facts(found) == ["few_reviews"]
    alone = orders(after(tmp_path / "own", sweeping[0]))
    assert alone.results["M5.3"].state == "passed", "of one process alone it counts"


def test_foresight_of_long_ago_does_not_count(tmp_path: Path) -> None:
    found = orders(after(tmp_path / "hand", (GAIN, "closed_on: 2026-09-30", "closed_on: 2025-11-14")))
    assert facts(found.results["M5.5"]) == ["none_preventive"]


def test_what_has_not_happened_yet_is_no_evidence(tmp_path: Path) -> None:
    found = orders(after(tmp_path / "hand", (PEOPLE, "on: 2026-02-01", "on: 2026-11-16")))
    assert found.results["M3.8"].facts[0].values["count"] == 0
    assert [page.id for page in Ground(load(MATURE), dt.date(2026, 10, 9)).reviews("orders")] == ["rev-1"]


def test_one_record_without_a_system_is_one_too_many(tmp_path: Path) -> None:
    record = "  - {name: Order, system: Order system}"
    found = orders(after(tmp_path / "hand", (PROCESS, record, f"{record}\n  - {{name: Letter}}")))
    assert found.results["M2.6"].facts[0].values == {"count": 1, "all": 2}
    assert found.results["M2.6"].state == "failed"

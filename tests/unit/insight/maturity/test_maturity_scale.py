"""The scale by itself: which failing checks give which level, and the least that lifts it."""

from __future__ import annotations

import itertools
import random

import pytest

from kb_tools.insight.maturity.scale import CHECKS, LEVELS, Choice, Standing, checks_of, rating_of


def standing(*failing: str, skipped: tuple[str, ...] = ()) -> Standing:
    return Standing({**dict.fromkeys(skipped, "not-applicable"), **dict.fromkeys(failing, "failed")})


@pytest.mark.parametrize(
    ("failing", "level"),
    [
        ((), 5),
        (("M2.5",), 1),
        (("M3.8", "M4.2"), 3),
        (("M3.8", "M3.9"), 3),
        (("M3.9",), 5),
        (("M3.7",), 2),
        (("M5.2",), 4),
        (("M2.4",), 2),
    ],
    ids=[
        "all pass", "no execution evidence", "undocumented training only", "two minor gaps at 3", "minor gap at 3",
        "no deputy", "no lock-in", "half minor at level 2",
    ],
)  # fmt: skip
def test_the_worked_cases(failing: tuple[str, ...], level: int) -> None:
    assert standing(*failing).level == level


def test_each_level_has_its_checks_and_musts() -> None:
    assert [len(checks_of(level)) for level in LEVELS] == [6, 9, 6, 5]
    optional = [check.id for check in CHECKS if not check.must]
    assert optional == ["M2.4", "M2.6", "M3.5", "M3.8", "M3.9", "M4.4", "M4.5", "M4.6", "M5.4", "M5.5"]


@pytest.mark.parametrize(
    ("passed", "count", "rating"),
    [
        (0, 6, "N"), (3, 20, "N"), (4, 20, "P"), (1, 6, "P"), (3, 6, "P"), (10, 20, "P"), (4, 6, "L"), (5, 6, "L"),
        (17, 20, "L"), (18, 20, "F"), (8, 9, "F"), (6, 6, "F"), (0, 0, "F"),
    ],
)  # fmt: skip
def test_ratings_at_their_bounds(passed: int, count: int, rating: str) -> None:
    assert rating_of(passed, count) == rating


def test_a_must_keeps_its_level_shut_whatever_the_share() -> None:
    for check in CHECKS:
        if check.must:
            assert standing(check.id).level == check.level - 1


def test_what_had_nothing_to_judge_counts_neither_way() -> None:
    assert standing("M4.4", skipped=("M4.3", "M4.6")).rating(4) == "L"
    assert standing("M4.4", skipped=("M4.3", "M4.6")).counted(4) == 4
    assert standing(skipped=("M3.4",)).level == 5


def test_the_lift_names_musts_and_the_choice_for_the_level_below() -> None:
    lift = standing("M3.8", "M3.9", "M4.2", "M4.5").lift
    assert lift is not None
    assert (lift.to, lift.must) == (4, ("M4.2",))
    assert lift.choices == (Choice(1, ("M3.8", "M3.9")),)
    assert lift.shortest == ("M3.8", "M4.2")


def test_the_lift_counts_the_musts_before_it_asks_for_more() -> None:
    lift = standing("M4.1", "M4.2", "M4.4", "M4.5", "M4.6").lift
    assert lift is not None
    assert (lift.must, lift.choices) == (("M4.1", "M4.2"), (Choice(1, ("M4.4", "M4.5", "M4.6")),))


def test_there_is_no_lift_from_the_top() -> None:
    assert standing().lift is None
    assert standing("M3.9").lift is None


def test_the_shortest_list_lifts_by_one_level_and_no_shorter_one_does() -> None:
    rng = random.Random(20261115)
    ids = [check.id for check in CHECKS]
    for _ in range(300):
        failing = set(rng.sample(ids, rng.randint(1, 12)))
        before = standing(*failing)
        lift = before.lift
        if lift is None:
            continue
        assert set(lift.shortest) <= failing
        assert standing(*failing - set(lift.shortest)).level >= lift.to
        for shorter in itertools.combinations(failing, len(lift.shortest) - 1):
            assert standing(*failing - set(shorter)).level < lift.to

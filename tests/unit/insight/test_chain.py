"""The arithmetic of agreements: what is multiplied, what is added, and where the slowest counts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kb_tools.content.agreement import Agreement
from kb_tools.insight.chain import carried, percent, promises, supporters, working
from kb_tools.model.handbook import Handbook


def agreement(service: str, *targets: dict[str, Any]) -> Agreement:
    named = [{"id": f"t{number}", "name": "N", **target} for number, target in enumerate(targets)]
    return Agreement.model_validate({"title": "T", "kind": "OLA", "service": service, "targets": named})


def available(value: str) -> dict[str, str]:
    return {"id": "availability", "value": value, "unit": "%"}


def restored(within: str, respond: str | None = None, priority: str = "P1") -> dict[str, str]:
    times = {"priority": priority, "restore_within": within}
    return {**times, "respond_within": respond} if respond else times


def test_availabilities_are_multiplied() -> None:
    below = [(name, agreement(name, available(value))) for name, value in (("db", "99.95"), ("net", "99.95"))]
    (found,) = carried(agreement("erp", available("99.9")), [*below, ("isp", agreement("net", available("99.9")))])
    assert not found.holds
    assert found.total == pytest.approx(99.800125 - 0.00005, abs=1e-4)
    assert working(found) == "99.95 × 99.95 × 99.9 = 99.80 < 99.9"
    (enough,) = carried(agreement("erp", available("99.9")), below)
    assert enough.holds
    assert working(enough) == "99.95 × 99.95 = 99.90 ≥ 99.9"


def test_one_link_that_promises_just_as_much_is_enough() -> None:
    (found,) = carried(agreement("erp", available("99.9")), [("net", agreement("net", available("99.9")))])
    assert found.holds
    assert working(found) == "99.9 ≥ 99.9"


def test_shares_are_written_so_that_they_can_be_told_apart() -> None:
    assert percent(99.800125, 99.9) == ("99.80", "99.9")
    assert percent(99.8996, 99.9) == ("99.8996", "99.9")
    assert percent(99.9, 99.9) == ("99.90", "99.9")


def test_times_to_restore_are_added_within_a_service_and_the_slowest_service_counts() -> None:
    below = [
        ("ola-net", agreement("net", restored("45 min"))),
        ("uc-isp", agreement("net", restored("75 min"))),
        ("ola-db", agreement("db", restored("90 min"))),
    ]
    (found,) = carried(agreement("erp", restored("2 h")), below)
    assert found.holds
    assert working(found) == "45 min + 75 min = 2 h ≤ 2 h"
    (short,) = carried(agreement("erp", restored("90 min")), below)
    assert not short.holds
    assert [link.agreement for link in short.links] == ["ola-net", "uc-isp"]
    (single,) = carried(agreement("erp", restored("1 h")), below[2:])
    assert working(single) == "90 min > 1 h"


def test_of_times_to_respond_the_slowest_counts() -> None:
    below = [("a", agreement("net", restored("1 h", "10 min"))), ("b", agreement("net", restored("1 h", "15 min")))]
    found = {item.key: item for item in carried(agreement("erp", restored("4 h", "15 min")), below)}
    assert found["respond", "P1"].holds
    assert working(found["respond", "P1"]) == "15 min ≤ 15 min"


def test_priorities_and_what_one_side_does_not_promise_are_not_mixed() -> None:
    below = [("a", agreement("net", restored("8 h", priority="P2")))]
    assert carried(agreement("erp", restored("4 h")), below) == ()
    assert carried(agreement("erp", available("99.9")), below) == ()


def test_links_that_say_nothing_are_named() -> None:
    sla = agreement("erp", available("99.9"), restored("4 h", "15 min"))
    below = [("db", agreement("db", available("99.95"))), ("net", agreement("net", restored("2 h", "5 min")))]
    found = {item.key[0]: item.silent for item in carried(sla, below, ["db", "net", "login"])}
    assert found == {"availability": ("net", "login"), "respond": ("db", "login"), "restore": ("db", "login")}
    (whole,) = carried(agreement("erp", available("99.9")), below[:1], ["db"])
    assert whole.silent == ()


def test_other_shares_are_no_availability() -> None:
    answered = {"id": "answered", "value": "80", "unit": "%"}
    measured = {"id": "done", "value": "99.5", "unit": "%", "metric": "desk/done"}
    assert promises(agreement("a", answered)) == {}
    assert promises(agreement("a", measured)) == {}
    assert promises(agreement("a", {"id": "main", "value": "99.5", "unit": "%"}))["availability", ""] == (0, 99.5)
    assert promises(agreement("a", answered, available("99")))["availability", ""] == (1, 99)


def test_only_agreements_in_force_on_the_day_carry_anything(company: Handbook) -> None:
    names = [page.id for page in supporters(company, "sla-erp", dt.date(2026, 11, 15))]
    assert names == ["ola-db", "ola-netapp", "uc-erpv", "uc-isp"]
    assert supporters(company, "sla-erp", dt.date(2028, 1, 1)) == ()
    assert supporters(company, "sla-erp", dt.date(2025, 12, 31)) == ()

"""All KPIs together: order by weight, families of services, what services stand on, roles."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from insight_small import load_small
from measured import kpi

from kb_tools.insight.scorecard import end_to_end, family_of, of_roles, scorecard, worst
from kb_tools.load.definitions import definitions
from kb_tools.model.handbook import Handbook

DAY = dt.date(2026, 11, 15)
SERVICE = "---\ntitle: {0}\npurpose: x\nowner: {1}\ncriticality: {2}\nchannels: [x]\ndepends_on: [{3}]\nkpis:\n{4}---\n"
KPI = '  - {{id: {0}, name: N, unit: "%", direction: higher, target: 95, amber: 90, collector: {1}}}\n'
ROLE = "---\ntitle: R\nkind: manager\nresponsibilities: [x]\nholders: []\nkpis: [{0}]\n{1}---\n"
FILES = {
    "services/mail.md": SERVICE.format("Mail", "boss", 5, "net", KPI.format("a", "desk") + KPI.format("b", "desk")),
    "services/net.md": SERVICE.format("Net", "boss", 2, "power", KPI.format("a", "boss")),
    "services/power.md": SERVICE.format("Power", "boss", 1, "mail", KPI.format("a", "desk")),
    "roles/boss.md": ROLE.format("mail/a", ""),
    "roles/desk.md": ROLE.format("", ""),
    "roles/gone.md": ROLE.format("mail/a", "status: retired\n"),
    "data/actuals/a.csv": "kpi,period,value,note\nmail/a,2026-10,93,\nmail/b,2026-10,96,\nnet/a,2026-10,85,\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Handbook:
    return load_small(tmp_path, FILES)


def test_kpis_are_judged_and_the_heaviest_comes_first(small: Handbook) -> None:
    found = {one.id: one for one in scorecard(small, DAY)}
    assert {name: one.status for name, one in found.items()} == {
        "mail/a": "watch",
        "mail/b": "good",
        "net/a": "bad",
        "power/a": "unknown",
    }
    # 10 of 5 points off, times 2; 2 of 5 points off, times 5
    assert [(one.id, one.weight) for one in worst(found.values())] == [("net/a", 4.0), ("mail/a", 2.0)]
    assert found["net/a"].honesty.doubts == ("unplanned",)


def test_the_past_is_asked_once_about_pages_with_values(small: Handbook) -> None:
    asked: list[set[str]] = []

    def past(paths: Any) -> Any:
        asked.append(set(paths))
        old = FILES["services/mail.md"].replace("target: 95", "target: 97")
        return definitions([("docs/services/mail.md", dt.date(2026, 1, 1), old)])

    found = {one.id: one for one in scorecard(small, DAY, past)}
    assert asked == [{"docs/services/mail.md", "docs/services/net.md"}]
    assert [change.old for change in found["mail/a"].honesty.loosened] == []  # 93 misses the new target as well
    assert [change.old for change in found["mail/b"].honesty.loosened] == [97]


@pytest.mark.parametrize(
    ("written", "family"),
    [
        ({"family": "stability", "kind": "cost"}, "stability"),
        ({"kind": "cost"}, "cost"),
        ({"kind": "volume"}, "capacity"),
        ({"id": "availability"}, "availability"),
        ({"name": "邮件可用率"}, "availability"),
        ({"id": "availability", "unit": "h"}, None),
        ({"kind": "quality"}, None),
    ],
)
def test_a_kpi_belongs_to_a_family_as_it_says_or_as_its_kind_and_name_tell(written: Any, family: str | None) -> None:
    assert family_of(kpi(**written)) == family


def test_a_service_stands_on_everything_below_it_and_circles_end(small: Handbook) -> None:
    assert end_to_end(small, "mail") == ("mail", "net", "power")
    assert end_to_end(small, "nothing") == ("nothing",)


def test_roles_are_measured_by_answer_for_and_collect(small: Handbook) -> None:
    assert of_roles(small, scorecard(small, DAY)) == {
        "boss": {
            "mail/a": ("measured", "answers"),
            "mail/b": ("answers",),
            "net/a": ("answers", "collects"),
            "power/a": ("answers",),
        },
        "desk": {"mail/a": ("collects",), "mail/b": ("collects",), "power/a": ("collects",)},
    }

"""`kb risk`, `kb whatif` and `kb handover` as somebody at a terminal or a CI job meets them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import ROOT

Kb = Callable[..., Any]
COMPANY = ROOT / "tests" / "fixtures" / "company"


@pytest.fixture(autouse=True)
def narrow(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def answer(kb: Kb, *arguments: str, root: Path = COMPANY, status: int = 0) -> str:
    code, out, err = kb(*arguments, "--root", str(root))
    assert code == status, err
    return str(out)


def data(kb: Kb, *arguments: str, status: int = 0) -> Any:
    return json.loads(answer(kb, *arguments, "--json", status=status))


def refusal(kb: Kb, *arguments: str) -> str:
    code, out, err = kb(*arguments, "--root", str(COMPANY))
    assert code == 2
    assert "Traceback" not in err
    assert not out
    return str(err)


def test_risk_shows_cover_and_single_points_but_ranks_nobody(kb: Kb) -> None:
    text = answer(kb, "risk")
    assert "22 of 24 critical roles" in text
    assert "ke-0006" in text
    for word in ("HHI", "KPX", "truck", "Truck", "index"):
        assert word not in text
    assert max(map(len, text.split("\n"))) <= 80


def test_risk_as_json_has_every_figure_of_the_worked_example(kb: Kb) -> None:
    found = data(kb, "risk")
    assert found["role_coverage"] == {"covered": 22, "critical": 24, "percent": 91.7}
    assert found["concentration"]["hhi"] == 0.0672
    assert found["concentration"]["uniform"] == 0.0476
    assert found["truck_factor"]["value"] == found["truck_factor"]["exact"] == 4
    index = {entry["person"]: entry["key_person_index"] for entry in found["concentration"]["people"]}
    assert index["xu-feng"] == 0.109
    assert sorted(index.values())[-2] == 0.0095
    assert {role["id"]: role["risk"] for role in found["roles"] if role["risk"]} == {
        "availability-manager": 0.5,
        "capacity-manager": 0.3,
        "database-administrator": 0.5,
        "it-finance": 0.2,
    }
    assert data(kb, "risk") == found


def test_risk_fails_below_the_threshold_only(kb: Kb) -> None:
    answer(kb, "risk", "--fail-under", "91", status=0)
    answer(kb, "risk", "--fail-under", "92", status=1)
    assert "0 and 100" in refusal(kb, "risk", "--fail-under", "101")


def test_risk_shows_accepted_gaps_with_their_end(kb: Kb) -> None:
    text = answer(kb, "risk", root=ROOT)
    assert "rsk-001" in text
    assert "2027-03-31" in text


def test_whatif_answers_with_the_worked_example(kb: Kb) -> None:
    found = data(kb, "whatif", "xu-feng")
    states = {change["role"]: change["state"] for change in found["roles"]}
    assert {role for role, state in states.items() if state == "none"} == {
        "availability-manager",
        "capacity-manager",
        "database-administrator",
    }
    assert found["mode"] == "leave"
    assert set(found["failures"]) == {"no-cover", "bus-factor-0", "bus-factor-1", "known-error-lost"}
    assert found["before"]["truck_factor"] == 4
    assert set(found["before"]) == {"covered", "critical", "hhi", "truck_factor"}
    assert "maturity" in found


def test_whatif_prints_within_80_columns_in_both_languages(kb: Kb) -> None:
    for lang in ("en", "zh"):
        text = answer(kb, "whatif", "xu-feng", "--lang", lang)
        assert "ke-0005" in text
        assert max(map(len, text.split("\n"))) <= 80


@pytest.mark.parametrize(
    ("person", "failures", "status"),
    [
        ("chen-li", "no-cover,bus-factor-0", 0),
        ("chen-li", "deputy-only", 1),
        ("xu-feng", "no-cover", 1),
        ("xu-feng", "bus-factor-0", 1),
        ("kong-mingda", "bus-factor-0", 0),
    ],
)
def test_whatif_fails_on_what_was_named(kb: Kb, person: str, failures: str, status: int) -> None:
    answer(kb, "whatif", person, "--fail-on", failures, status=status)


def test_whatif_for_a_holiday_checks_the_roster(kb: Kb) -> None:
    found = data(kb, "whatif", "wang-lei", "feng-xue", "--from", "2026-12-28", "--to", "2027-01-03")
    assert found["mode"] == "absence"
    assert [gap["role"] for gap in found["roster"]] == ["network-engineer", "network-service-owner"]
    answer(kb, "whatif", "--from", "2026-12-28", "--to", "2027-01-03", "--fail-on", "roster", status=0)


def test_whatif_refuses_what_makes_no_sense(kb: Kb) -> None:
    assert "xu-feng" in refusal(kb, "whatif", "xu-fen")
    assert "2026-09-30" in refusal(kb, "whatif", "zhu-tao")
    assert "kb whatif" in refusal(kb, "whatif")
    assert "--to" in refusal(kb, "whatif", "xu-feng", "--from", "2026-12-28")
    assert "before" in refusal(kb, "whatif", "xu-feng", "--from", "2026-12-28", "--to", "2026-12-01")
    assert "2026-11-15" in refusal(kb, "whatif", "xu-feng", "--on", "tomorrow")
    assert "no-cover" in refusal(kb, "whatif", "xu-feng", "--fail-on", "panic")


def test_handover_writes_sheets_packs_and_a_calendar(kb: Kb, tmp_path: Path) -> None:
    calendar = tmp_path / "dates.ics"
    answer(kb, "handover", "xu-feng", "--on", "2027-01-31", "--out", str(tmp_path / "out"), "--ics", str(calendar))
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert "handover-xu-feng.md" in names
    assert "role-database-administrator.md" in names
    assert not [name for name in names if "erp-service-owner" in name]  # deputies do not hand over a role
    sheet = (tmp_path / "out" / "handover-xu-feng.md").read_text(encoding="utf-8")
    assert sheet.startswith("# Hand-over of Xu Feng\n")
    assert "Signed off" in sheet
    dates = calendar.read_bytes().decode()
    assert dates.startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20270131" in dates
    assert dates.count("BEGIN:VEVENT") == len({line for line in dates.split("\r\n") if line.startswith("UID:")})


def test_handover_gives_a_checklist_in_each_language_and_format(kb: Kb) -> None:
    item = "口令保管处"
    assert f"- [ ] {item}" in answer(kb, "handover", "xu-feng", "--format", "markdown", "--lang", "zh", root=ROOT)
    assert f"☐ {item}" in answer(kb, "handover", "xu-feng", "--lang", "zh", root=ROOT)
    assert "- [ ] Where the passwords are kept" in answer(
        kb, "handover", "xu-feng", "--format", "markdown", "--lang", "en", root=ROOT
    )
    found = data(kb, "handover", "xu-feng")
    assert found["roles"][0]["alone"] is True
    assert found["known_errors"] == {"ke-0005": True, "ke-0011": False, "ke-0013": True}


def test_handover_for_a_role_is_a_pack(kb: Kb) -> None:
    text = answer(kb, "handover", "--role", "database-administrator", "--format", "markdown", "--lang", "zh", root=ROOT)
    assert text.startswith("# 新上手：数据库管理员\n")
    assert "- [ ] 第 1 天" in text
    assert "恢复点目标" in text
    assert data(kb, "handover", "--role", "it-director")["role"] == "it-director"


def test_handover_refuses_what_makes_no_sense(kb: Kb, tmp_path: Path) -> None:
    assert "--role" in refusal(kb, "handover")
    assert "--role" in refusal(kb, "handover", "xu-feng", "--role", "it-director")
    assert "it-director" in refusal(kb, "handover", "--role", "it-directer")
    assert "xu-feng" in refusal(kb, "handover", "xu-fang")
    assert "--ics" in refusal(kb, "handover", "--role", "it-director", "--ics", str(tmp_path / "x.ics"))
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert "file" in refusal(kb, "handover", "xu-feng", "--out", str(blocked / "below"))


def test_a_threshold_without_critical_roles_is_no_pass(kb: Kb, tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_text("[handbook]\nlanguages = ['en']\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    code, out, err = kb("risk", "--fail-under", "100", "--root", str(tmp_path))
    assert code == 2
    assert "no role is critical" in err
    assert "●" not in out
    days = ("--from", "2027-02-06", "--to", "2027-02-12")
    code, _, err = kb("whatif", *days, "--fail-on", "roster", "--as-of", "2026-11-15", "--root", str(tmp_path))
    assert (code, "no role" in err) == (2, True)


def test_a_leaving_day_that_is_over_is_refused(kb: Kb) -> None:
    assert "is over" in refusal(kb, "whatif", "xu-feng", "--on", "2020-01-01")
    assert "is over" in refusal(kb, "whatif", "--from", "2020-01-01", "--to", "2020-01-07")
    assert "is over" in refusal(kb, "handover", "xu-feng", "--on", "2020-01-01")


def test_without_a_day_whatif_and_handover_take_the_same(kb: Kb) -> None:
    left = data(kb, "handover", "xu-feng")
    assert data(kb, "whatif", "xu-feng")["first"] == left["leaves"] == left["impact"]["first"]


def test_a_sheet_that_somebody_has_worked_on_is_not_overwritten(kb: Kb, tmp_path: Path) -> None:
    out = tmp_path / "out"
    call = ["handover", "xu-feng", "--out", str(out)]
    answer(kb, *call, "--on", "2027-01-31")
    answer(kb, *call, "--on", "2027-02-28")  # nobody has touched it: written again
    sheet, pack = out / "handover-xu-feng.md", out / "role-database-administrator.md"
    assert "2027-02-28" in sheet.read_text(encoding="utf-8")
    pack.write_text(pack.read_text(encoding="utf-8").replace("# ", "# SIGNED ", 1), encoding="utf-8")
    assert "role-database-administrator.md" in refusal(kb, *call, "--on", "2027-03-31")
    assert "2027-02-28" in sheet.read_text(encoding="utf-8"), "all are written, or none"
    assert "SIGNED" in pack.read_text(encoding="utf-8")
    answer(kb, *call, "--on", "2027-03-31", "--force")
    assert "SIGNED" not in pack.read_text(encoding="utf-8")


def test_people_are_understood_by_their_name_in_any_language(kb: Kb) -> None:
    for name in ("许峰", "xu FENG"):
        assert data(kb, "whatif", name)["people"] == data(kb, "whatif", "xu-feng")["people"]
        assert data(kb, "handover", name)["person"] == "xu-feng"


def test_the_help_says_in_which_language_json_is(kb: Kb) -> None:
    for command in ("risk", "whatif", "handover", "kpi"):
        text = " ".join(kb(command, "--help", "--lang", "en")[1].split())
        assert "as the source language has them" in text

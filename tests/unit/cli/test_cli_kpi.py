"""`kb kpi` as somebody at a terminal or a CI job meets it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kb = Callable[..., Any]
ROLE = "---\ntitle: {0}\nkind: manager\nresponsibilities: [x]\nholders: []\nkpis: [{1}]\n---\n"
PAGE = "---\ntitle: {0}\nowner: boss\ncriticality: {1}\nkpis:\n{2}---\n"
KPI = '  - {{id: {0}, name: {1}, unit: "%", direction: higher, target: 95, amber: 90, collector: desk}}\n'
FILES = {
    "kb.toml": '[handbook]\nlanguages = ["en"]\n[check]\nas_of = 2026-11-15\n',
    "docs/roles/boss.md": ROLE.format("Boss", "desk-work/fast"),
    "docs/roles/desk.md": ROLE.format("Desk", ""),
    "docs/processes/desk-work.md": PAGE.format(
        "Desk work", 4, KPI.format("fast", "Answered fast") + KPI.format("never", "Never measured")
    ),
    "docs/services/mail.md": PAGE.format("Mail", 5, KPI.format("up", "Mail works") + KPI.format("old", "Old figure")),
    "docs/data/actuals/a.csv": "kpi,period,value,note\n"
    + "".join(f"desk-work/fast,2026-{month:02},{80 + month * 2},\n" for month in range(1, 11))
    + "mail/up,2026-09,88,\nmail/up,2026-10,87,power cut\nmail/old,2026-06,93,\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "120")
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def answer(kb: Kb, root: Path, *arguments: str, status: int = 0) -> tuple[str, str]:
    code, out, err = kb("kpi", *arguments, "--root", str(root), "--lang", "en")
    assert code == status, err
    assert "Traceback" not in err
    return str(out), str(err)


def listed(kb: Kb, root: Path, *arguments: str) -> list[str]:
    return [one["id"] for one in json.loads(answer(kb, root, *arguments, "--json")[0])["kpis"]]


def test_the_scorecard_starts_with_the_heaviest_miss(kb: Kb, root: Path) -> None:
    text, _ = answer(kb, root)
    lines = text.split("\n")
    assert "1 on target · 1 to watch · 1 off target · 1 without data" in text
    assert "2 of 4 figures raise doubts" in text
    missed = [line for line in lines if line.startswith(("Mail works", "Old figure", "Answered fast"))]
    assert [line.split("  ")[0] for line in missed] == [
        "Mail works",
        "Old figure",
        "Answered fast",
        "Mail works",
        "Old figure",
    ]
    assert "8.0" in missed[0]  # 8 of 5 points off, times 5
    assert "▁" in missed[2]
    assert "Never measured · Desk work" in text


def test_one_kpi_is_told_in_full(kb: Kb, root: Path) -> None:
    text, _ = answer(kb, root, "fast")
    assert text.startswith("Answered fast: Desk work\n")
    assert "getting better: +2 percentage points per period over the last 6 values" in text
    assert "Forecast: November 2026: about 100% (on target), between 100% and 100%" in text
    assert "Nothing speaks against these figures." in text
    text, _ = answer(kb, root, "mail/up")
    assert "power cut" in text
    assert "none: 2 values, 8 are needed" in text
    assert "Red for 2 periods, and no open improvement or risk names it." in text


def test_json_has_every_figure(kb: Kb, root: Path) -> None:
    (one,) = json.loads(answer(kb, root, "mail/up", "--json")[0])["kpis"]
    assert {key: one[key] for key in ("id", "of", "of_type", "status", "missed_by", "distance", "weight")} == {
        "id": "mail/up",
        "of": "mail",
        "of_type": "service",
        "status": "bad",
        "missed_by": 8,
        "distance": 1.6,
        "weight": 8.0,
    }
    assert one["roles"] == {"boss": ["answers"], "desk": ["collects"]}
    assert one["trend"]["why_none"] == "few"
    assert one["forecast"]["why_not"] == "few"
    assert one["honesty"]["doubts"] == ["unplanned"]
    assert one["values"][1] == {"period": "2026-10", "value": 87.0, "status": "bad", "note": "power cut"}


def test_kpis_are_chosen_by_role_service_process_and_status(kb: Kb, root: Path) -> None:
    assert listed(kb, root) == ["desk-work/fast", "desk-work/never", "mail/old", "mail/up"]
    assert listed(kb, root, "--service", "mail") == ["mail/old", "mail/up"]
    assert listed(kb, root, "--process", "desk-work") == ["desk-work/fast", "desk-work/never"]
    assert listed(kb, root, "--status", "bad", "--status", "unknown") == ["desk-work/never", "mail/up"]
    assert len(listed(kb, root, "--role", "boss")) == 4
    assert listed(kb, root, "old", "--status", "good") == []
    assert "No KPI fits." in answer(kb, root, "old", "--status", "good")[0]


@pytest.mark.parametrize(
    ("fail_on", "arguments", "said"),
    [
        ("bad", (), "1 KPI is off target"),
        ("stale", (), "2 KPIs are out of date or were never measured"),
        ("dishonest", (), "2 KPIs raise doubts"),
        ("bad", ("fast",), ""),
        ("stale", ("fast",), ""),
        ("dishonest", ("fast",), ""),
    ],
)
def test_fail_on_ends_with_one_only_when_a_shown_kpi_is_so(
    kb: Kb, root: Path, fail_on: str, arguments: tuple[str, ...], said: str
) -> None:
    _, err = answer(kb, root, *arguments, "--fail-on", fail_on, status=1 if said else 0)
    assert said in err


def test_names_that_nothing_has_are_refused_with_the_closest_one(kb: Kb, root: Path) -> None:
    assert "did you mean 'fast'" in answer(kb, root, "fasst", status=2)[1]
    assert "did you mean 'mail'" in answer(kb, root, "--service", "mial", status=2)[1]
    assert "desk" in answer(kb, root, "--role", "nobody", status=2)[1]


def test_a_handbook_without_kpis_is_told_so(kb: Kb, root: Path) -> None:
    for name in ("docs/processes/desk-work.md", "docs/services/mail.md"):
        (root / name).unlink()
    assert "No KPI fits." in answer(kb, root)[0]


def test_what_git_knows_of_earlier_targets_reaches_the_check_and_the_command(kb: Kb, root: Path) -> None:
    page = root / "docs" / "services" / "mail.md"
    for day, target in (("2026-03-01", "95"), ("2026-10-20", "86")):
        page.write_text(FILES["docs/services/mail.md"].replace("target: 95", f"target: {target}"), encoding="utf-8")
        when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
        who = ("-c", "user.name=A", "-c", "user.email=a@example.com")
        for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "x", "--no-gpg-sign")):
            subprocess.run(["git", *command], cwd=root, env={**os.environ, **when}, check=True, capture_output=True)
    code, out, _ = kb("check", "--root", str(root), "--lang", "en", "--select", "KB414", "--format", "concise")
    assert "was changed from 95 to 86 on 2026-10-20; with the old one, 87% in 2026-10 would have missed it" in out
    assert code == 0  # a warning
    text, err = answer(kb, root, "mail/up", "--fail-on", "dishonest", status=1)
    assert "The target went from 95% to 86% on 20 October 2026" in text
    assert "1 KPI raises doubts" in err


def test_a_threshold_on_nothing_is_no_pass(kb: Kb, root: Path) -> None:
    for values in (root / "docs" / "data" / "actuals").glob("*.csv"):
        values.unlink()
    out, err = answer(kb, root, "--fail-on", "bad", "--fail-on", "dishonest", status=2)
    assert "was ever measured" in err
    assert "●" not in out
    assert "4 KPIs" in answer(kb, root, "--fail-on", "stale", status=1)[1]
    for name in ("docs/processes/desk-work.md", "docs/services/mail.md"):
        (root / name).unlink()
    assert "no KPI" in answer(kb, root, "--fail-on", "stale", status=2)[1]


def test_a_threshold_holds_where_the_chosen_status_shows_nothing(kb: Kb, root: Path) -> None:
    answer(kb, root, "--process", "desk-work", "--status", "bad", "--fail-on", "bad", status=0)


def test_nothing_is_green_beside_kpis_without_data(kb: Kb, root: Path) -> None:
    out, _ = answer(kb, root, "--status", "good", "--status", "unknown")
    lead = out.split("\n")[1]
    assert "1 without data" in lead
    assert "●" not in lead

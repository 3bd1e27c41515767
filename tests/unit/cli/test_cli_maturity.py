"""`kb maturity` as somebody at a terminal or a CI job meets it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import ROOT

Kb = Callable[..., Any]
MATURE = ROOT / "tests" / "fixtures" / "mature"


def git(root: Path, *arguments: str, day: str = "2026-11-01") -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_DATE": f"{day}T12:00:00Z",
        "GIT_COMMITTER_DATE": f"{day}T12:00:00Z",
    }
    identity = ["-c", "user.name=Ann Able", "-c", "user.email=ann@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=root, env=environment, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The mature handbook; in September it had no policy, no deputy for its owner and no training records."""
    folder = tmp_path / "handbook"
    shutil.copytree(MATURE, folder)
    owner = folder / "docs" / "roles" / "orders-owner.md"
    text = owner.read_text(encoding="utf-8")
    git(folder, "init", "-q")
    owner.write_text(text.replace("deputies: [{person: bob, since: 2025-01-01}]\n", ""), encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "September", day="2026-09-30")
    git(folder, "tag", "2026-09")
    owner.write_text(text, encoding="utf-8")
    git(folder, "commit", "-qam", "November")
    git(folder, "tag", "2026-11")
    return folder


def data(kb: Kb, root: Path, *arguments: str, status: int = 0) -> Any:
    code, out, err = kb("maturity", *arguments, "--json", "--root", str(root))
    assert code == status, err
    return json.loads(out)


def refusal(kb: Kb, root: Path, *arguments: str) -> str:
    code, out, err = kb("maturity", *arguments, "--root", str(root))
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    return str(err)


def test_every_process_with_what_lifts_it(kb: Kb, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for lang, said in (("en", "stands at level 1"), ("zh", "整体 1 级")):
        monkeypatch.setenv("COLUMNS", "80")
        code, out, err = kb("maturity", "--lang", lang, "--root", str(root))
        assert (code, err) == (0, "")
        assert said in out
        assert "Orders" in out
        assert "maturity_" not in out
        assert max(map(len, out.split("\n"))) <= 80


def test_one_process_shows_the_working_of_every_check(kb: Kb, root: Path) -> None:
    code, out, _ = kb("maturity", "orders", "--root", str(root))
    assert code == 0
    for piece in (
        "level 5",
        "M2.1",
        "M5.5",
        "Ann",
        "96",
        "2026-10-20",
        "Review of orders in autumn",
        "Delivered on time",
    ):
        assert piece in out
    assert "Stock" not in out


def test_json_has_every_check_with_its_facts(kb: Kb, root: Path) -> None:
    found = data(kb, root)
    assert (found["as_of"], found["level"], found["median"], found["at"]) == ("2026-11-15", 1, 3.0, None)
    assert found["distribution"] == {"1": 1, "2": 0, "3": 0, "4": 0, "5": 1}
    orders = found["processes"][0]
    assert (orders["id"], orders["level"], orders["lift"], orders["failing"]) == ("orders", 5, None, [])
    assert orders["ratings"] == {"2": "F", "3": "F", "4": "F", "5": "F"}
    assert len(orders["checks"]) == 26
    assert orders["checks"][0] == {
        "id": "M2.1",
        "must": True,
        "state": "passed",
        "facts": [
            {"fact": "held", "ok": True, "people": ["ann"], "role": ["orders-owner"]},
            {"fact": "held", "ok": True, "people": ["bob"], "role": ["orders-manager"]},
        ],
    }
    stock = found["processes"][1]
    assert stock["lift"]["to"] == 2
    assert "M2.5" in stock["lift"]["must"]
    assert set(stock["lift"]["shortest"]) <= set(stock["failing"])


def test_the_handbook_at_a_tag_or_on_a_day(kb: Kb, root: Path) -> None:
    for name in ("2026-09", "2026-10-15"):
        found = data(kb, root, "orders", "--at", name)
        assert found["at"]["day"] == "2026-09-30"
        assert found["level"] == 2
        missing = [check["id"] for check in found["processes"][0]["checks"] if check["state"] == "failed"]
        assert "M3.7" in missing
    assert data(kb, root, "orders", "--at", "2026-10-15")["as_of"] == "2026-10-15"
    assert data(kb, root, "orders", "--at", "2026-11", "--as-of", "2027-11-15")["level"] == 1


def test_the_trend_goes_from_tag_to_tag_and_ends_now(kb: Kb, root: Path) -> None:
    trend = data(kb, root, "orders", "--trend")["trend"]
    assert [(entry["name"], entry["level"]) for entry in trend] == [("2026-09", 2), ("2026-11", 5), (None, 5)]
    code, out, _ = kb("maturity", "--trend", "--root", str(root))
    assert code == 0
    assert "2026-09-30" in out
    assert "now" in out


def test_a_threshold_decides_the_exit_code(kb: Kb, root: Path) -> None:
    assert kb("maturity", "orders", "--fail-under", "5", "--root", str(root)).code == 0
    code, _, err = kb("maturity", "--fail-under", "2", "--root", str(root))
    assert code == 1
    assert err.strip() == "below level 2: stock"


def test_a_badge_is_a_small_image_and_always_the_same(kb: Kb, root: Path, tmp_path: Path) -> None:
    written = []
    for name in ("one.svg", "two.SVG"):
        assert kb("maturity", "orders", "--badge", str(tmp_path / name), "--root", str(root)).code == 0
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert ET.fromstring(written[0]).attrib["aria-label"] == "maturity: level 5: optimising"
    kb("maturity", "--lang", "zh", "--badge", str(tmp_path / "whole.svg"), "--root", str(root))
    assert "1 级 初始" in (tmp_path / "whole.svg").read_text(encoding="utf-8")


def test_refusals_say_what_to_do(kb: Kb, root: Path, tmp_path: Path) -> None:
    assert "did you mean 'orders'?" in refusal(kb, root, "order")
    assert "from 1 to 5" in refusal(kb, root, "--fail-under", "6")
    assert "from 1 to 5" in refusal(kb, root, "--fail-under", "three")
    assert "git tag" in refusal(kb, root, "--at", "v9")
    assert "exclude each other" in refusal(kb, root, "--at", "2026-09", "--trend")
    assert ".svg" in refusal(kb, root, "--badge", str(tmp_path / "badge.png"))
    assert "does not exist" in refusal(kb, root, "--badge", str(tmp_path / "no" / "badge.svg"))
    alone = Path(shutil.copytree(MATURE, tmp_path / "alone"))
    assert "not in a git repository" in refusal(kb, alone, "--trend")
    git(alone, "init", "-q")
    git(alone, "add", "-A")
    git(alone, "commit", "-qm", "all")
    assert "has no tags" in refusal(kb, alone, "--trend")


def test_whatif_shows_maturity_before_and_after(kb: Kb, root: Path) -> None:
    code, out, _ = kb("whatif", "cid", "--json", "--root", str(root))
    assert code == 0
    assert json.loads(out)["maturity"] == {"orders": {"before": 5, "after": 1}}
    assert "5 → 1" in kb("whatif", "cid", "--root", str(root)).out


def test_a_day_that_has_not_come_is_refused(kb: Kb, root: Path) -> None:
    assert "has not come" in refusal(kb, root, "--at", "2027-06-30", "--as-of", "2026-11-15")
    assert data(kb, root, "--at", "2026-10-31", "--as-of", "2026-11-15")["at"]["name"] == "2026-10-31"


def test_a_threshold_without_a_process_is_no_pass(kb: Kb, root: Path) -> None:
    for page in (root / "docs" / "processes").glob("*.md"):
        page.unlink()
    code, _, err = kb("maturity", "--fail-under", "1", "--root", str(root))
    assert code == 2
    assert "no process" in err

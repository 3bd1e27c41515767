"""A result that rests on less than the whole handbook says so, and no threshold is judged on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import run_kb

COMMANDS = [
    ["risk"],
    ["maturity"],
    ["kpi"],
    ["coverage"],
    ["gaps"],
    ["handover", "--role", "service-desk-analyst"],
]
GATES = [
    ["risk", "--fail-under", "50"],
    ["maturity", "--fail-under", "1"],
    ["kpi", "--fail-on", "bad"],
    ["coverage", "iso20000", "--fail-under", "1"],
    ["whatif", "zhang-san", "--fail-on", "no-cover"],
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new handbook with one page and one data file that cannot be read."""
    root = tmp_path_factory.mktemp("unread") / "handbook"
    assert run_kb("init", str(root), "--languages", "en").returncode == 0
    page = root / "docs" / "processes" / "incident-management.md"
    page.write_text(page.read_text(encoding="utf-8").replace("owner:", "owner: [", 1), encoding="utf-8")
    actuals = next((root / "docs" / "data" / "actuals").glob("*.csv"))
    actuals.write_bytes(actuals.read_text(encoding="utf-8").encode("utf-16"))
    return root


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_files_that_were_not_read_are_named(broken: Path, command: list[str]) -> None:
    done = run_kb(*command, "--root", str(broken), "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "docs/processes/incident-management.md" in done.stderr
    assert "docs/data/actuals/" in done.stderr
    assert "kb check" in done.stderr


@pytest.mark.parametrize("command", GATES, ids=lambda command: command[0])
def test_a_threshold_is_not_judged_on_part_of_a_handbook(broken: Path, command: list[str]) -> None:
    done = run_kb(*command, "--root", str(broken), "--lang", "en")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "threshold" in done.stderr


def test_a_whole_handbook_says_nothing_of_the_kind(tmp_path: Path) -> None:
    assert run_kb("init", str(tmp_path / "handbook"), "--languages", "en").returncode == 0
    done = run_kb("risk", "--root", str(tmp_path / "handbook"), "--lang", "en", "--fail-under", "0")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", [*COMMANDS, ["whatif", "zhang-san"]], ids=lambda command: command[0])
def test_programs_are_told_which_files_were_not_read(broken: Path, command: list[str]) -> None:
    done = run_kb(*command, "--json", "--root", str(broken), "--lang", "en")
    assert done.returncode == 0, done.stderr
    unread = json.loads(done.stdout)["unread"]
    assert "docs/processes/incident-management.md" in unread
    assert unread == sorted(unread)

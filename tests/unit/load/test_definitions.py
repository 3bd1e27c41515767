"""What git tells about earlier targets, and what it must not be made to do."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest

from kb_tools.load.definitions import Definition, definitions, read_definitions

DAY = dt.date(2026, 11, 15)
PAGE = (
    '---\ntitle: Mail\nkpis:\n  - id: a\n    unit: "%"\n    direction: higher\n    target: {0}\nowner: boss\n---\n{1}\n'
)
PATH = "docs/services/mail.md"


def commit(root: Path, day: str, target: str, text: str = "") -> None:
    file = root / PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGE.format(target, text), encoding="utf-8")
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "x", "--no-gpg-sign")):
        subprocess.run(["git", *command], cwd=root, env={**os.environ, **when}, check=True, capture_output=True)


def now(path: str, target: str = "1") -> dict[str, str]:
    return {path: PAGE.format(target, "")}


def test_each_change_of_a_target_is_told_with_its_day(tmp_path: Path) -> None:
    commit(tmp_path, "2026-03-01", "99.95")
    commit(tmp_path, "2026-05-01", "99.95", "another text")
    commit(tmp_path, "2026-09-28", "99.8")
    found = read_definitions(tmp_path, DAY, now(PATH))
    assert found == {
        PATH: {
            "a": (
                Definition(dt.date(2026, 3, 1), "%", "higher", 99.95, None),
                Definition(dt.date(2026, 9, 28), "%", "higher", 99.8, None),
            )
        }
    }


def test_what_held_before_the_days_that_are_looked_at_is_known(tmp_path: Path) -> None:
    commit(tmp_path, "2024-01-01", "99.95")
    commit(tmp_path, "2026-09-28", "99.8")
    (kpi,) = read_definitions(tmp_path, DAY, now(PATH))[PATH].values()
    assert [(entry.since, entry.target) for entry in kpi] == [
        (dt.date(2025, 10, 11), 99.95),
        (dt.date(2026, 9, 28), 99.8),
    ]


def test_changes_after_the_day_and_other_pages_are_left_out(tmp_path: Path) -> None:
    commit(tmp_path, "2026-03-01", "99.95")
    commit(tmp_path, "2026-11-16", "99.8")
    (kpi,) = read_definitions(tmp_path, DAY, now(PATH))[PATH].values()
    assert [entry.target for entry in kpi] == [99.95]
    assert read_definitions(tmp_path, DAY, now("docs/services/web.md")) == {}
    assert read_definitions(tmp_path, DAY, {}) == {}


def test_a_page_that_always_read_as_it_does_today_is_left_out(tmp_path: Path) -> None:
    commit(tmp_path, "2026-03-01", "99.95")
    commit(tmp_path, "2026-05-01", "99.95", "another text")
    assert read_definitions(tmp_path, DAY, now(PATH, "99.95")) == {}
    assert PATH in read_definitions(tmp_path, DAY, now(PATH, "99.8"))  # changed, but not committed yet


def test_outside_of_git_nothing_is_known(tmp_path: Path) -> None:
    assert read_definitions(tmp_path, DAY, now(PATH)) == {}
    assert read_definitions(tmp_path / "nowhere", DAY, now(PATH)) == {}


def test_the_handbook_may_lie_deep_in_a_repository(tmp_path: Path) -> None:
    commit(tmp_path, "2026-03-01", "99.95")
    (tmp_path / "books" / "it").mkdir(parents=True)
    (tmp_path / "docs").rename(tmp_path / "books" / "it" / "docs")
    commit(tmp_path / "books" / "it", "2026-04-01", "99.8")
    subprocess.run(["rm", "-rf", ".git"], cwd=tmp_path / "books" / "it", check=True)
    commit(tmp_path, "2026-05-01", "90")
    found = read_definitions(tmp_path / "books" / "it", DAY, now(PATH))
    assert [entry.target for entry in found[PATH]["a"]] == [99.8]


@pytest.mark.parametrize(
    "broken", ["", "no front matter", "---\nkpis: [\n---\n", "---\nkpis: 7\n---\n", "---\nkpis:\n---\n"]
)
def test_a_version_that_makes_no_sense_is_passed_over(broken: str) -> None:
    good = PAGE.format("99.8", "")
    versions = [("p", dt.date(2026, 1, 1), broken), ("p", dt.date(2026, 2, 1), good)]
    assert [entry.since for entry in definitions(versions)["p"]["a"]] == [dt.date(2026, 2, 1)]


def test_a_target_that_is_no_number_is_passed_over_and_a_range_is_two() -> None:
    assert definitions([("p", DAY, PAGE.format("soon", ""))]) == {}
    (kpi,) = definitions([("p", DAY, PAGE.format("[18, 24]", ""))])["p"].values()
    assert kpi[0].target == (18, 24)

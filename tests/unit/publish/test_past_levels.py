"""Levels at tags: worked out once per commit, whatever happens to the cache or to a single state."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support import ROOT

from kb_tools.publish import past_levels as module
from kb_tools.publish.past_levels import CACHE_FILE, past_levels


def git(root: Path, *arguments: str) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_DATE": "2026-11-01T12:00:00Z",
        "GIT_COMMITTER_DATE": "2026-11-01T12:00:00Z",
    }
    identity = ["-c", "user.name=Ann Able", "-c", "user.email=ann@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=root, env=environment, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "handbook"
    shutil.copytree(ROOT / "tests" / "fixtures" / "mature", folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "whole")
    git(folder, "tag", "whole")
    (folder / "kb.toml").write_text("[handbook\n", encoding="utf-8")
    git(folder, "commit", "-qam", "broken")
    git(folder, "tag", "xbroken")
    return folder


def seen(root: Path) -> list[tuple[str, dict[str, int], bool]]:
    return [(moment.name, dict(moment.levels), moment.problem is None) for moment in past_levels(root)]


EXPECTED = [("whole", {"orders": 5, "stock": 1}, True), ("xbroken", {}, False)]


def test_a_state_that_cannot_be_read_does_not_hide_the_others(root: Path) -> None:
    assert seen(root) == EXPECTED


def test_a_commit_is_read_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert seen(root) == EXPECTED
    monkeypatch.setattr(module, "levels", None)
    assert seen(root) == EXPECTED
    monkeypatch.setattr(module, "rules_key", lambda: "the code has changed")
    with pytest.raises(TypeError):
        past_levels(root)


@pytest.mark.parametrize("content", [b"", b"kb-levels 1\n", b"\0" * 100])
def test_a_damaged_cache_counts_for_nothing(root: Path, content: bytes) -> None:
    seen(root)
    good = (root / CACHE_FILE).read_bytes()
    (root / CACHE_FILE).write_bytes(content)
    assert seen(root) == EXPECTED
    (root / CACHE_FILE).write_bytes(good[:-1])
    assert seen(root) == EXPECTED
    (root / CACHE_FILE).unlink()
    assert seen(root) == EXPECTED


def test_levels_that_are_none_are_not_believed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "levels", lambda handbook, as_of: {"orders": 9})
    past_levels(root)
    monkeypatch.undo()
    assert seen(root) == EXPECTED


def test_only_the_newest_when_asked(root: Path) -> None:
    assert [moment.name for moment in past_levels(root, limit=1, use_cache=False)] == ["xbroken"]


def test_nothing_outside_git(tmp_path: Path) -> None:
    assert past_levels(tmp_path) == ()

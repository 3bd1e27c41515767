"""What git says about files, whatever is wrong with git."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest

from kb_tools.load import history
from kb_tools.load.history import Change, read_history

AS_OF = dt.date(2026, 11, 15)


def git(root: Path, *arguments: str, day: str = "2026-11-01") -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_DATE": f"{day}T12:00:00Z",
        "GIT_COMMITTER_DATE": f"{day}T12:00:00Z",
    }
    identity = ["-c", "user.name=Ann Able", "-c", "user.email=ann@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=root, env=environment, check=True, capture_output=True)


def commit(root: Path, day: str, subject: str, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{path.read_text() if path.exists() else ''}{subject}\n", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", f"{subject}\n\nbody", day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q")
    return root


def test_changes_of_the_last_90_days_newest_first(repository: Path) -> None:
    commit(repository, "2026-01-01", "old", "docs/a.md")
    commit(repository, "2026-10-01", "first", "docs/a.md", "docs/b.md")
    commit(repository, "2026-11-15", "second: x", "docs/a.md")
    commit(repository, "2026-11-16", "tomorrow", "docs/a.md")
    commit(repository, "2026-11-14", "elsewhere", "README.md")
    found = read_history(repository, AS_OF, folder="docs")
    assert found == {
        "docs/a.md": (
            Change(dt.date(2026, 11, 15), "second: x", "Ann Able"),
            Change(dt.date(2026, 10, 1), "first", "Ann Able"),
        ),
        "docs/b.md": (Change(dt.date(2026, 10, 1), "first", "Ann Able"),),
    }


def test_odd_file_names_and_subjects(repository: Path) -> None:
    names = ["docs/中文 空格.md", 'docs/quo"te.md', "docs/new\nline.md", "docs/-dash.md", "docs/\x01mark.md"]
    commit(repository, "2026-11-01", "subject \x01 with \t marks 中文", *names)
    found = read_history(repository, AS_OF)
    assert sorted(found) == sorted(names)
    assert found["docs/中文 空格.md"][0].subject == "subject \x01 with \t marks 中文"


def test_a_handbook_below_the_top_of_a_repository(repository: Path) -> None:
    commit(repository, "2026-11-01", "both", "handbook/docs/a.md", "docs/a.md")
    assert list(read_history(repository / "handbook", AS_OF)) == ["docs/a.md"]


def test_the_oldest_commit_of_a_shallow_clone_does_not_count(repository: Path, tmp_path: Path) -> None:
    commit(repository, "2026-10-01", "first", "docs/a.md", "docs/b.md")
    commit(repository, "2026-10-02", "second", "docs/b.md")
    commit(repository, "2026-10-03", "third", "docs/a.md")
    git(tmp_path, "clone", "-q", "--depth", "2", repository.as_uri(), "shallow")
    found = read_history(tmp_path / "shallow", AS_OF)
    assert {path: [change.subject for change in changes] for path, changes in found.items()} == {"docs/a.md": ["third"]}


def test_hooks_pagers_and_settings_of_the_user_do_not_run(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, "2026-11-01", "first", "docs/a.md")
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for name in ("core.pager", "core.fsmonitor", "diff.external", "pager.log", "gpg.program"):
        git(repository, "config", name, str(trap))
    git(repository, "config", "log.showSignature", "true")
    git(repository, "config", "log.date", "relative")
    monkeypatch.setenv("GIT_PAGER", str(trap))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert list(read_history(repository, AS_OF)) == ["docs/a.md"]
    assert not (tmp_path / "sprung").exists()


def test_no_repository_no_commit_and_no_git(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_history(repository, AS_OF) == {}
    plain = tmp_path / "plain"
    plain.mkdir()
    assert read_history(plain, AS_OF) == {}
    assert read_history(tmp_path / "missing", AS_OF) == {}
    commit(repository, "2026-11-01", "first", "docs/a.md")
    monkeypatch.setenv("PATH", str(plain))
    assert read_history(repository, AS_OF) == {}


def test_a_git_that_hangs_is_given_up(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "bin"
    fake.mkdir()
    (fake / "git").write_text("#!/bin/sh\nexec sleep 60\n")
    (fake / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake}:{os.environ['PATH']}")
    monkeypatch.setattr(history, "_SECONDS", 0.2)
    assert read_history(repository, AS_OF) == {}

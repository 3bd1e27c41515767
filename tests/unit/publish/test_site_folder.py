"""Publishing is all or nothing, and nobody else's folder is ever touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support import refused

from kb_tools.errors import PublishError
from kb_tools.publish import site as folder
from kb_tools.publish.lock import exclusive


def published(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text, encoding="utf-8")
    folder.write_manifest(path, {"generator": "test"})
    return path


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    precious = tmp_path / "site"
    precious.mkdir()
    (precious / "thesis.doc").write_text("years of work", encoding="utf-8")
    stage = published(tmp_path / "stage", "new")
    with refused(PublishError, "not published by kb"):
        folder.swap_in(stage, precious)
    assert (precious / "thesis.doc").read_text(encoding="utf-8") == "years of work"


def test_an_empty_folder_and_one_of_ours_are_replaced(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    folder.swap_in(published(tmp_path / "one", "first"), target)
    folder.swap_in(published(tmp_path / "two", "second"), target)
    assert (target / "index.html").read_text(encoding="utf-8") == "second"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    real = published(tmp_path / "real", "old")
    (tmp_path / "site").symlink_to(real)
    with refused(PublishError, "symbolic link"):
        folder.check_target(tmp_path / "site")


def test_when_the_second_rename_fails_the_old_site_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = published(tmp_path / "site", "old")
    stage = published(tmp_path / "stage", "new")
    rename = os.replace

    def failing(source: Path, goal: Path) -> None:
        if Path(source) == stage:
            raise OSError(28, "No space left on device")
        rename(source, goal)

    monkeypatch.setattr(folder.os, "replace", failing)
    with refused(PublishError, "disk is full"):
        folder.swap_in(stage, target)
    assert (target / "index.html").read_text(encoding="utf-8") == "old"


def test_a_run_killed_between_the_renames_is_recovered(tmp_path: Path) -> None:
    target = published(tmp_path / "site", "old")
    target.rename(tmp_path / ".site.old")
    folder.recover(target)
    assert (target / "index.html").read_text(encoding="utf-8") == "old"


def test_a_run_killed_after_the_renames_leaves_the_new_site(tmp_path: Path) -> None:
    target = published(tmp_path / "site", "new")
    published(tmp_path / ".site.old", "old")
    folder.recover(target)
    assert (target / "index.html").read_text(encoding="utf-8") == "new"
    assert not (tmp_path / ".site.old").exists()


def test_a_missing_page_and_a_damaged_file_are_noticed(tmp_path: Path) -> None:
    stage = published(tmp_path / "stage", "text")
    folder.verify(stage, {"index.html"})
    with refused(PublishError, r"roles/a/index\.html"):
        folder.verify(stage, {"index.html", "roles/a/index.html"})
    (stage / "index.html").write_text("te", encoding="utf-8")
    with refused(PublishError, "damaged"):
        folder.verify(stage, {"index.html"})


def test_two_runs_do_not_meet(tmp_path: Path) -> None:
    with exclusive(tmp_path / "lock"), refused(PublishError, "another"), exclusive(tmp_path / "lock"):
        pass
    with exclusive(tmp_path / "lock"):
        pass

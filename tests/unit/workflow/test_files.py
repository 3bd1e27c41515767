"""Whole files or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support import refused

from kb_tools.errors import KbError, UsageError
from kb_tools.workflow.files import create_file, read_file, replace_file


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "a.md"
    create_file(target, b"one")
    with refused(UsageError, "exists already"):
        create_file(target, b"two")
    assert target.read_bytes() == b"one"
    assert os.listdir(target.parent) == ["a.md"]


def test_replacing_keeps_permissions_and_links(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_bytes(b"one")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_file(link, b"two")
    assert link.is_symlink()
    assert real.read_bytes() == b"two"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(tmp_path)) == ["link.md", "real.md"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.md"
    target.write_bytes(b"one")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with refused(KbError, "disk is full"):
        replace_file(target, b"two")
    assert target.read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["a.md"]


def test_an_unreadable_file_is_a_clear_error(tmp_path: Path) -> None:
    with refused(KbError, "cannot be read"):
        read_file(tmp_path / "missing.md")

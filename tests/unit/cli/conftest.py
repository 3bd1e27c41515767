"""`kb` as people call it: arguments in, exit code and output out; and a handbook to call it in."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kb_tools.cli.main import main
from kb_tools.workflow.init import create_handbook


class Result(NamedTuple):
    code: int
    out: str
    err: str


Kb = Callable[..., Result]


@pytest.fixture
def kb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kb:
    monkeypatch.setenv("KB_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("KB_AS_OF", raising=False)

    def run(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["kb", *arguments])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return run


@pytest.fixture
def handbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A handbook in zh and en; the working directory."""
    root = tmp_path / "handbook"
    create_handbook(root, ("zh", "en"), as_of=dt.date.today())  # noqa: DTZ011 - as `kb check` does
    monkeypatch.chdir(root)
    return root

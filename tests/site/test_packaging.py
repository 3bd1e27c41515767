"""What a stranger gets: a wheel that works in an empty environment, and a core that needs no generator."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from support import ROOT

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("packaging")]


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KB_LANG": "en", "NO_MKDOCS_2_WARNING": "true"}
    environment.pop("PYTHONPATH", None)
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("wheel")
    source = work / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, source / name)
    for name in ("kb_tools", "plugins"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(work), "."]
    done = run(*pip, cwd=source)
    assert done.returncode == 0, done.stderr
    return next(work.glob("*.whl"))


def environment(folder: Path, wheel: Path, lock: str) -> Path:
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "-q", "--no-deps"]
    for what in (["--require-hashes", "-r", str(ROOT / "requirements" / lock)], [str(wheel)]):
        done = run(*pip, *what, cwd=folder)
        assert done.returncode == 0, done.stderr
    return python


def test_the_wheel_builds_a_handbook_in_an_empty_environment(wheel: Path, tmp_path: Path, handbook_copy: Path) -> None:
    python = environment(tmp_path / "env", wheel, "site.txt")
    kb = str(python.with_name("kb"))
    checked = run(kb, "check", cwd=handbook_copy)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    built = run(kb, "build", "--site-dir", str(tmp_path / "site"), cwd=handbook_copy)
    assert built.returncode == 0, built.stdout + built.stderr
    assert (tmp_path / "site/en/known-errors/ke-0002/index.html").is_file()
    plain = run(str(python), "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "plain"), cwd=handbook_copy)
    assert plain.returncode == 0, plain.stdout + plain.stderr
    assert (tmp_path / "plain/known-errors/ke-0002/index.html").is_file()


def test_the_core_checks_and_renders_without_a_generator(wheel: Path, tmp_path: Path, handbook_copy: Path) -> None:
    python = environment(tmp_path / "env", wheel, "core.txt")
    assert run(str(python), "-c", "import mkdocs", cwd=tmp_path).returncode != 0
    kb = str(python.with_name("kb"))
    checked = run(kb, "check", cwd=handbook_copy)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    rendered = run(kb, "render", "--out", str(tmp_path / "out"), cwd=handbook_copy)
    assert rendered.returncode == 0, rendered.stdout + rendered.stderr
    refused = run(kb, "build", "--site-dir", str(tmp_path / "site"), cwd=handbook_copy)
    assert refused.returncode == 2
    assert "pip install 'kb-tools[mkdocs]'" in refused.stderr
    assert "Traceback" not in refused.stderr

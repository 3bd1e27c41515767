"""Shared fixtures: the example handbook, copies of it to break, and its published site, built once per run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import ROOT, Run, run_kb

from kb_tools.check.rule import Context
from kb_tools.check.runner import check_page
from kb_tools.config import Config, load_config
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook


@pytest.fixture
def kb() -> Run:
    return run_kb


@pytest.fixture(scope="session")
def example_config() -> Config:
    return load_config(ROOT)


@pytest.fixture(scope="session")
def example(example_config: Config) -> Handbook:
    return load_handbook(ROOT, example_config, page_check=check_page, use_cache=False, jobs=1)


@pytest.fixture(scope="session")
def example_context(example_config: Config) -> Context:
    assert example_config.check.as_of is not None
    return Context(example_config.check.as_of, example_config)


@pytest.fixture
def handbook_copy(tmp_path: Path) -> Path:
    """A copy of the example handbook that a test may break."""
    target = tmp_path / "handbook"
    target.mkdir()
    shutil.copytree(ROOT / "docs", target / "docs")
    for name in ("kb.toml", "mkdocs.yml"):
        shutil.copyfile(ROOT / name, target / name)
    return target


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example handbook as `kb build` publishes it."""
    target = tmp_path_factory.mktemp("published") / "site"
    done = run_kb("build", "--site-dir", str(target))
    assert done.returncode == 0, done.stderr
    return target

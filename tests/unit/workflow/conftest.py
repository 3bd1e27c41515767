"""A small handbook that passes its checks, made anew for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_handbook import AS_OF, Small

from kb_tools.workflow.init import create_handbook


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Small]:
    def build(*languages: str) -> Small:
        root = tmp_path / "-".join(languages)
        create_handbook(root, languages, as_of=AS_OF)
        return Small(root)

    return build


@pytest.fixture
def small(make: Callable[..., Small]) -> Small:
    return make("zh", "en")

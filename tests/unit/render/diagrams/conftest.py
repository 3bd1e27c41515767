"""Handbooks to draw: the example in both languages, and small ones made of hostile or odd content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from diagram_reading import MakeView

from kb_tools.config import Config, HandbookConfig
from kb_tools.load.edition import Edition
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition_view import EditionView


@pytest.fixture
def make_view(tmp_path: Path) -> MakeView:
    def make(pages: Mapping[str, Mapping[str, Any]], actuals: str = "") -> EditionView:
        for name, front in pages.items():
            file = tmp_path / "docs" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\n{yaml.safe_dump(dict(front), allow_unicode=True)}---\n", encoding="utf-8")
        if actuals:
            folder = tmp_path / "docs" / "data" / "actuals"
            folder.mkdir(parents=True)
            (folder / "a.csv").write_text(f"kpi,period,value,note\n{actuals}", encoding="utf-8")
        config = Config(handbook=HandbookConfig(languages=("en",)))
        handbook = load_handbook(tmp_path, config, use_cache=False)
        return EditionView(Edition(handbook, "en"), config, dt.date(2026, 11, 15))

    return make


@pytest.fixture(scope="session", params=["zh", "en"])
def example_view(request: pytest.FixtureRequest, example: Handbook, example_config: Config) -> EditionView:
    return EditionView(Edition(example, request.param), example_config, dt.date(2026, 11, 15))

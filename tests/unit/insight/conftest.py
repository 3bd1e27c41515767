"""The worked example: a company with planted weaknesses, without any history."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kb_tools.check.runner import check_page
from kb_tools.config import load_config
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook

COMPANY = Path(__file__).parents[2] / "fixtures" / "company"


@pytest.fixture(scope="session")
def company() -> Handbook:
    config = load_config(COMPANY)
    return load_handbook(COMPANY, config, page_check=check_page, use_cache=False, jobs=1)


@pytest.fixture(scope="session")
def company_day() -> dt.date:
    day = load_config(COMPANY).check.as_of
    assert day is not None
    return day

"""Which pages a question may lead to, and how those that lead nowhere are told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kb_tools.check.rule import Context
from kb_tools.check.runner import check_handbook, check_page
from kb_tools.config import Config, HandbookConfig
from kb_tools.load.loader import load_handbook
from kb_tools.model.diagnostic import Diagnostic
from kb_tools.model.overview import OVERVIEW_PAGES, OVERVIEW_SETTINGS

CONFIG = Config(handbook=HandbookConfig(languages=("en",)))


def found(root: Path, *rows: str) -> list[Diagnostic]:
    files = {
        "vpn.md": "---\ntitle: VPN\n---\n",
        "data/people.yml": "ann-able: {name: {en: Ann}}\n",
        "data/asked/a.csv": "page,asked\n" + "".join(f"{row}\n" for row in rows),
    }
    for name, text in files.items():
        (root / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / name).write_text(text, encoding="utf-8")
    handbook = load_handbook(root, CONFIG, page_check=check_page, use_cache=False, jobs=1)
    return check_handbook(handbook, Context(dt.date(2026, 11, 15), CONFIG), select=["KB214"])


def test_pages_people_and_overview_pages_may_be_asked_for(tmp_path: Path) -> None:
    rows = [f"overview/{name},x" for name in sorted(OVERVIEW_PAGES | OVERVIEW_SETTINGS)]
    assert found(tmp_path, "vpn,x", "ann-able,x", *rows) == []


@pytest.mark.parametrize(
    ("page", "variant", "guess"),
    [
        ("vpnn", "unknown", "vpn"),
        ("ann-abel", "unknown", "ann-able"),
        ("overview/dutty", "unknown", "overview/duty"),
        ("duty", "unknown-no-guess", ""),
        ("VPN", "unknown-no-guess", ""),
        ("vpn.md", "unknown", "vpn"),
        ("zebra-crossing", "unknown-no-guess", ""),
    ],
)
def test_a_page_that_is_not_there_is_told_with_the_closest_one(
    tmp_path: Path, page: str, variant: str, guess: str
) -> None:
    (only,) = found(tmp_path, "vpn,x", f"{page},y")
    args = dict(only.finding.args)
    assert (only.where.line, only.where.column, only.where.end_column) == (3, 1, len(page) + 1)
    assert (only.finding.variant, args["page"], args["guess"], args["count"]) == (variant, page, guess, "1")


def test_a_page_that_is_not_there_is_told_once_with_the_number_of_its_lines(tmp_path: Path) -> None:
    (only,) = found(tmp_path, "gone,a", "vpn,x", "gone,b", "gone,c")
    assert (only.where.line, dict(only.finding.args)["count"]) == (2, "3")

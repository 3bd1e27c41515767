"""The table of concepts of the example: all rows, in both languages, each with pages that exist."""

from __future__ import annotations

import re

import pytest
from support import ROOT

from kb_tools.model.handbook import Handbook
from kb_tools.model.overview import OVERVIEW_PAGES

ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
TARGET = re.compile(r"\[\[([^\[\]]+)\]\]|\]\(\.\./overview/([a-z-]+)\.md\)")


def rows(lang: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    text = (ROOT / "docs" / lang / "editing" / "concepts.md").read_text(encoding="utf-8")
    return [(number, name.strip(), TARGET.findall(where)) for number, name, where in ROW.findall(text)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_seventy_concepts_lead_to_pages_that_exist(example: Handbook, lang: str) -> None:
    found = rows(lang)
    assert [int(number) for number, _, _ in found] == list(range(1, 71))
    assert len({name for _, name, _ in found}) == 70
    for number, _, targets in found:
        assert targets, number
        for record, overview in targets:
            assert overview in OVERVIEW_PAGES if overview else example.lookup(record.partition("#")[0]), (
                number,
                record,
            )


def test_both_languages_name_the_same_pages() -> None:
    assert [targets for _, _, targets in rows("zh")] == [targets for _, _, targets in rows("en")]


#: Row -> the page that works its concept out.
COMPUTED = {
    "10": "monthly-report",
    "13": "role-teams",
    "14": "scorecard",
    "17": "key-persons",
    "38": "coverage",
    "44": "gaps",
    "45": "customers",
    "46": "improvements",
    "47": "maturity",
    "48": "complaints",
    "56": "maturity",
    "58": "scorecard",
    "60": "coverage",
    "66": "self-check",
    "69": "self-check",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_handbook_works_out_is_where_its_concept_leads(lang: str) -> None:
    found = {number: {overview for _, overview in targets} for number, _, targets in rows(lang)}
    assert {number for number, page in COMPUTED.items() if page not in found[number]} == set()

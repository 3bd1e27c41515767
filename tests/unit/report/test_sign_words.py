"""Sentences about counts read right for one as well."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from kb_tools.insight.control import Sign
from kb_tools.locale import words
from kb_tools.report.signs import sign_sentence
from kb_tools.report.telling import Telling

SAID = Telling(words("en"), dt.date(2026, 11, 15))


@pytest.mark.parametrize("table", ["self_sign", "gap_sign_2", "complaint_sign"])
def test_no_sentence_speaks_of_one_in_the_plural(table: str) -> None:
    facts = {"count": 1, "all": 1}
    told = [
        sign_sentence(SAID, table, Sign("good", key, facts))
        for key, text in words("en").tables[table].items()
        if "{all}" in text and not key.endswith(("_one", "_none"))
    ]
    assert len(told) > 3
    assert [text for text in told if re.search(r"\b1 [a-z ]*s\b", text)] == []

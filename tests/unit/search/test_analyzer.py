"""One analyzer in two languages: judged cases, and random text on which both must agree."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_support import Node
from support import ROOT

from kb_tools.search.analyzer import analyze, fold, terms
from kb_tools.search.concepts import traditional_pairs

CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/search/analyzer_cases.json").read_text("utf-8"))
IDS = [f"{case['about']}: {case['text'][:20]!r}" for case in CASES]

#: What people type: words, ids, versions, Han of all kinds, and what stands between them.
PIECES = st.one_of(
    st.sampled_from(
        ["Outlook", "KE-0007", "4.3.1", "0x80070005", "user's", "Wi-Fi", "exceeded", "电脑", "電腦", "邮件"]
    ),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=6),
    st.text("abcdeghinorst0123456789-._/:@'’+#", max_size=14),
    st.text("ÀÉñüßœΩςЁйガﾞ㎡①½ﬁＡ１－ 　\t，。（", max_size=8),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=6),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_text_gives_the_terms_that_were_judged_right(case: dict[str, Any]) -> None:
    assert [list(found) for found in analyze(case["text"])] == case["terms"]


def test_the_browser_gives_the_same_terms_for_every_case(node: Node) -> None:
    texts = [case["text"] for case in CASES]
    found = node("analyze", texts=texts, traditional=traditional_pairs())
    assert dict(zip(texts, found, strict=True)) == {case["text"]: case["terms"] for case in CASES}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=20, max_size=40))
def test_both_analyzers_agree_on_random_text(node: Node, texts: list[str]) -> None:
    here = [[list(found) for found in analyze(text)] for text in texts]
    assert node("analyze", texts=texts, traditional=traditional_pairs()) == here


@given(TEXTS)
def test_what_is_indexed_is_what_is_asked_for(text: str) -> None:
    assert sorted(terms(text)) == sorted(term for term, _ in analyze(text))


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert [term for term, _ in analyze(fold(text))] == [term for term, _ in analyze(text)]


def test_the_browser_knows_where_a_term_stands_in_the_text_as_written(node: Node) -> None:
    found = node("places", texts=["Ｏｕｔｌｏｏｋ的㎡、Résumés"])[0]
    assert ["outlook", "Ｏｕｔｌｏｏｋ"] in found
    assert ["m2", "㎡"] in found
    assert ["resum", "Résumés"] in found

"""Hostile inputs: each gives the findings that it should, and nothing is raised."""

from __future__ import annotations

import pytest
from hostile_corpus import CORPUS, Hostile
from load_reading import found, page

from kb_tools.check.registry import all_rules
from kb_tools.load.stored import restore_page, store_page
from kb_tools.locale import LANGUAGES, words


@pytest.mark.parametrize("hostile", CORPUS, ids=lambda hostile: hostile.name)
def test_findings(hostile: Hostile) -> None:
    findings = found(hostile.raw)
    assert tuple(dict.fromkeys(finding.code for finding in findings)) == hostile.codes
    assert {finding.code for finding in findings} <= set(all_rules())


@pytest.mark.parametrize("hostile", CORPUS, ids=lambda hostile: hostile.name)
def test_the_page_is_of_use_and_can_be_stored(hostile: Hostile) -> None:
    result = page(hostile.raw)
    assert result.record is not None
    assert result.body is not None
    stored = store_page(result)
    assert store_page(restore_page(stored, hostile.raw)) == stored


@pytest.mark.parametrize("hostile", CORPUS, ids=lambda hostile: hostile.name)
def test_messages_are_of_a_size_that_can_be_read(hostile: Hostile) -> None:
    for finding in found(hostile.raw)[:50]:
        for lang in LANGUAGES:
            message, hint = words(lang).finding(finding.code, finding.variant, dict(finding.args))
            assert message
            assert hint
            assert "Node(" not in message


def test_the_corpus_is_large_and_small_enough() -> None:
    assert len(CORPUS) >= 60
    assert len({hostile.name for hostile in CORPUS}) == len(CORPUS)
    assert max(len(hostile.raw) for hostile in CORPUS) < 2_000_000
